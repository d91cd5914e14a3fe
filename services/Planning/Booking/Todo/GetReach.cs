using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Booking.Todo;

/// <summary>GET /reach?family=: whether a message to that family leaves the portal, or somebody has to call. No address is told.</summary>
internal static class GetReach
{
    public static async Task<Results<Ok<ReachView>, ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CancellationToken ct)
    {
        var reachable = await db.KnownFamilies.Where(f => f.FamilyId == family).Select(f => (bool?)f.Reachable).SingleOrDefaultAsync(ct);
        return reachable is { } yes ? TypedResults.Ok(new ReachView(!yes)) : Problems.NotFound();
    }
}
