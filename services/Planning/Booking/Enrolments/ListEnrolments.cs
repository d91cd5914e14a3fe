using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>GET /enrolments: the services to which the family's children are enrolled (F-64).</summary>
internal static class ListEnrolments
{
    public static async Task<Results<Ok<EnrolmentView[]>,
    ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        return await OfAsync(db, rules, who.Family, withHistory: who.ByAgent, ct) is { } views
            ? TypedResults.Ok<EnrolmentView[]>([.. views.Where(v => !who.ByAgent || caller.Scope.KeysOf(rules)?.Contains(v.Service) != false)])
            : Problems.NotFound();
    }

    /// <summary>Null when the family isn't known here.</summary>
    public static async Task<EnrolmentView[]?> OfAsync(PlanningDb db, PlanningRules rules, Guid family, bool withHistory, CancellationToken ct)
    {
        var known = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == family, ct);
        if (known is null)
        {
            return null;
        }

        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == family).OrderBy(c => c.Rank).ThenBy(c => c.BirthDate).ToListAsync(ct);
        var enrolments = await db.Enrolments.AsNoTracking().Where(e => e.FamilyId == family).ToListAsync(ct);
        var ids = enrolments.ConvertAll(e => e.Id);
        var events = withHistory
            ? (await db.EnrolmentEvents.AsNoTracking().Where(e => e.EnrolmentId != null && ids.Contains(e.EnrolmentId.Value)).ToListAsync(ct))
            .OrderBy(e => e.At).ThenBy(e => e.Id).ToLookup(e => e.EnrolmentId)
            : null;
        var order = rules.Services.Keys.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i);
        return [.. children.SelectMany(c => enrolments
            .Where(e => e.ChildId == c.ChildId)
            .OrderBy(e => order.GetValueOrDefault(e.Service, int.MaxValue)).ThenBy(e => e.From)
            .Select(e =>
            {
                var service = rules.Services.GetValueOrDefault(e.Service);
                return new EnrolmentView(e.Id, c.ChildId, c.FirstName, e.Service, service?.Label ?? e.Service, service?.Facility.Label ?? "", e.From, e.Until,
                    known.Name,
                    e.Weekdays.Length == 0 ? null : [.. e.Weekdays.Select(d => d - '0')], service?.Online ?? false,
                    events is null ? null : [.. events[e.Id].Select(h => new RequestEventView(rules.Local(h.At), h.By, h.Text))]);
            }))];
    }
}
