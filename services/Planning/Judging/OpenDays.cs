using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>
/// The one answer to "does this service take this child on that day?": the calendar, and the strikes, trips and closures that are not undone.
/// </summary>
public sealed class OpenDays(IReadOnlyList<Disruption> standing)
{
    /// <summary>The calendar alone.</summary>
    public static OpenDays ByCalendar { get; } = new([]);

    /// <summary>Disruptions of these days, those that close and the others.</summary>
    public IReadOnlyList<Disruption> Standing => standing;

    public static async Task<OpenDays> ReadAsync(PlanningDb db, DateOnly first, DateOnly last, CancellationToken ct) =>
        first > last ? ByCalendar
            : new(await db.Disruptions.AsNoTracking().Where(d => d.UndoneAt == null && d.First <= last && d.Last >= first).ToListAsync(ct));

    /// <summary>What closes that service for that child, besides the calendar.</summary>
    public Disruption? ClosedBy(Service service, KnownChild child, DateOnly date) =>
        standing.Count == 0 ? null : Closing.FirstOrDefault(d => d.Covers(service, child, date));

    /// <summary>What closes that service for everybody, besides the calendar.</summary>
    public Disruption? ClosedBy(Service service, DateOnly date) =>
        standing.Count == 0 ? null
            : Closing.FirstOrDefault(d => d is { Schools.Length: 0, Grades.Length: 0 } && d.First <= date && date <= d.Last && d.Covers(service));

    public bool IsOpen(Service service, KnownChild child, DateOnly date) => service.Day(date).Info.IsOpen && ClosedBy(service, child, date) is null;

    /// <summary>For a child at least.</summary>
    public bool IsOpen(Service service, DateOnly date) => service.Day(date).Info.IsOpen && ClosedBy(service, date) is null;

    private IEnumerable<Disruption> Closing => standing.Where(d => d.Effect == DisruptionEffect.Close);
}
