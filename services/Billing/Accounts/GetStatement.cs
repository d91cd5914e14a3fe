using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Invoicing;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Accounts;

/// <summary>The entries of a school year with the balance before and after (F-96…F-99, F-105).</summary>
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
        return problem is not null ? problem : TypedResults.Ok(await ReadAsync(db, (await BillingRules.InForceAsync(cache, db, ct)).Rules, familyId, year,
            clock, ct));
    }

    internal static async Task<StatementView> ReadAsync(BillingDb db, BillingRules rules, Guid family, int? year, TimeProvider clock, CancellationToken ct)
    {
        var today = rules.Today(clock);
        var current = year ?? SchoolYear.Of(today);
        var (first, end) = (new DateOnly(current, 9, 1), new DateOnly(current + 1, 9, 1));
        var files = await db.FilesAsync(family, ct);
        // What went from one to the other of them is no movement of the household.
        var own = db.Entries.Where(e => files.Contains(e.Payer) && !db.TransferLegs.Any(l => l.Id == e.Source && files.Contains(l.Other)));
        var days = await own.Select(e => e.Date).Distinct().ToListAsync(ct);
        var years = days.Select(SchoolYear.Of).Append(SchoolYear.Of(today)).Distinct().OrderDescending().ToArray();
        var sums = await own.Where(e => e.Date < end).GroupBy(e => new { e.CashOffice, Before = e.Date < first })
            .Select(g => new { g.Key.CashOffice, g.Key.Before, Cents = g.Sum(e => e.Cents) }).ToListAsync(ct);
        var shown = rules.CashOffices.Count == 0 || rules.CashOffices.Values.Any(o => o.ShowBalance);
        var counted = sums.Where(s => !rules.CashOffices.TryGetValue(s.CashOffice, out var office) || office.ShowBalance).ToList();
        var entries = await own.AsNoTracking().Where(e => e.Date >= first && e.Date < end).ToListAsync(ct);
        var ids = entries.Select(e => e.Source).ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => files.Contains(i.Payer) && ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var corrected = invoices.Values.Select(i => i.Corrects).OfType<Guid>().ToList();
        var numbers = await db.Invoices.Where(i => corrected.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number, ct);
        var lines = entries.OrderBy(e => e.Date).ThenBy(e => e.Kind).ThenBy(e => e.At).ThenBy(e => e.Number, StringComparer.Ordinal)
            .Select(e => Line(e, invoices.GetValueOrDefault(e.Source), numbers, rules, today)).ToArray();
        return new StatementView(
            current, years, shown ? Euros.Of(counted.Where(s => s.Before).Sum(s => s.Cents)) : null, lines, lines.Sum(l => l.Debit ?? 0),
                lines.Sum(l => l.Credit ?? 0),
            shown ? Euros.Of(counted.Sum(s => s.Cents)) : null);
    }

    private static StatementLine Line(Entry entry, Invoice? invoice, Dictionary<Guid, string> numbers, BillingRules rules, DateOnly today)
    {
        var office = rules.CashOffices.GetValueOrDefault(entry.CashOffice);
        var what = entry.Kind switch
        {
            EntryKind.Invoice => $"Facture{Nb}: {Day(invoice!.PeriodFrom)} – {Day(invoice.PeriodTo)}",
            EntryKind.Credit => $"Avoir sur la facture{Nb}{(invoice?.Corrects is { } of ? numbers.GetValueOrDefault(of) : null)}",
            EntryKind.Payment => $"Règlement{Nb}: {Methods.Word(entry.Detail ?? "")}",
            EntryKind.Reversal => $"Règlement annulé{Nb}: {entry.Detail}",
            EntryKind.Refund => Methods.Refund(entry.Detail),
            EntryKind.Transfer => entry.Detail ?? "",
            // The commune's claim is the treasury's from here on: the line balances the invoice, and no payment is known.
            EntryKind.Title => $"Titre émis (ORMC n°{Nb}{entry.Detail})",
            _ => "Admission en non-valeur",
        };
        return new StatementLine(
            entry.Number, entry.Date, what, office?.Label ?? entry.CashOffice, entry.Cents >= 0 ? Euros.Of(entry.Cents) : null,
                entry.Cents < 0 ? Euros.Of(-entry.Cents) : null,
            entry.Kind == EntryKind.Invoice ? HowToPay.Sentence(invoice!, office, today) : null, invoice?.Id);
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
