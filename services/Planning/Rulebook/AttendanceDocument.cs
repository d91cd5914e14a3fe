using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Rulebook;

/// <summary>How presence on a unit is marked, and what the marks come to.</summary>
public sealed record AttendanceDocument
{
    public ClockKind Clock { get; init; }

    /// <summary>Hours of the unit: what CAF counts, what the billed time may be held to, after which a pick-up is late.</summary>
    public SlotDocument? Slot { get; init; }

    /// <summary>Booked, marked absent, and nobody had told it.</summary>
    public NoShow NoShow { get; init; }

    /// <summary>How clocked times become billed hours; left out, no hours are billed.</summary>
    public HoursDocument? Hours { get; init; }

    /// <summary>A pick-up is late this many minutes after the end of the slot.</summary>
    public int LateAfterMinutes { get; init; }

    public CafDocument Caf { get; init; } = new();
}

/// <summary>What is marked.</summary>
[JsonConverter(typeof(WordConverter<ClockKind>))]
public enum ClockKind
{
    /// <summary>Present or absent.</summary>
    Presence,

    /// <summary>Arrival and departure.</summary>
    Times,
}

[JsonConverter(typeof(WordConverter<NoShow>))]
public enum NoShow
{
    Billed,
    Excused,
    ToAgent,
}

public sealed record SlotDocument(TimeOnly From, TimeOnly To)
{
    [JsonIgnore]
    public int Minutes => (int)(To - From).TotalMinutes;
}

/// <summary>From real to billed time (§3.9).</summary>
public sealed record HoursDocument
{
    /// <summary>15, 30 or 60.</summary>
    public int UnitMinutes { get; init; } = 15;

    public HourRounding Rounding { get; init; }

    /// <summary>A started unit of this many minutes or fewer is not due.</summary>
    public int ToleranceMinutes { get; init; }

    public int MinimumMinutes { get; init; }

    /// <summary>Time outside the slot is not billed.</summary>
    public bool CapAtSlot { get; init; } = true;

    /// <summary>Nothing is due when the child left before this hour.</summary>
    public TimeOnly? FreeIfLeftBefore { get; init; }
}

[JsonConverter(typeof(WordConverter<HourRounding>))]
public enum HourRounding
{
    /// <summary>Every started unit is due.</summary>
    Started,

    /// <summary>To the nearest unit, half up.</summary>
    Nearest,
}

/// <summary>Caps of the hours told to CAF on the Wednesdays of school time.</summary>
public sealed record CafDocument
{
    /// <summary>Of a unit with a meal.</summary>
    public decimal FullDayHours { get; init; } = 9;

    public decimal HalfDayHours { get; init; } = 4;
}
