using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>Deposit slips: payments of one means handed in together, numbered, with their total.</summary>
internal static class Deposits
{
    private static readonly string[] OnSlips = [PayMethods.Cheque, PayMethods.Cash, PayMethods.CesuPaper, PayMethods.CesuElectronic, PayMethods.Ancv];

    public static async Task<Ok<DepositsView>> List(BillingDb db, SettingsCache cache, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var waiting = await db.Payments.Where(p => p.DepositId == null && p.ReversedOn == null && OnSlips.Contains(p.Method) && p.Source != Opening.Source
            && (office == null || p.CashOffice == office))
            .GroupBy(p => new { p.CashOffice, p.Method }).Select(g =>
                new { g.Key.CashOffice, g.Key.Method, Count = g.Count(), Cents = g.Sum(p => p.Cents) }).ToListAsync(ct);
        var deposits = await db.Deposits.AsNoTracking().Where(d => office == null || d.CashOffice == office).OrderByDescending(d => d.At).ToListAsync(ct);
        return TypedResults.Ok(new DepositsView(
            [.. waiting.OrderBy(w => w.CashOffice, StringComparer.Ordinal).ThenBy(w => w.Method, StringComparer.Ordinal)
                .Select(w => new DepositWaiting(w.CashOffice, w.Method, Methods.Word(w.Method), w.Count, Euros.Of(w.Cents)))],
            [.. deposits.Select(d => View(d, rules, null))]));
    }

    public static async Task<Results<Ok<DepositView>, ProblemHttpResult>> Get(Guid id, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.Deposits.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is { } deposit
            ? TypedResults.Ok(View(deposit, rules, [.. await ReadPayments.ViewsAsync(db, rules, db.Payments.Where(p => p.DepositId == id).OrderBy(p => p.At),
                ct)]))
            : Problems.NotFound();
    }

    public static async Task<Results<Created<DepositView>, ProblemHttpResult>> Make(
        MakeDeposit body, Caller caller, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (!rules.CashOffices.ContainsKey(body.Office))
        {
            return Problems.Invalid("office.unknown", "Cette régie n’existe pas.");
        }

        if (!OnSlips.Contains(body.Method))
        {
            return Problems.Invalid("payment.method", "Ce moyen de paiement ne se dépose pas avec un bordereau.");
        }

        var deposit = await db.WriteAsync(async token =>
        {
            var payments = await db.Payments.Where(p => p.CashOffice == body.Office && p.Method == body.Method && p.DepositId == null && p.ReversedOn == null
                && p.Source != Opening.Source && p.Date <= body.Until).ToListAsync(token);
            if (payments.Count == 0)
            {
                return null;
            }

            var today = rules.Today(clock);
            var seq = await books.TakeNumberAsync(body.Office, today.Year, $"{Counter.Deposits}-{body.Method}", token);
            var made = new Deposit
            {
                Id = Guid.CreateVersion7(),
                CashOffice = body.Office,
                Number = FormattableString.Invariant($"{today.Year}-{seq}"),
                Method = body.Method,
                Date = today,
                Count = payments.Count,
                Cents = payments.Sum(p => p.Cents),
                At = clock.UtcNow(),
                By = caller.Name,
            };
            payments.ForEach(p => (p.DepositId, p.Version) = (made.Id, p.Version + 1));
            db.Deposits.Add(made);
            return made;
        }, ct);
        return deposit is null ? Problems.Conflict("deposit.empty", "Aucun règlement de ce moyen n’attend d’être déposé.")
            : TypedResults.Created((string?)null, View(deposit, rules, null));
    }

    private static DepositView View(Deposit deposit, BillingRules rules, PaymentSummary[]? payments) => new(
        deposit.Id, deposit.Number, deposit.CashOffice, rules.CashOffices.GetValueOrDefault(deposit.CashOffice)?.Label ?? deposit.CashOffice, deposit.Method,
            Methods.Word(deposit.Method),
        deposit.Date, deposit.Count, Euros.Of(deposit.Cents), deposit.By, payments);
}
