using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Demo;

/// <summary>Demonstration invoices and payments: taken once, when the tenant has none yet.</summary>
internal sealed class ImportDemoAccounts(BillingDb db, Books books, SettingsCache cache, TimeProvider clock) : ISectionImporter
{
    public string Section => BillingRules.Section;

    public bool IsDemo => true;

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        DemoAccounts demo;
        try
        {
            demo = section.Deserialize<DemoAccounts>(BillingRules.Json)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {Section}{e.Path?.TrimStart('$')}: {e.Message.Split(" Path:")[0]}");
        }

        if (demo.History is not null)
        {
            await db.WriteAsync(token => db.SaveVersionAsync(PlayHistory.Waiting, section.GetProperty("history"), "démonstration", clock.UtcNow(), token), ct);
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        await db.WriteAsync(async token =>
        {
            if (await db.Invoices.AnyAsync(token) || await db.Payments.AnyAsync(token))
            {
                return;
            }

            var at = clock.UtcNow();
            var open = new Dictionary<string, (Guid Id, Guid Payer, long Left)>();
            foreach (var i in demo.Invoices ?? [])
            {
                var due = i.DueDate ?? (rules.CashOffices.GetValueOrDefault(i.CashOffice)?.Due ?? new DueRule()).DateFor(i.Date);
                var taken = new OpeningInvoice(
                    Guid.CreateVersion7(), i.Number, i.CashOffice, i.Family, i.Date, due, i.PeriodFrom, i.PeriodTo, Euros.Cents(i.Amount), i.Title,
                        i.TitleDate);
                await books.OpenAsync(db, taken, at, token);
                open.Add(i.Number, (taken.Id, i.Family, taken.Cents));
            }

            foreach (var (p, index) in (demo.Payments ?? []).Select((p, index) => (p, index)))
            {
                var payment = new OpeningPayment(Guid.CreateVersion7(), p.Number, p.CashOffice, p.Family, p.Date, Euros.Cents(p.Amount), p.Method);
                await books.ReceiveAsync(db, payment, at, token);
                var left = payment.Cents;
                foreach (var number in p.Invoices ?? [])
                {
                    if (!open.TryGetValue(number, out var target))
                    {
                        throw new TenantFileException($"{Path.GetFileName(file.Path)}: {Section}.payments[{index}].invoices: no invoice {number}.");
                    }

                    var part = Math.Min(left, target.Left);
                    books.Allocate(p.Family, payment.Id, p.Date, part > 0 ? [new Share(target.Id, 1, part)] : []);
                    left -= part;
                    open[number] = target with { Left = target.Left - part };
                }
            }
        }, ct);
    }
}
