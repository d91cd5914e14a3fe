namespace Preau.Billing.Mandates;

/// <summary>What a payer reads before signing, and is told afterwards.</summary>
internal static class MandateText
{
    /// <summary>The mandate in the words of the scheme; kept with the signature.</summary>
    public static string Of(DebitRules rules) =>
        $"En signant ce mandat, vous autorisez {rules.Creditor} (identifiant créancier SEPA {rules.CreditorId}) à envoyer des instructions à votre banque pour débiter votre "
        + $"compte, et votre banque à débiter votre compte conformément aux instructions de {rules.Creditor}. Le paiement est répétitif : chaque facture annonce son montant et "
        + $"sa date {rules.NoticeDays} jours au moins avant le débit. Vous bénéficiez du droit d’être remboursé par votre banque selon la convention que vous avez passée avec "
        + "elle : la demande se fait dans les 8 semaines suivant le débit, et dans les 13 mois s’il n’était pas autorisé. Vous pouvez arrêter ce mandat à tout moment.";

    /// <summary>"Vérifié" means nothing more than this: the check digits. Whether the account exists only the bank knows.</summary>
    public const string BadIban = "Cet IBAN n’est pas valide : recopiez-le de votre relevé d’identité bancaire, sans oublier un chiffre.";
}
