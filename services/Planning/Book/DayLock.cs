using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>
/// Who books reads closures and enrolments, who closes or ends an enrolment reads bookings, and neither writes what the other read. They meet here:
/// bookings side by side, a closure alone. Inside a write, before either is read.
/// </summary>
public static class DayLock
{
    private const string Days = "days";

    /// <summary>For what books, offers or marks days.</summary>
    public static Task ShareAsync(PlanningDb db, CancellationToken ct) => db.ShareAsync(Days, ct);

    /// <summary>For what takes days away from many: closures, ends of enrolments, places given out.</summary>
    public static Task HoldAsync(PlanningDb db, CancellationToken ct) => db.HoldAsync(Days, ct);
}
