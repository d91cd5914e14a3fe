using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Overview;

/// <summary>
/// GET /figures/lines: what a number is made of.
/// figure=billed|paid|treasury|givenUp|unpaid|received|service|servicePaid (month=2026-12 or from and until,
/// unit, label), age (age=over90), meals (from,
/// until, period=2026-T3, school) or hours (from, until, period=2026-T4, centre, age=under6, regime); with office and after for all.
/// </summary>
internal static class GetFigureLines
{
    private const int Page = 100;
    private static readonly string[] OfMonth = ["billed", "paid", "treasury", "givenUp", "unpaid", "received", "service", "servicePaid"];
    private static readonly string[] OfPeriod = ["meals", "hours"];

    /// <summary>What is asked, as the address says it.</summary>
    internal sealed record Asked(
        string? Figure = null, string? Month = null, string? Unit = null, string? Label = null, string? Age = null, string? Office = null, int After = 0,
        string? From = null, string? Until = null, string? Period = null, string? School = null, string? Centre = null, string? Regime = null);

    public static async Task<Results<Ok<FigureLines>, ProblemHttpResult>> Handle(
        [AsParameters] Asked asked, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var (first, last) = (default(DateOnly), default(DateOnly));
        // One month, or the sum of several at the foot of the table.
        var isMonth = OfMonth.Contains(asked.Figure) && asked.Month is not null;
        var known = isMonth ? GetFigures.TryMonth(asked.Month, out first) && (last = first) == first
            : OfMonth.Contains(asked.Figure) || OfPeriod.Contains(asked.Figure)
            ? GetFigures.TryMonth(asked.From, out first) && GetFigures.TryMonth(asked.Until, out last) && last >= first && first.AddMonths(36) > last
            : asked.Figure == "age";
        if (!known || asked.After < 0)
        {
            return Problems.Invalid("figure.invalid", "Ce chiffre n’existe pas.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var all = asked.Figure switch
        {
            "meals" => await MealsAsync(db, rules, asked, first, last.AddMonths(1), ct),
            "hours" => await HoursAsync(db, rules, asked, first, last.AddMonths(1), rules.Today(clock), ct),
            _ => await Money(db, asked, first, last.AddMonths(1), rules.Today(clock)).ToListAsync(ct),
        };
        var page = all.OrderBy(r => r.Date).ThenBy(r => r.Number, StringComparer.Ordinal).ThenBy(r => r.Label, StringComparer.Ordinal).ThenBy(r => r.Child)
            .Skip(asked.After).Take(Page).ToList();
        var payers = page.Select(r => r.Payer).Distinct().ToList();
        var names = await db.KnownFamilies.Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var children = (await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).ToListAsync(ct))
            .ToDictionary(c => (c.FamilyId, c.ChildId), c => c.FirstName);
        return TypedResults.Ok(new FigureLines(
            [.. page.Select(r => new FigureLine(
                r.Invoice, r.Number, r.Payer, names.GetValueOrDefault(r.Payer) ?? "",
                r.Child is { } child ? children.GetValueOrDefault((r.Payer, child)) : null,
                Said(r), r.Date, Euros.Of(r.Cents), r.Hours))],
            Euros.Of(all.Sum(r => r.Cents)), all.Count, asked.After + Page < all.Count ? (asked.After + Page).ToString(CultureInfo.InvariantCulture) : null,
            asked.Figure == "hours" ? new HourSum(all.Sum(r => r.Hours!.Realised), all.Sum(r => r.Hours!.Billed)) : null));
    }

    private static string Said(Row row) => row.Movement switch
    {
        EntryKind.Payment => Methods.Word(row.Label),
        EntryKind.Refund => Methods.Refund(row.Label),
        EntryKind.Reversal => $"Règlement annulé\u00A0: {row.Label}",
        _ => row.Label,
    };

    private static IQueryable<Row> Money(BillingDb db, Asked asked, DateOnly first, DateOnly end, DateOnly today)
    {
        var (office, unit, label) = (asked.Office, asked.Unit, asked.Label);
        return asked.Figure switch
        {
            "service" => from l in db.BilledLines
                         join i in db.Invoices on l.InvoiceId equals i.Id
                         where i.Date >= first && i.Date < end && (office == null || i.CashOffice == office) && l.Unit == unit
                             && (label == null || l.Label == label)
                         select new Row(i.Id, i.Number, l.Payer, l.ChildId, l.Label, l.Date, l.Cents, null),
            "servicePaid" => from a in db.Allocations
                             join l in db.BilledLines on new { a.InvoiceId, No = a.LineNo } equals new { l.InvoiceId, l.No }
                             join i in db.Invoices on l.InvoiceId equals i.Id
                             where i.Date >= first && i.Date < end && (office == null || i.CashOffice == office) && l.Unit == unit
                                 && (label == null || l.Label == label)
                                 && db.Payments.Any(p => p.Id == a.Source)
                             select new Row(i.Id, i.Number, l.Payer, l.ChildId, l.Label, a.Date, a.Cents, null),
            "age" => Of(db, Overdue(db, GetFigures.Unpaid(db, office), asked.Age, today)),
            _ =>
                MonthLines.Of(asked.Figure, db, first, end, office)!
                    .Select(l => new Row(l.Invoice, l.Number, l.Payer, l.Child, l.Label, l.Date, l.Cents, null, l.Movement)),
        };
    }

    private static async Task<List<Row>> MealsAsync(BillingDb db, BillingRules rules, Asked asked, DateOnly first, DateOnly end, CancellationToken ct)
    {
        var school = asked.School ?? "";
        var meals = await FigureDays.Meals(db, rules, first, end, asked.Office).Where(m => m.School == school).ToListAsync(ct);
        return [.. meals.Where(m => FigureDays.FourMonths(m.Date.Year, m.Date.Month) == asked.Period)
            .Select(m => new Row(null, "", m.Payer, m.Child, m.Label, m.Date, m.Cents, null))];
    }

    private static async Task<List<Row>> HoursAsync(
        BillingDb db, BillingRules rules, Asked asked, DateOnly first, DateOnly end, DateOnly today, CancellationToken ct)
    {
        var centres = await GetFigures.CentresAsync(db, ct);
        var labels = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).GroupBy(u => u.Unit).ToDictionary(g => g.Key, g => g.First().LineLabel());
        return [.. (await FigureDays.HoursAsync(db, rules, first, end, today, ct))
            .Where(h =>
                h.Quarter == asked.Period && (centres.GetValueOrDefault(h.Unit) ?? h.Unit) == asked.Centre && h.Age == asked.Age
                    && h.Regime == (asked.Regime ?? ""))
            .Select(h => new Row(null, "", h.Payer, h.Child, labels.GetValueOrDefault(h.Unit) ?? h.Unit, h.Date, 0, new HourSum(h.Realised, h.Billed)))];
    }

    private static IQueryable<Row> Of(BillingDb db, IQueryable<Invoice> invoices) => invoices.Select(i => new Row(
        i.Id, i.Number, i.Payer, null, "", i.DueDate, i.Cents - db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents), null));

    private static IQueryable<Invoice> Overdue(BillingDb db, IQueryable<Invoice> unpaid, string? key, DateOnly today)
    {
        var age = Array.Find(Ages.All, a => a.Key == key) ?? Ages.All[0];
        var newest = age.From == int.MinValue ? DateOnly.MaxValue : today.AddDays(-age.From);
        var oldest = age.Below == int.MaxValue ? DateOnly.MinValue : today.AddDays(-age.Below);
        var debited = age.Holds(0);
        return unpaid.Where(i => db.AwaitedDebits.Any(o => o.InvoiceId == i.Id) ? debited : i.DueDate <= newest && i.DueDate > oldest);
    }

    private sealed record Row(Guid? Invoice, string Number, Guid Payer, Guid? Child, string Label, DateOnly Date, long Cents, HourSum? Hours,
        EntryKind? Movement = null);
}
