using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>GET /enrolments/requests and /enrolments/requests/{id}: what a family asked, newest first, all of them.</summary>
internal static class ListEnrolmentRequests
{
    public static async Task<Results<Ok<EnrolmentRequestView[]>,
    ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        if (!await db.KnownFamilies.AnyAsync(f => f.FamilyId == who.Family, ct))
        {
            return Problems.NotFound();
        }

        var scope = who.ByAgent ? caller.Scope.KeysOf(rules) : null;
        var requests = await db.EnrolmentRequests.AsNoTracking().Include(r => r.Pieces).Where(r => r.FamilyId == who.Family)
            .Where(r => scope == null || scope.Contains(r.Service)).OrderByDescending(r => r.At).ThenByDescending(r => r.Number).ToListAsync(ct);
        return TypedResults.Ok(await EnrolmentViews.OfAsync(db, rules, requests, clock.GetUtcNow(), ct));
    }

    public static async Task<Results<Ok<EnrolmentRequestView>, ProblemHttpResult>> One(Guid id, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var request = await db.EnrolmentRequests.AsNoTracking().Include(r => r.Pieces).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (request is null || !GetRequest.MaySee(caller, request.FamilyId))
        {
            return Problems.NotFound();
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        return caller.Owner is null && caller.Scope.KeysOf(rules)?.Contains(request.Service) == false ? Problems.NotFound()
            : TypedResults.Ok((await EnrolmentViews.OfAsync(db, rules, [request], clock.GetUtcNow(), ct))[0]);
    }
}
