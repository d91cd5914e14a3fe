using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>The booked days a disruption meets, with the children they are of.</summary>
internal sealed class Targets
{
    private const int MostDays = 62;

    private readonly Dictionary<(Guid Family, Guid Child), KnownChild> _children;
    private readonly Dictionary<Guid, (string Name, bool Reachable)> _families;
    private readonly PlanningRules _rules;

    private Targets(PlanningRules rules, List<Cell> cells, int present, Dictionary<(Guid, Guid), KnownChild> children,
        Dictionary<Guid, (string Name, bool Reachable)> families)
    {
        (_rules, Cells, Present, _children, _families) = (rules, cells, present, children, families);
    }

    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>Children noted present, left alone.</summary>
    public int Present { get; }

    /// <summary>What makes no sense at all.</summary>
    public static ProblemHttpResult? Check(DisruptionPlan plan, PlanningRules rules, DateOnly today)
    {
        if (plan.Last < plan.First || plan.Last!.Value.DayNumber - plan.First!.Value.DayNumber >= MostDays)
        {
            return Problems.Invalid("disruption.days", $"Le dernier jour vient après le premier, et la période compte {MostDays} jours au plus.");
        }

        if (plan.First < today.AddDays(-ReadWishes.DaysBack) || plan.Last > today.AddDays(ReadWishes.DaysAhead))
        {
            return Problems.Invalid("date.out-of-range", "Un des jours est trop loin d’aujourd’hui.");
        }

        if (!Enum.IsDefined(plan.Effect!.Value))
        {
            return Problems.Invalid("disruption.effect", "Cet effet n’existe pas.");
        }

        if (new[] { plan.Services, plan.Facilities, plan.Schools, plan.Grades }.Any(l =>
            l?.Any(v => v is null || v.Length is 0 or > 200 || v.Contains('\n', StringComparison.Ordinal)) == true))
        {
            return Problems.Invalid("disruption.scope", "Un des services, établissements, écoles ou classes est illisible.");
        }

        if (plan.Effect == DisruptionEffect.Reduced && string.IsNullOrWhiteSpace(plan.Note))
        {
            return Problems.Invalid("disruption.note-missing", "Écrivez aux familles ce qui change, par exemple « Prévoir un pique-nique ».");
        }

        return plan.Services?.FirstOrDefault(s => !rules.Services.ContainsKey(s)) is { } service
            ? Problems.Invalid("service.unknown", $"Il n’y a pas de service « {service} ».")
            : plan.Facilities?.FirstOrDefault(f => rules.Facilities.All(known => known.Key != f)) is { } facility
            ? Problems.Invalid("facility.unknown", $"Il n’y a pas d’établissement « {facility} ».")
            : null;
    }

    public static Disruption ToDisruption(DisruptionPlan plan, Guid key, string by, DateTimeOffset now) => new()
    {
        Key = key,
        Cause = plan.Cause.Trim(),
        Effect = plan.Effect!.Value,
        Note = string.IsNullOrWhiteSpace(plan.Note) ? null : plan.Note.Trim(),
        First = plan.First!.Value,
        Last = plan.Last!.Value,
        Services = Disruption.List(plan.Services),
        Facilities = Disruption.List(plan.Facilities),
        Schools = Disruption.List(plan.Schools),
        Grades = Disruption.List(plan.Grades),
        By = by,
        At = now.UtcDateTime,
    };

    /// <param name="toChange">The cells are tracked.</param>
    public static async Task<Targets> ReadAsync(PlanningDb db, PlanningRules rules, Disruption disruption, bool toChange, CancellationToken ct)
    {
        var units = rules.Services.Values.Where(disruption.Covers).SelectMany(s => s.Units).Select(u => u.Key).ToList();
        // What waits for a place stays in its list unless the day closes.
        var closes = disruption.Effect == DisruptionEffect.Close;
        var cells = await db.Cells.AsTracking(toChange ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .Where(c => c.Date >= disruption.First && c.Date <= disruption.Last && units.Contains(c.Unit) && (c.Part == null || c.Part != c.Unit)
                && c.Booking != BookingState.None && c.Booking != BookingState.Refused && (c.Part == null || c.Booking != BookingState.Offered)
                && (closes || (c.Booking != BookingState.Waitlisted && c.Booking != BookingState.Offered && c.Booking != BookingState.Wished))
                && c.Attendance != AttendanceState.AbsentExcused).ToListAsync(ct);
        // One query over the households, however many cells there are.
        var households = await (from cell in db.Cells
                                where cell.Date >= disruption.First && cell.Date <= disruption.Last
                                join child in db.KnownChildren on new { cell.FamilyId, cell.ChildId } equals new { child.FamilyId, child.ChildId }
                                join family in db.KnownFamilies on cell.FamilyId equals family.FamilyId
                                select new { child, family.Name, family.Reachable }).AsNoTracking().Distinct().ToListAsync(ct);
        var children = households.GroupBy(h => (h.child.FamilyId, h.child.ChildId)).ToDictionary(g => g.Key, g => g.First().child);
        var concerned = cells.Where(c => children.TryGetValue((c.FamilyId, c.ChildId), out var child) && disruption.Covers(child)).ToList();
        var there = concerned.Where(c => c.Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked).ToList();
        return new Targets(rules, [.. concerned.Except(there)], there.Select(c => c.ChildId).Distinct().Count(), children,
            households.GroupBy(h => h.child.FamilyId).ToDictionary(g => g.Key, g => (g.First().Name, g.First().Reachable)));
    }

    public KnownChild ChildOf(Cell cell) => _children[(cell.FamilyId, cell.ChildId)];

    public DisruptionPreview ToPreview() => new(
        Cells.Count, Cells.Select(c => c.ChildId).Distinct().Count(), Cells.Select(c => c.FamilyId).Distinct().Count(), Present,
        [.. Cells.GroupBy(c => _rules.Units[c.Unit].Service).OrderByDescending(g => g.Count())
            .Select(g => new DisruptedService(g.Key.Label, g.Key.Facility.Label, g.Count()))],
        [.. Cells.Select(c => Row(c.FamilyId, c.ChildId, c.Date, c.Unit, null)).OrderBy(r => r.Date).ThenBy(r => r.FamilyName, StringComparer.InvariantCulture)
            .ThenBy(r => r.Child, StringComparer.InvariantCulture)]);

    private DisruptedChild Row(Guid family, Guid childId, DateOnly date, string unit, string? outcome)
    {
        var child = _children[(family, childId)];
        return new DisruptedChild(childId, $"{child.FirstName} {child.LastName}", child.School, child.Grade, family,
            _families.GetValueOrDefault(family).Name ?? "", date, unit, _rules.UnitLabel(unit), outcome,
            _families.TryGetValue(family, out var known) && !known.Reachable);
    }
}
