using Preau.Billing.Banking;

namespace Preau.Billing.Tariffs;

/// <summary>Direct debit at a cash office: the creditor as its bank knows it, and what the commune decided.</summary>
/// <param name="Creditor">Name of the creditor, 70 signs at most.</param>
/// <param name="CreditorId">ICS.</param>
/// <param name="Iban">Account the money goes to; the commune's own, printed on its papers.</param>
/// <param name="Version">"02" or "08": the form of file its bank takes.</param>
/// <param name="Label">Before the invoice's number in what the payer's bank prints.</param>
/// <param name="NoticeDays">Days between the invoice, which tells of the debit, and the debit; under 14 only if the mandate says so.</param>
/// <param name="StopAfter">A mandate ends after this many debits in a row that came back.</param>
internal sealed record DebitRules(
    string Creditor, string CreditorId, string Iban, string? Bic = null, string Version = "08", string Label = "Facture", int NoticeDays = 14,
    int StopAfter = 2)
{
    /// <summary>What the shape of a document can't say.</summary>
    public IEnumerable<(string Where, string Message)> Wrong()
    {
        if (Creditor.Trim().Length is 0 or > 70)
        {
            yield return ("creditor", "De 1 à 70 signes.");
        }

        if (!Banking.CreditorId.IsValid(CreditorId))
        {
            yield return ("creditorId", "Cet identifiant de créancier (ICS) n’est pas valide : recopiez-le du courrier de la Banque de France.");
        }

        if (!Banking.Iban.IsValid(Iban))
        {
            yield return ("iban", "Cet IBAN n’est pas valide : vérifiez chaque chiffre.");
        }

        if (Bic is not null && (Bic.Length is not (8 or 11) || !Bic.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))))
        {
            yield return ("bic", "Un BIC a 8 ou 11 signes, en capitales.");
        }

        if (Version is not ("02" or "08"))
        {
            yield return ("version", "Le format est pain.008.001.02 ou .08.");
        }

        if (Label.Trim().Length is 0 or > 60)
        {
            yield return ("label", "De 1 à 60 signes.");
        }

        if (NoticeDays is < 1 or > 60)
        {
            yield return ("noticeDays", "De 1 à 60 jours.");
        }

        if (StopAfter is < 1 or > 10)
        {
            yield return ("stopAfter", "De 1 à 10 rejets.");
        }
    }

    /// <summary>The day of a debit that an invoice of that day tells of.</summary>
    public DateOnly DebitDay(DateOnly issued, DateOnly due)
    {
        var first = issued.AddDays(NoticeDays);
        return TargetCalendar.From(due > first ? due : first);
    }
}
