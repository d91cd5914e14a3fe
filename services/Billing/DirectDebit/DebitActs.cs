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
            foreach (var order in await db.DebitOrders.Where(o => o.FileId == id && o.State == DebitState.InFile).ToListAsync(ct))
            {
                (order.State, order.FileId, order.Cents) = (DebitState.Announced, null, 0);
                order.Version++;
            }

            return null;
        }, ct);
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
