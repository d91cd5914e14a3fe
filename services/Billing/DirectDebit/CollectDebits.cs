using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

/// <summary>
/// On the day of a file that the bank has, each of its debits becomes a payment, once, whoever does it. One that comes back afterwards is taken back.
/// </summary>
internal sealed class CollectDebits(IServiceScopeFactory scopes, ILogger<CollectDebits> log) : TenantWorker(scopes, log)
{
    private const string Source = "sepa";

    protected override TimeSpan Pause => TimeSpan.FromSeconds(20);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        // East of Greenwich the day begins earlier: the tenant's own clock decides inside.
        var day = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().UtcNow()).AddDays(1);
        return WithAsync<DebitFile>(services.GetRequiredService<BillingDb>(), f => f.State == DebitFileState.Sent && f.On <= day, ct);
    }

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct) => CollectAsync(services, ct);

    internal static async Task CollectAsync(IServiceProvider services, CancellationToken ct)
    {
        var (db, receive, clock) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<Receive>(),
            services.GetRequiredService<TimeProvider>());
        var rules = (await BillingRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct)).Rules;
        var today = rules.Today(clock);
        foreach (var file in await db.DebitFiles.AsNoTracking().Where(f => f.State == DebitFileState.Sent && f.On <= today).ToListAsync(ct))
        {
            var date = await db.DayClosings.AnyAsync(d => d.CashOffice == file.CashOffice && d.Date == file.On, ct) ? today : file.On;
            foreach (var id in await db.DebitOrders.Where(o => o.FileId == file.Id && o.State == DebitState.InFile).OrderBy(o => o.EndToEnd).Select(o => o.Id)
                .ToListAsync(ct))
            {
                await db.WriteAsync(token => CollectAsync(db, services.GetRequiredService<Books>(), receive, rules, id, date, file, token), ct);
                db.ChangeTracker.Clear();
            }

            await db.WriteAsync(async token =>
            {
                if (await db.DebitFiles.SingleOrDefaultAsync(f => f.Id == file.Id && f.State == DebitFileState.Sent, token) is { } done)
                {
                    done.State = DebitFileState.Collected;
                    done.Tell("Encaissé", "Préau", clock.UtcNow());
                }
            }, ct);
        }
    }

    // What the invoice no longer needs stays as an advance.
    private static async Task CollectAsync(
        BillingDb db, Books books, Receive receive, BillingRules rules, Guid id, DateOnly date, DebitFile file, CancellationToken ct)
    {
        if (await db.DebitOrders.SingleOrDefaultAsync(o => o.Id == id && o.State == DebitState.InFile, ct) is not { } order)
        {
            return;
        }

        var open = (await books.OpenLinesAsync(order.Payer, order.CashOffice, ct)).Where(l => l.InvoiceId == order.InvoiceId).Select(l => l.ToOpen()).ToList();
        var shares = Allocating.Automatic(open, order.Cents).Select(s => new AllocateLine(s.InvoiceId, s.LineNo, Euros.Of(s.Cents))).ToArray();
        order.PaymentId = Guid.CreateVersion7();
        order.State = DebitState.Collected;
        order.Version++;
        var incoming = new Incoming(
            order.PaymentId.Value, order.Payer, order.CashOffice, date, PayMethods.DirectDebit, order.Cents, Source, order.Id.ToString(), "Prélèvement",
            Reference: file.MessageId);
        if (await receive.Async(incoming, rules, shares, null, ct) is { } problem)
        {
            throw new InvalidOperationException($"A debit was not recorded: {problem.ProblemDetails.Extensions["code"]}.");
        }
    }
}
