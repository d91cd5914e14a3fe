using Preau.Contracts.Api;
using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>The slip that goes to the treasury or the bank with cheques, cash or vouchers: one row a payment, and the totals to count against.</summary>
internal static class DepositSlipDocument
{
    public static byte[] Draw(DepositView deposit, string[] issuer, string? siret)
    {
        var title = $"Bordereau de remise n°\u00A0{deposit.Number}";
        using var sheet = new Sheet(
            new DocumentFacts(deposit.Id.ToString("N"), title, issuer.FirstOrDefault() ?? deposit.OfficeLabel, Letterhead.Noon(deposit.Date)),
            title);
        Letterhead.Draw(sheet, issuer, siret, []);
        sheet.H1(title);
        sheet.Pairs([("Régie", deposit.OfficeLabel), ("Moyen de paiement", deposit.Label), ("Remis le", French.Date(deposit.Date)), ("Établi par", deposit.By),
            ("Nombre", $"{deposit.Count}"), ("Total", Letterhead.Money(deposit.Amount))]);
        var payments = deposit.Payments ?? [];
        // Cheques and vouchers are told apart by what stands on them; notes by nothing.
        var papers = Array.Exists(payments, p => p.Paper is not null);
        sheet.Table([new("Reçu", 2), new("Date", 3), new("Payeur", 5), papers ? new("Banque et numéro", 5) : new("Factures", 4),
            new("Montant", 2, Side.Right)], rows =>
        {
            foreach (var payment in payments)
            {
                rows.Row(payment.Number, French.Date(payment.Date), payment.Payer,
                    papers ? payment.Paper ?? "" : string.Join(", ", payment.On), Letterhead.Money(payment.Amount));
            }

            rows.Total($"Total, {(payments.Length == 1 ? "un paiement" : $"{payments.Length} paiements")}", Letterhead.Money(payments.Sum(p => p.Amount)));
        });
        sheet.Need(60);
        sheet.P("Date et signature du régisseur\u00A0:", Style.Strong);
        return sheet.Save();
    }
}
