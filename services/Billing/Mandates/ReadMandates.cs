using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Mandates;

/// <summary>GET /mandates: a payer's own and what they may sign; for agents ?office, all of an office, 100 a page.</summary>
internal static class ReadMandates
{
    private const int Page = 100;

    public static async Task<Ok<MyMandates>> Mine(Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (payer, today) = (caller.Owner!.OwnerId!.Value, rules.Today(clock));
        var files = await db.FilesAsync(payer, ct);
        var mine = await db.Mandates.AsNoTracking().Where(m => files.Contains(m.Payer)).ToListAsync(ct);
        var waiting = await db.DebitOrders.AsNoTracking()
            .Where(o => files.Contains(o.Payer) && (o.State == DebitState.Announced || o.State == DebitState.InFile))
            .Join(db.Invoices, o => o.InvoiceId, i => i.Id, (o, i) => new { o.On, i.Number, i.Id, o.CashOffice, o.State }).ToListAsync(ct);
        return TypedResults.Ok(new MyMandates([.. rules.CashOffices.Values.Where(o => o.DirectDebit is not null).OrderBy(o => o.Label, StringComparer.Ordinal)
            .Select(o =>
        {
            var newest = mine.Where(m => m.CashOffice == o.Key).MaxBy(m => (m.EndedAt is null, m.Payer == payer, m.At));
            return new OfficeMandate(
                o.Key, o.Label, o.DirectDebit!.Creditor, o.DirectDebit.CreditorId, MandateText.Of(o.DirectDebit), newest?.ToView("", o.Label, today),
                [.. waiting.Where(w => w.CashOffice == o.Key).OrderBy(w => w.On)
                    .Select(w => new ComingDebit(w.Id, w.Number, w.On, w.State == DebitState.InFile))]);
        })]));
    }

    public static async Task<Results<Ok<MandatesView>, ProblemHttpResult>> All(
        BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? office = null, string? search = null, int page = 1)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (page is < 1 or > 10_000)
        {
            return Problems.Invalid("page.invalid", "Cette page n’existe pas.");
        }

        var today = rules.Today(clock);
        var rows = from m in db.Mandates.AsNoTracking()
                   join f in db.KnownFamilies on m.Payer equals f.FamilyId into families
                   from f in families.DefaultIfEmpty()
                   where (office == null || m.CashOffice == office)
                       && (search == null || search == "" || (f != null && f.Name.Contains(search)) || m.Rum.Contains(search) || m.Holder.Contains(search))
                   orderby m.EndedAt != null, f != null ? f.Name : "", m.At descending
                   select new { Mandate = m, Name = f != null ? f.Name : "" };
        var total = await rows.CountAsync(ct);
        var shown = await rows.Skip((page - 1) * Page).Take(Page).ToListAsync(ct);
        return TypedResults.Ok(new MandatesView(
            [.. shown.Select(r => r.Mandate.ToView(r.Name, rules.CashOffices.GetValueOrDefault(r.Mandate.CashOffice)?.Label ?? r.Mandate.CashOffice, today))],
            page, Math.Max(1, (total + Page - 1) / Page), total));
    }
}
