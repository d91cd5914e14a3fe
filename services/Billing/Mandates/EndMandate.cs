using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Mandates;

/// <summary>POST /mandates/{office}/stop by the payer, POST /mandates/{id}/end by an agent with a
/// reason. What is in a file already goes on: the bank has it.</summary>
internal static class EndMandate
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Mine(string office, Caller caller, BillingDb db, TimeProvider clock, CancellationToken ct)
    {
        var payer = caller.Owner!.OwnerId!.Value;
        var files = await db.FilesAsync(payer, ct);
        var which = db.Mandates.Where(m => files.Contains(m.Payer) && m.CashOffice == office && m.EndedAt == null);
        return await EndAsync(which, caller.Name, "Arrêté par le payeur", db, clock, ct);
    }

    public static Task<Results<NoContent, ProblemHttpResult>> One(
        Guid id, StopMandate body, Caller caller, BillingDb db, TimeProvider clock, CancellationToken ct) =>
        EndAsync(db.Mandates.Where(m => m.Id == id), caller.Name, body.Reason, db, clock, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        IQueryable<Mandate> which, string by, string because, BillingDb db, TimeProvider clock, CancellationToken ct) => db.WriteAsync(async token =>
    {
        var found = await which.ToListAsync(token);
        if (found.Count == 0)
        {
            return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
        }

        foreach (var mandate in found.Where(m => m.EndedAt is null))
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
