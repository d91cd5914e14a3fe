using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Requests;
using Preau.Planning.Settings;
using Preau.Platform;

namespace Preau.Planning.Enrolments;

/// <summary>GET /enrolments: the services to which the family's children are enrolled (F-64).</summary>
internal static class ListEnrolments
{
    public static async Task<Results<Ok<EnrolmentView[]>, ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var known = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == who.Family, ct);
        if (known is null)
        {
            return Problems.NotFound();
        }

        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == who.Family).OrderBy(c => c.Rank).ThenBy(c => c.BirthDate).ToListAsync(ct);
        var enrolments = await db.Enrolments.AsNoTracking().Where(e => e.FamilyId == who.Family).ToListAsync(ct);
        var order = rules.Services.Keys.Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i);
        return TypedResults.Ok<EnrolmentView[]>([.. children.SelectMany(c => enrolments
            .Where(e => e.ChildId == c.ChildId)
            .OrderBy(e => order.GetValueOrDefault(e.Service, int.MaxValue)).ThenBy(e => e.From)
            .Select(e =>
            {
                var service = rules.Services.GetValueOrDefault(e.Service);
                return new EnrolmentView(e.Id, c.ChildId, c.FirstName, e.Service, service?.Label ?? e.Service, service?.Facility.Label ?? "", e.From, e.Until, known.Name);
            }))]);
    }
}
