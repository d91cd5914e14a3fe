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
/// </summary>
public sealed class Cell : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Who booked it, and pays.</summary>
    public Guid FamilyId { get; set; }

    public BookingState Booking { get; set; }

    public AttendanceState Attendance { get; set; }

    /// <summary>Booked after the deadline, where the rule allows it with a surcharge.</summary>
    public bool Late { get; set; }

    /// <summary>Keys of the pools in which it holds a place, separated by commas; empty when it holds none.</summary>
    public string Seats { get; set; } = "";

    /// <summary>How often the family changed a day that was booked (F-91).</summary>
    public int Changes { get; set; }

    /// <summary>Key of the absence reason.</summary>
    public string? Reason { get; set; }

    /// <summary>Key of the week unit that it is a day of, or that it is itself; null for a day booked alone.</summary>
    public string? Part { get; set; }

    /// <summary>A whole week, billed as one; once it has places its days have cells of their own.</summary>
    public bool IsWeek => Part is not null && Part == Unit;

    /// <summary>A day of a week: the week is billed, not it.</summary>
    public bool IsPart => Part is not null && Part != Unit;

    /// <summary>Of an absence that is billed: that many percent of the day's price; null for all of it.</summary>
    public int? BilledPercent { get; set; }

    /// <summary>Given up after the limit: billed until its place is taken.</summary>
    public bool Exchange { get; set; }

    /// <summary>The absence is leave of a contract (F-94).</summary>
    public bool Leave { get; set; }

    /// <summary>Minutes clocked outside the hours of the child's contract; null without a contract or without both halves of the clock.</summary>
    public int? ExtraMinutes { get; set; }

    /// <summary>The disruption that excused or closed it, until that is undone.</summary>
    public Guid? DisruptionId { get; set; }

    /// <summary>The request that touched it last.</summary>
    public Guid? RequestId { get; set; }

    public string? RequestNumber { get; set; }

    public Guid? LineId { get; set; }

    /// <summary>Rises with every change.</summary>
    public long Version { get; set; }

    /// <summary>Clocked times and what they come to.</summary>
    public CellClock Clock { get; } = new();

    /// <summary>Something is booked, asked or recorded: another household can't take the cell.</summary>
    public bool IsStanding => (Booking is not (BookingState.None or BookingState.Refused) && Attendance != AttendanceState.AbsentExcused)
        || Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked or AttendanceState.AbsentBilled;

    /// <summary>Half of the clock is missing (F-78); until the day is over a child may still be there.</summary>
    public bool IsClockMissing(DateOnly today) => Clock.Times && Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked
        && (Clock.Arrival is null || (Clock.Departure is null && Date < today));

    public IReadOnlyList<string> SeatKeys => Seats.Length == 0 ? [] : Seats.Split(',');

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

    public void Restore(CellStanding standing)
    {
        FamilyId = standing.FamilyId;
        Booking = standing.Booking;
        Attendance = standing.Attendance;
        Late = standing.Late;
        Changes = standing.Changes;
        Reason = standing.Reason;
        Leave = standing.Leave;
        BilledPercent = standing.BilledPercent;
    }

    /// <summary>For a look at what would be: never saved.</summary>
    internal Cell Copy() => (Cell)MemberwiseClone();

    /// <summary>The child is absent: excused days free their places, billed ones keep them.</summary>
    public void Excuse(bool excused, SeatBook seats, int? billedPercent = null)
    {
        BilledPercent = excused ? null : billedPercent;
        Booking = BookingState.Confirmed;
        Attendance = excused ? AttendanceState.AbsentExcused : AttendanceState.AbsentBilled;
        if (excused)
        {
            seats.Release(this);
        }
    }

    /// <summary>Marks the cell as changed by this line of this request.</summary>
    public void TouchedBy(Request request, RequestLine line)
    {
        RequestId = request.Id;
        RequestNumber = request.Number;
        LineId = line.Id;
        Version++;
        line.CellVersion = Version;
    }

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
        b.ComplexProperty(c => c.Clock);
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
