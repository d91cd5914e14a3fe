using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>What has been asked for and granted on a cell (`booking.*` of the legend).</summary>
public enum BookingState
{
    None,
    Pending,
    Confirmed,
    Refused,
    Waitlisted,
    CancelPending,
    AbsencePending,

    /// <summary>A place is held for the child until its family has answered.</summary>
    Offered,

    /// <summary>A wish, until places are allocated.</summary>
    Wished,
}

/// <summary>What happened, or is known to happen, on the day.</summary>
public enum AttendanceState
{
    None,
    Present,
    PresentUnbooked,
    AbsentExcused,
    AbsentBilled,
}

/// <summary>
/// One child, one unit, one day. Booking and attendance are separate; the day's flags come from the calendar and are never stored.
/// It changes only by the acts that have a name, in <c>Cell.Acts.cs</c>.
/// </summary>
public sealed partial class Cell : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Who booked it, and pays.</summary>
    public Guid FamilyId { get; private set; }

    public BookingState Booking { get; private set; }

    public AttendanceState Attendance { get; private set; }

    /// <summary>Booked after the deadline, where the rule allows it with a surcharge.</summary>
    public bool Late { get; private set; }

    /// <summary>Keys of the pools in which it holds a place, separated by commas; empty when it holds none.</summary>
    public string Seats { get; private set; } = "";

    /// <summary>How often the family changed a day that was booked (F-91).</summary>
    public int Changes { get; private set; }

    /// <summary>Key of the absence reason.</summary>
    public string? Reason { get; private set; }

    /// <summary>Key of the week unit that it is a day of, or that it is itself; null for a day booked alone.</summary>
    public string? Part { get; private set; }

    /// <summary>A whole week, billed as one; once it has places its days have cells of their own.</summary>
    public bool IsWeek => Part is not null && Part == Unit;

    /// <summary>A day of a week: the week is billed, not it.</summary>
    public bool IsPart => Part is not null && Part != Unit;

    /// <summary>Of an absence that is billed: that many percent of the day's price; null for all of it.</summary>
    public int? BilledPercent { get; private set; }

    /// <summary>Given up after the limit: billed until its place is taken.</summary>
    public bool Exchange { get; private set; }

    /// <summary>The absence is leave of a contract (F-94).</summary>
    public bool Leave { get; private set; }

    /// <summary>Minutes clocked outside the hours of the child's contract; null without a contract or without both halves of the clock.</summary>
    public int? ExtraMinutes { get; private set; }

    /// <summary>The disruption that excused or closed it, until that is undone.</summary>
    public Guid? DisruptionId { get; private set; }

    /// <summary>The request that touched it last.</summary>
    public Guid? RequestId { get; private set; }

    public string? RequestNumber { get; private set; }

    public Guid? LineId { get; private set; }

    /// <summary>Rises with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Clocked times and what they come to.</summary>
    public CellClock Clock { get; } = new();

    /// <summary>Something is booked, asked or recorded: another household can't take the cell.</summary>
    public bool IsStanding => (Booking is not (BookingState.None or BookingState.Refused) && Attendance != AttendanceState.AbsentExcused)
        || Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked or AttendanceState.AbsentBilled;

    /// <summary>The child is expected: it has a place wherever its unit counts them.</summary>
    public bool Comes => Booking is BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending or BookingState.Offered
        && Attendance is AttendanceState.None or AttendanceState.Present && !Exchange;

    /// <summary>A place that it holds isn't free: also while an agent decides, or of an absence that stays due.</summary>
    public bool MayHoldPlace =>
        Comes || (Booking == BookingState.Pending && Attendance == AttendanceState.None)
        || (Attendance == AttendanceState.AbsentBilled && Booking != BookingState.None && !Exchange);

    /// <summary>Half of the clock is missing (F-78); until the day is over a child may still be there.</summary>
    public bool IsClockMissing(DateOnly today) => Clock.Times && Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked
        && (Clock.Arrival is null || (Clock.Departure is null && Date < today));

    public IReadOnlyList<string> SeatKeys => Seats.Length == 0 ? [] : Seats.Split(',');

    public CellBond Bond => new(Part, RequestId, RequestNumber, LineId);

    public CellStanding Standing => new()
    {
        FamilyId = FamilyId,
        Booking = Booking,
        Attendance = Attendance,
        Late = Late,
        Changes = Changes,
        Reason = Reason,
        Leave = Leave,
        BilledPercent = BilledPercent,
        Seated = Seats.Length > 0,
    };

    /// <summary>For a look at what would be: never saved.</summary>
    internal Cell Copy() => (Cell)MemberwiseClone();

    internal static void Map(ModelBuilder model) => model.Entity<Cell>(b =>
    {
        b.ToTable("Cells");
        b.HasKey(c => new { c.Tenant, c.ChildId, c.Unit, c.Date });
        // A family's month, and the list of a day.
        b.HasIndex(c => new { c.Tenant, c.ChildId, c.Date });
        b.HasIndex(c => new { c.Tenant, c.Date, c.Unit });
        b.Property(c => c.Unit).HasMaxLength(64);
        b.Property(c => c.Part).HasMaxLength(64);
        b.Property(c => c.Reason).HasMaxLength(64);
        b.Property(c => c.RequestNumber).HasMaxLength(32);
        b.Property(c => c.Seats).HasMaxLength(500);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.ComplexProperty(c => c.Clock, clock => clock.Property(c => c.CollectedBy).HasMaxLength(120));
    });
}

/// <summary>What a cell was before a line touched it, kept on the line so that it can be taken back.</summary>
public sealed class CellStanding
{
    public Guid FamilyId { get; set; }

    public BookingState Booking { get; set; }

    public AttendanceState Attendance { get; set; }

    public bool Late { get; set; }

    public int Changes { get; set; }

    public string? Reason { get; set; }

    public bool Leave { get; set; }

    public int? BilledPercent { get; set; }

    /// <summary>It held its places.</summary>
    public bool Seated { get; set; }
}

/// <summary>What a cell belongs to: the week it is a day of, and the request that touched it last.</summary>
public sealed record CellBond(string? Part, Guid? RequestId, string? RequestNumber, Guid? LineId);
