using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>GET /online/attempts: what an agent must look at; with all=true the last hundred.</summary>
internal static class ListAttempts
{
    private const int Most = 100;

    public static async Task<Ok<OnlineAttempts>> Handle(BillingDb db, SettingsCache cache, CancellationToken ct, bool all = false)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var rows = await (
            from a in db.PayAttempts.AsNoTracking()
            where all || a.Alarm != null
            join i in db.Invoices on a.InvoiceId equals i.Id into invoices
            from i in invoices.DefaultIfEmpty()
            join f in db.KnownFamilies on a.FamilyId equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            join p in db.Payments on a.PaymentId equals (Guid?)p.Id into payments
            from p in payments.DefaultIfEmpty()
            orderby a.CreatedAt descending
            select new
            {
                Attempt = a,
                Number = i != null ? i.Number : a.Reference,
                Name = f != null ? f.Name : "",
                Receipt = p != null ? p.Number : null,
            }).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(new OnlineAttempts([.. rows.Select(r => new OnlineAttemptRow(
            r.Attempt.Id, r.Attempt.CreatedAt.ToLocal(rules.Zone), r.Name, r.Attempt.FamilyId, r.Number,
            rules.CashOffices.GetValueOrDefault(r.Attempt.CashOffice)?.Label ?? r.Attempt.CashOffice, Euros.Of(r.Attempt.Amount),
            r.Attempt.State.ToString().ToLowerInvariant(), Why(r.Attempt.Alarm, r.Attempt.Said), r.Attempt.PaidOn, r.Receipt))]));
    }

    private static string? Why(string? alarm, string? said) => alarm switch
    {
        null => null,
        "result.amount" => "Le Trésor public annonce un autre montant : rien n’est enregistré. Vérifiez sur le portail PayFiP de la régie.",
        "result.reference" or "result.client" =>
            "Le Trésor public répond pour un autre paiement : rien n’est enregistré. Vérifiez sur le portail PayFiP de la régie.",
        "result.mode" => "Réponse d’un autre mode (test ou activation) : rien n’est enregistré. Vérifiez les réglages du paiement en ligne.",
        "result.unknown" => $"Résultat inconnu ({said}) : le paiement reste en attente. Vérifiez sur le portail PayFiP de la régie.",
        "create.refused" => $"Le Trésor public a refusé d’ouvrir le paiement (code {said}) : vérifiez les réglages du paiement en ligne.",
        _ => $"À vérifier ({alarm}).",
    };
}
