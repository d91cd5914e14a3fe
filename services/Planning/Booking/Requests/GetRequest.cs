using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Requests;

/// <summary>GET /requests/{id}: the receipt, for its family and for agents.</summary>
internal static class GetRequest
{
    public static async Task<Results<Ok<Receipt>, ProblemHttpResult>> Handle(Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var request = await db.Requests.AsNoTracking().AsSplitQuery().Include(r => r.Lines).Include(r => r.History).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (request is null || !MaySee(caller, request.FamilyId))
        {
            return Problems.NotFound();
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var awaits = await EvidenceBook.Deciding(db).AnyAsync(r => r == id, ct);
        return TypedResults.Ok(Receipts.Of(request, rules, await ChildNames.OfAsync(db, request.FamilyId, ct) ?? [], clock.GetUtcNow(), awaits));
    }

    internal static bool MaySee(Caller caller, Guid family) => caller.Owner?.OwnerId == family || caller.May(Permissions.Requests);
}
