using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>What an agent sees before taking money: open lines, what this means may pay, and where an amount would go.</summary>
internal static class GetCounter
{
    public static async Task<Results<Ok<CounterView>, ProblemHttpResult>> Handle(
        BillingDb db, Books books, Receive receive, SettingsCache cache, CancellationToken ct, Guid? family = null, string? office = null,
            string? method = null, decimal? amount = null, Guid? first = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (office is null || !rules.CashOffices.TryGetValue(office, out var known))
        {
            return Problems.Invalid("office.unknown", "Cette régie n’existe pas.");
        }

        if (amount is < 0 or > 999_999.99m || (amount is { } typed && !Euros.IsWhole(typed)))
        {
            return Problems.Invalid("payment.amount", "Le montant s’écrit avec deux décimales au plus.");
        }

        if (await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == family && f.Version > 0, ct) is not { } payer)
        {
            return Problems.NotFound();
        }

        var lines = await books.OpenLinesAsync(payer.FamilyId, office, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == payer.FamilyId).ToDictionaryAsync(c => c.ChildId, ct);
        var allowed = lines.ToDictionary(l => (l.InvoiceId, l.LineNo),
            l => MayPay.Line(known.Collecting, method, l, children.GetValueOrDefault(l.ChildId)?.BirthDate ?? default));
        var cents = Euros.Cents(amount ?? 0);
        var accepted = method is not null && Methods.IsVoucher(method) ? Math.Min(cents, allowed.Values.Sum()) : cents;
        var (shares, _) = await receive.SharesAsync(payer.FamilyId, office, method ?? PayMethods.Cheque, accepted, rules, null,
            first is { } named ? [named] : null, ct);
        var proposed = shares.ToDictionary(s => (s.InvoiceId, s.LineNo), s => s.Cents);
        var advance = (await books.AdvancesAsync(payer.FamilyId, office, ct)).Sum(a => a.Cents);
        var owed = lines.Sum(l => l.Open);
        return TypedResults.Ok(new CounterView(
            payer.FamilyId, payer.Name, office, Euros.Of(owed), Euros.Of(advance),
                [.. Methods.Of(known.Collecting).Select(m => new MethodView(m, Methods.Word(m), Pays(m, known)))],
            [.. lines.Select(l => new CounterLine(
                l.InvoiceId, l.Number, l.DueDate, l.LineNo, l.ChildId == Guid.Empty ? null : l.ChildId, children.GetValueOrDefault(l.ChildId)?.FirstName,
                    l.Label, Euros.Of(l.Cents),
                Euros.Of(l.Paid), Euros.Of(l.Open), allowed[(l.InvoiceId, l.LineNo)] != 0, Euros.Of(proposed.GetValueOrDefault((l.InvoiceId, l.LineNo)))))],
            amount is null ? null : Euros.Of(accepted), amount is null ? null : Euros.Of(owed - shares.Sum(s => s.Cents)),
                known.Mode == CashMode.Title ? known.Notice : null,
            await Tickets.ViewAsync(db, known, payer.FamilyId, ct),
            [.. lines.GroupBy(l => (l.InvoiceId, l.Number, l.DueDate))
                .Select(g => new CounterInvoice(g.Key.InvoiceId, g.Key.Number, g.Key.DueDate, Euros.Of(g.Sum(l => l.Open))))],
            await MergedAsync(db, books, payer.FamilyId, office, ct)));
    }

    /// <summary>Files whose people this household took over, that still owe: it pays them too.</summary>
    private static async Task<CounterMerged[]> MergedAsync(BillingDb db, Books books, Guid family, string office, CancellationToken ct)
    {
        var files = await db.FilesAsync(family, ct);
        var names = await db.KnownFamilies.AsNoTracking().Where(f => files.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var merged = new List<CounterMerged>();
        foreach (var file in files.Skip(1))
        {
            var owed = (await books.OpenLinesAsync(file, office, ct)).Sum(l => l.Open);
            if (owed > 0)
            {
                merged.Add(new CounterMerged(file, names.GetValueOrDefault(file) ?? "", Euros.Of(owed)));
            }
        }

        return [.. merged];
    }

    private static string? Pays(string method, CashOffice office)
    {
        if (!Methods.IsVoucher(method))
        {
            return null;
        }

        var rules = (office.Collecting?.Vouchers ?? []).Where(v => v.Method == method).ToList();
        return rules.Count == 0 ? "Ne paie rien ici : aucune convention n’est enregistrée."
            : rules.TrueForAll(r => r.Below is not null) ? $"Paie la garde des enfants de moins de {rules.Max(r => r.Below)} ans, jamais les repas."
            : "Paie la garde des services prévus par la convention, jamais les repas.";
    }
}
