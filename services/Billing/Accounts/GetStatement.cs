using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Charges;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>Invoices, titles and payments of a school year with the balance before and after (F-96…F-99, F-105).</summary>
internal static class GetStatement
{
    private const char Nb = '\u00A0';

    public static async Task<Results<Ok<StatementView>, ProblemHttpResult>> Handle(
        Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, int? year = null, Guid? family = null)
    {
        if (year is < 2000 or > 2100)
        {
            return Problems.Invalid("year.invalid", "Une année scolaire commence entre 2000 et 2100.");
        }

        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.FamilyId == familyId).ToListAsync(ct);
        var payments = await db.Payments.AsNoTracking().Where(p => p.FamilyId == familyId).ToListAsync(ct);
        var lines = invoices.SelectMany(i => Lines(i, rules, today))
            .Concat(payments.Select(p => new Entry(p.CashOffice, new StatementLine(p.Number, p.Date, $"Règlement{Nb}: {Word(p.Method)}", Label(rules, p.CashOffice), null, p.Amount))))
            .OrderBy(e => e.Line.Date).ThenBy(e => e.Line.Credit is not null).ThenBy(e => e.Line.Number, StringComparer.Ordinal).ToList();

        var current = year ?? YearOf(today);
        var years = lines.Select(e => YearOf(e.Line.Date)).Append(YearOf(today)).Distinct().OrderDescending().ToArray();
        var shown = rules.CashOffices.Count == 0 || rules.CashOffices.Values.Any(o => o.ShowBalance);
        decimal Sum(Func<StatementLine, bool> of) => lines.Where(e => Counts(rules, e.Office) && of(e.Line)).Sum(e => (e.Line.Debit ?? 0) - (e.Line.Credit ?? 0));
        var inYear = lines.Where(e => YearOf(e.Line.Date) == current).Select(e => e.Line).ToArray();
        return TypedResults.Ok(new StatementView(
            current, years, shown ? Sum(l => YearOf(l.Date) < current) : null, inYear, inYear.Sum(l => l.Debit ?? 0), inYear.Sum(l => l.Credit ?? 0), shown ? Sum(l => YearOf(l.Date) <= current) : null));
    }

    private static IEnumerable<Entry> Lines(Invoice invoice, BillingRules rules, DateOnly today)
    {
        var office = rules.CashOffices.GetValueOrDefault(invoice.CashOffice);
        var label = Label(rules, invoice.CashOffice);
        yield return new(invoice.CashOffice, new StatementLine(
            invoice.Number, invoice.Date, $"Facture{Nb}: {Day(invoice.PeriodFrom)} – {Day(invoice.PeriodTo)}", label, invoice.Amount, null, office is null ? null : HowToPay(invoice, office, today)));
        if (invoice.TitleNumber is { } title)
        {
            // The commune's claim is the treasury's from here on: the line balances the invoice, and no payment is known.
            yield return new(invoice.CashOffice, new StatementLine(invoice.Number, invoice.TitleDate ?? invoice.Date, $"Titre émis (ORMC n°{Nb}{title})", label, null, invoice.Amount));
        }
    }

    private static string? HowToPay(Invoice invoice, CashOffice office, DateOnly today)
    {
        if (office is not { Mode: CashMode.Title, Treasury: { } treasury })
        {
            return null;
        }

        var card = office.PayFip is { } payFip && invoice.DueDate.AddDays(payFip.DaysAfterDue) is var last && today <= last
            ? $", ou par carte sur payfip.gouv.fr jusqu’au {Figures.Day(last)}{Nb}: numéro de client {payFip.ClientNumber}, facture {invoice.Number}"
            : "";
        return $"À régler avant le {Figures.Day(invoice.DueDate)} auprès de{Nb}: {treasury.Name}{(treasury.Phone is { } phone ? $", {phone}" : "")}{card}.";
    }

    private static bool Counts(BillingRules rules, string office) => !rules.CashOffices.TryGetValue(office, out var known) || known.ShowBalance;

    private static string Label(BillingRules rules, string office) => rules.CashOffices.TryGetValue(office, out var known) ? known.Label : office;

    private static int YearOf(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Word(PaymentMethod method) => method switch
    {
        PaymentMethod.Cheque => "Chèque",
        PaymentMethod.Cash => "Espèces",
        PaymentMethod.Transfer => "Virement",
        PaymentMethod.Card => "Carte bancaire",
        PaymentMethod.DirectDebit => "Prélèvement",
        _ => "CESU ou chèques-vacances",
    };

    private sealed record Entry(string Office, StatementLine Line);
}
