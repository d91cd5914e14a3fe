using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Households;
using Preau.Platform;

namespace Preau.Family.SharedCustody;

/// <summary>Swaps between two parents: one proposes, the other agrees, and only then the days change.</summary>
internal static class MySwaps
{
    public static Task<Results<Ok<CustodyView>, ProblemHttpResult>> Read(
        Guid child, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        EditCustody.Read(caller.Owner!.OwnerId!.Value, child, db, settings, clock, ct);

    public static Task<Results<Ok<CustodyView>, ProblemHttpResult>> Propose(
        Guid child, AddCustodyDays body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        EditCustody.AddAsync(caller.Owner!.OwnerId!.Value, child, body, caller.Owner.OwnerId, caller.Name, db, settings, clock, ct);

    public static async Task<Results<Ok<CustodyView>, ProblemHttpResult>> Answer(
        Guid swap, AnswerSwap body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var own = caller.Owner!.OwnerId!.Value;
        return await FileAct.RunAsync<CustodyView>(db, own, async (file, token) =>
        {
            var found = await db.CustodyExceptions.SingleOrDefaultAsync(e => e.Id == swap && e.State == SwapState.Proposed, token);
            if (found is null || file.Children.Find(c => c.ChildId == found.ChildId) is not { } row)
            {
                return (null, Problems.NotFound());
            }

            if (found.ProposedBy == own && body.Agree!.Value)
            {
                return (null, Problems.Conflict("swap.own", "C’est à l’autre parent de répondre."));
            }

            return await EditCustody.AnswerAsync(db, file, row, found,
                body.Agree!.Value ? SwapState.Agreed : found.ProposedBy == own ? SwapState.Withdrawn : SwapState.Refused, caller.Name, rules, clock, token);
        }, ct);
    }
}
