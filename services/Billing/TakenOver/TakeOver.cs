using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.TakenOver;

/// <summary>
/// Rows from before truth and bill came apart, moved once after the migration that made the new tables: cells without money, invoices with one line
/// of their sum, payments and what they settle. One transaction for each commune; done again it finds nothing.
/// </summary>
internal sealed class TakeOver(BillingDb db, Books books, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct) => await db.WriteAsync(async token =>
    {
        await MoveCellsAsync(token);
        await MoveAccountsAsync(token);
    }, ct);

    private async Task MoveCellsAsync(CancellationToken ct)
    {
        var late = (await db.Set<OldLatePickUp>().ToListAsync(ct)).ToDictionary(l => (l.ChildId, l.Unit, l.Date));
        var months = new HashSet<(Guid, DateOnly)>();
        var charges = await db.Set<OldCharge>().ToListAsync(ct);
        foreach (var old in charges)
        {
            db.Cells.Add(new Cell
            {
                ChildId = old.ChildId,
                Unit = old.Unit,
                Date = old.Date,
                Payer = old.FamilyId,
                Version = old.CellVersion,
                Outcome = old.Outcome,
                Hours = old.Hours,
                Late = old.Late,
                BilledPercent = old.BilledPercent,
                LateMinutes = late.GetValueOrDefault((old.ChildId, old.Unit, old.Date))?.Minutes,
                RequestNumber = old.RequestNumber,
            });
            months.Add((old.FamilyId, FamilyMonth.Of(old.Date)));
        }

        db.Months.AddRange(months.Select(m => new FamilyMonth { Payer = m.Item1, Month = m.Item2, Stale = 1 }));
        db.RemoveRange(charges);
        db.RemoveRange(late.Values);
    }

    private async Task MoveAccountsAsync(CancellationToken ct)
    {
        var at = clock.UtcNow();
        var invoices = await db.Set<OldInvoice>().ToListAsync(ct);
        foreach (var old in invoices)
        {
            await books.OpenAsync(db, new OpeningInvoice(
                old.Id, old.Number, old.CashOffice, old.FamilyId, old.Date, old.DueDate, old.PeriodFrom, old.PeriodTo, Euros.Cents(old.Amount),
                    old.TitleNumber, old.TitleDate), at, ct);
        }

        var payments = await db.Set<OldPayment>().ToListAsync(ct);
        foreach (var old in payments)
        {
            await books.ReceiveAsync(
                db, new OpeningPayment(old.Id, old.Number, old.CashOffice, old.FamilyId, old.Date, Euros.Cents(old.Amount), Method(old.Method)), at, ct);
        }

        var families = payments.ToDictionary(p => p.Id, p => (p.FamilyId, p.Date));
        var allocations = await db.Set<OldAllocation>().ToListAsync(ct);
        foreach (var old in allocations)
        {
            books.Allocate(families[old.PaymentId].FamilyId, old.PaymentId, families[old.PaymentId].Date,
                [new Share(old.InvoiceId, 1, Euros.Cents(old.Amount))]);
        }

        db.RemoveRange(allocations);
        db.RemoveRange(payments);
        db.RemoveRange(invoices);
    }

    private static string Method(OldMethod method) => method switch
    {
        OldMethod.Cheque => PayMethods.Cheque,
        OldMethod.Cash => PayMethods.Cash,
        OldMethod.Transfer => PayMethods.Transfer,
        OldMethod.Card => PayMethods.Card,
        OldMethod.DirectDebit => PayMethods.DirectDebit,
        _ => PayMethods.Voucher,
    };
}

internal static class TakingOver
{
    /// <summary>After the migrations, where this program is the one that migrates.</summary>
    public static async Task TakeOverAsync(this WebApplication app, bool force)
    {
        var options = app.Services.GetRequiredService<DatabaseOptions>();
        if (!force && !(options.Migrate ?? !options.IsSqlServer))
        {
            return;
        }

        List<string> tenants;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
            tenants = [.. (await db.TenantsWithAsync<OldCharge>(_ => true, default)).Union(await db.TenantsWithAsync<OldInvoice>(_ => true, default))
                .Union(await db.TenantsWithAsync<OldPayment>(_ => true, default))];
        }

        foreach (var tenant in tenants)
        {
            await using var scope = app.Services.CreateTenantScope(tenant);
            await scope.ServiceProvider.GetRequiredService<TakeOver>().RunAsync(CancellationToken.None);
        }
    }
}
