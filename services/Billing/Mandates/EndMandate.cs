using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Mandates;

/// <summary>POST /mandates/{office}/stop by the payer, POST /mandates/{id}/end by an agent with a reason. What is in a file already goes on: the bank has it.</summary>
internal static class EndMandate
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Mine(string office, Caller caller, BillingDb db, TimeProvider clock, CancellationToken ct)
    {
        var payer = caller.Owner!.OwnerId!.Value;
        return await EndAsync(db.Mandates.Where(m => m.Payer == payer && m.CashOffice == office && m.EndedAt == null), caller.Name, "Arrêté par le payeur", db, clock, ct);
    }

    public static Task<Results<NoContent, ProblemHttpResult>> One(Guid id, StopMandate body, Caller caller, BillingDb db, TimeProvider clock, CancellationToken ct) =>
        EndAsync(db.Mandates.Where(m => m.Id == id), caller.Name, body.Reason, db, clock, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        IQueryable<Mandate> which, string by, string because, BillingDb db, TimeProvider clock, CancellationToken ct) => db.WriteAsync(async token =>
    {
        if (await which.SingleOrDefaultAsync(token) is not { } mandate)
        {
            return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
        }

        if (mandate.EndedAt is null)
        {
            mandate.End(by, because, clock.UtcNow());
            await DropAsync(db, mandate.Id, "Mandat arrêté", token);
        }

        return TypedResults.NoContent();
    }, ct);

    /// <summary>What was announced and isn't in a file yet won't be debited. Call inside a unit of work.</summary>
    internal static async Task DropAsync(BillingDb db, Guid mandate, string because, CancellationToken ct)
    {
        foreach (var order in await db.DebitOrders.Where(o => o.MandateId == mandate && o.State == DebitState.Announced).ToListAsync(ct))
        {
            (order.State, order.Words) = (DebitState.Dropped, because);
            order.Version++;
        }
    }
}
