using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Mandates;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

/// <summary>POST /debits/{id}/sent: the bank has it. POST /debits/{id}/cancel: it will never be given to the bank; its debits wait again.</summary>
internal static class DebitActs
{
    public static async Task<Results<Ok<DebitFileView>, ProblemHttpResult>> Sent(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await ActAsync(id, rules, db, file =>
        {
            if (file.On < rules.Today(clock))
            {
                return Task.FromResult<ProblemHttpResult?>(Problems.Conflict("debits.late",
                    "Le jour du prélèvement est passé : annulez ce fichier et préparez-en un autre."));
            }

            file.State = DebitFileState.Sent;
            file.Tell("Transmis à la banque", caller.Name, clock.UtcNow());
            return Task.FromResult<ProblemHttpResult?>(null);
        }, ct);
    }

    public static async Task<Results<Ok<DebitFileView>, ProblemHttpResult>> Cancel(
        Guid id, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await ActAsync(id, rules, db, async file =>
        {
            file.State = DebitFileState.Cancelled;
            file.Tell("Annulé", caller.Name, clock.UtcNow());
            await WaitAgainAsync(db, id, ct);
            return null;
        }, ct);
    }

    /// <summary>What was in a file waits for the next one, on the account its payer has given since; without one it is debited no more.</summary>
    private static async Task WaitAgainAsync(BillingDb db, Guid file, CancellationToken ct)
    {
        var orders = await db.DebitOrders.Where(o => o.FileId == file && o.State == DebitState.InFile).ToListAsync(ct);
        var ended = db.Mandates.Where(m => m.EndedAt != null && db.DebitOrders.Any(o => o.FileId == file && o.MandateId == m.Id));
        var since = await (
            from m in ended
            from s in db.Mandates.Where(s => s.Payer == m.Payer && s.CashOffice == m.CashOffice && s.EndedAt == null).DefaultIfEmpty()
            select new { m.Id, Now = s != null ? s.Id : (Guid?)null }).ToDictionaryAsync(m => m.Id, m => m.Now, ct);
        foreach (var order in orders)
        {
            (order.State, order.FileId, order.Cents) = (DebitState.Announced, null, 0);
            order.Version++;
            if (since.TryGetValue(order.MandateId, out var now))
            {
                (order.MandateId, order.State, order.Words) = now is { } good
                    ? (good, DebitState.Announced, null) : (order.MandateId, DebitState.Dropped, "Mandat arrêté");
            }
        }
    }

    private static async Task<Results<Ok<DebitFileView>, ProblemHttpResult>> ActAsync(
        Guid id, BillingRules rules, BillingDb db, Func<DebitFile, Task<ProblemHttpResult?>> act, CancellationToken ct) => await db.WriteAsync(async token =>
    {
        if (await db.DebitFiles.SingleOrDefaultAsync(f => f.Id == id, token) is not { } file)
        {
            return (Results<Ok<DebitFileView>, ProblemHttpResult>)Problems.NotFound();
        }

        if (file.State != DebitFileState.Ready)
        {
            return Problems.Conflict("debits.state", "Ce fichier n’en est plus là : rechargez la page.");
        }

        return await act(file) is { } problem ? problem : TypedResults.Ok(file.ToView(ReadDebits.Label(rules, file.CashOffice), 0, 0));
    }, ct);
}
