using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>
/// POST /online/{invoice}: writes the try down first, then asks the treasury for its name, outside any transaction. Two clicks at once can't make two
/// tries: the second finds the first, and gets its address as soon as it has one.
/// </summary>
internal static class StartPayment
{
    private static readonly TimeSpan DoubleClick = TimeSpan.FromMinutes(2);

    public static async Task<Results<Ok<OnlineStarted>, ProblemHttpResult>> Handle(
        Guid invoice, StartOnlinePayment body, Caller caller, BillingDb db, SettingsCache cache, PayFipClient payFip, TimeProvider clock,
        IConfiguration configuration, CancellationToken ct)
    {
        if (!IsReturn(body.ReturnUrl))
        {
            return Problems.Invalid("online.return", "L’adresse de retour est illisible.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (now, today, payer) = (clock.UtcNow(), rules.Today(clock), caller.Owner!.OwnerId!.Value);
        var (attempt, debt, isNew) = await db.WriteAsync(token => BeginAsync(db, rules, payFip, payer, invoice, body, now, today, token), ct);
        if (debt is null || (debt.Office?.Mode == CashMode.Title))
        {
            return debt is null
                ? Problems.NotFound()
                : Problems.Conflict("online.title", "Cette facture se paie sur le site du Trésor public, avec sa référence.");
        }

        if (attempt is null)
        {
            return debt.Code is null
                ? Problems.Conflict("online.part", "Aucun échéancier n’étale cette facture en ce moment : "
                    + "payez ce qui reste, ou demandez plusieurs dates à la mairie.")
                : Problems.Conflict($"online.{debt.Code}", debt.Sentence(rules)!);
        }

        if (!isNew)
        {
            return attempt.IdOp is { } known ? TypedResults.Ok(new OnlineStarted(attempt.Id, payFip.PageOf(known)))
                : Problems.Conflict("online.pending", "Votre paiement se prépare déjà : patientez quelques secondes.");
        }

        return await AskAsync(attempt, $"Facture {debt.State.Invoice.Number} {debt.Office!.Label}", body.ReturnUrl, db, payFip, configuration, now, ct);
    }

    /// <summary>A page of the portal, with the place of the try's id.</summary>
    public static bool IsReturn(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var back) && back.Scheme is "http" or "https" && address.Contains("{attempt}", StringComparison.Ordinal);

    /// <summary>Asks the treasury for its name of a try that is written down, outside any transaction.</summary>
    /// <param name="what">Read on the treasury's page.</param>
    public static async Task<Results<Ok<OnlineStarted>, ProblemHttpResult>> AskAsync(
        PayAttempt attempt, string what, string returnUrl, BillingDb db, PayFipClient payFip, IConfiguration configuration, DateTime now, CancellationToken ct)
    {
        var root = (configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/');
        var answer = await payFip.CreateAsync(
            new PayFipPayment(
                now.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), attempt.Email, PayFipText.Amount(attempt.Amount),
                    attempt.ClientNumber, PayFipText.Object(what),
                attempt.Reference, attempt.Mode, $"{root}/api/{db.CurrentTenant}/billing/payfip/notification",
                returnUrl.Replace("{attempt}", attempt.Id.ToString(), StringComparison.Ordinal)), ct);
        await db.WriteAsync(async token =>
        {
            var kept = await db.PayAttempts.SingleAsync(a => a.Id == attempt.Id, token);
            if (answer.Value is { } idOp)
            {
                kept.IdOp = idOp;
                kept.NextAskAt = Settlement.NextAsk(kept.CreatedAt, now);
            }
            else
            {
                // Nothing was begun there: nothing will ever come of it.
                (kept.State, kept.Said, kept.NextAskAt) =
                    (AttemptState.Expired, answer.Fault!.Code.Length > 16 ? answer.Fault.Code[..16] : answer.Fault.Code, null);
                kept.Alarm = answer.Fault.Code == PayFipFault.Unreachable ? null : "create.refused";
            }
        }, CancellationToken.None);
        return answer.Value is { } name ? TypedResults.Ok(new OnlineStarted(attempt.Id, payFip.PageOf(name))) : Refused(answer.Fault!);
    }

    private static async Task<(PayAttempt? Attempt, OnlineDebt? Debt, bool IsNew)> BeginAsync(
        BillingDb db, BillingRules rules, PayFipClient payFip, Guid payer, Guid invoice, StartOnlinePayment body, DateTime now, DateOnly today,
        CancellationToken ct)
    {
        var debt = await OnlineDebt.FindAsync(db, rules, payFip, payer, invoice, now, today, ct);
        var amount = debt is null || !body.Part ? debt?.State.Remaining : (await Instalment.OfAsync(db, debt.State, OnlineDebt.Least, ct))?.Cents;
        if (debt?.Code == "pending" && now - debt.UnderWay!.CreatedAt < DoubleClick && debt.UnderWay.Amount == amount)
        {
            return (debt.UnderWay, debt, false);
        }

        if (amount is not { } cents || debt is not { Code: null, Office: { Mode: not CashMode.Title, PayFip: { Mode: { } mode } contract } })
        {
            return (null, debt, false);
        }

        var attempt = new PayAttempt
        {
            Id = Guid.CreateVersion7(),
            InvoiceId = invoice,
            // Of a file that was merged: its debt, paid by who reads it.
            FamilyId = debt.State.Invoice.Payer,
            CashOffice = debt.State.Invoice.CashOffice,
            Try = 1 + (await db.PayAttempts.Where(a => a.InvoiceId == invoice).MaxAsync(a => (int?)a.Try, ct) ?? 0),
            Amount = cents,
            Reference = Balances.Reference(debt.State.Invoice, rules),
            ClientNumber = contract.ClientNumber,
            Mode = mode,
            Email = body.Email,
            CreatedAt = now,
            State = AttemptState.Waiting,
        };
        db.PayAttempts.Add(attempt);
        return (attempt, debt, true);
    }

    // The treasury's own words are for logs and settings.
    private static ProblemHttpResult Refused(PayFipFault fault) => fault.Code is "A1" or "A2"
        ? Problems.Invalid("online.email", "Le Trésor public n’accepte pas cette adresse de courriel : vérifiez-la.")
        : TypedResults.Problem("Le paiement en ligne ne répond pas en ce moment. Rien n’a été débité : réessayez dans quelques minutes.",
            statusCode: StatusCodes.Status503ServiceUnavailable,
            extensions: new Dictionary<string, object?> { ["code"] = "online.unavailable" });
}
