using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>Demonstration invoices and payments: taken once, when the tenant has none yet.</summary>
internal sealed class ImportDemoAccounts(BillingDb db, SettingsCache cache) : ISectionImporter
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

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        await db.WriteAsync(async token =>
        {
            if (await db.Invoices.AnyAsync(token) || await db.Payments.AnyAsync(token))
            {
                return;
            }

            var open = new Dictionary<string, (Invoice Invoice, decimal Left)>();
            foreach (var i in demo.Invoices ?? [])
            {
                var due = i.DueDate ?? (rules.CashOffices.GetValueOrDefault(i.CashOffice)?.Due ?? new DueRule()).DateFor(i.Date);
                var invoice = new Invoice
                {
                    Id = Guid.CreateVersion7(),
                    Number = i.Number,
                    CashOffice = i.CashOffice,
                    FamilyId = i.Family,
                    Date = i.Date,
                    DueDate = due,
                    PeriodFrom = i.PeriodFrom,
                    PeriodTo = i.PeriodTo,
                    Amount = i.Amount,
                    TitleNumber = i.Title,
                    TitleDate = i.TitleDate,
                };
                db.Invoices.Add(invoice);
                open.Add(i.Number, (invoice, i.Amount));
            }

            foreach (var (p, index) in (demo.Payments ?? []).Select((p, index) => (p, index)))
            {
                var payment = new Payment { Id = Guid.CreateVersion7(), Number = p.Number, CashOffice = p.CashOffice, FamilyId = p.Family, Date = p.Date, Amount = p.Amount, Method = p.Method };
                db.Payments.Add(payment);
                var left = p.Amount;
                foreach (var number in p.Invoices ?? [])
                {
                    if (!open.TryGetValue(number, out var target))
                    {
                        throw new TenantFileException($"{Path.GetFileName(file.Path)}: {Section}.payments[{index}].invoices: no invoice {number}.");
                    }

                    var part = Math.Min(left, target.Left);
                    if (part > 0)
                    {
                        db.Allocations.Add(new Allocation { PaymentId = payment.Id, InvoiceId = target.Invoice.Id, Amount = part });
                        left -= part;
                        open[number] = (target.Invoice, target.Left - part);
                    }
                }
            }
        }, ct);
    }
}
