namespace Preau.Planning.Book;

/// <summary>
/// What the marks of the roll come to on one cell. Real, billed and CAF times are three values (§3.9); hours are local.
/// Written by the roll call only.
/// </summary>
public sealed class CellClock
{
    /// <summary>Arrival and departure are clocked on this unit.</summary>
    public bool Times { get; set; }

    public TimeOnly? Arrival { get; set; }

    public TimeOnly? Departure { get; set; }

    /// <summary>Billed hours; null when the unit bills none or a half of the clock is missing.</summary>
    public decimal? Hours { get; set; }

    /// <summary>Hours told to CAF.</summary>
    public decimal? CafHours { get; set; }

    /// <summary>Picked up that many minutes after closing.</summary>
    public int? LateMinutes { get; set; }

    /// <summary>Whom the child was handed to at its last departure.</summary>
    public string? CollectedBy { get; set; }

    /// <summary>Two tablets said different things.</summary>
    public bool Conflict { get; set; }

    /// <summary>Booked and marked absent where the commune lets an agent decide.</summary>
    public bool NoShow { get; set; }

    /// <summary>What the roll made of the attendance; null when it says nothing.</summary>
    public AttendanceState? Rolled { get; set; }

    /// <summary>The attendance without the roll: what the family or an agent had told.</summary>
    public AttendanceState Before { get; set; }

    /// <summary>Time really spent; null unless both halves are known and in order.</summary>
    public int? RealMinutes => Arrival is { } from && Departure is { } to && to >= from ? (int)(to - from).TotalMinutes : null;
}
