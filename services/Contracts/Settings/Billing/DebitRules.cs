using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>Direct debit at a cash office (SEPA core): the creditor as its bank knows it, and what the commune decided.</summary>
public sealed record DebitRules
{
    [Label("Nom du créancier", Help = "Laissez vide pour ne plus proposer le prélèvement.")]
    [StringLength(70, MinimumLength = 1), Refused("De 1 à 70 signes.")]
    public required string Creditor { get; init; }

    /// <summary>ICS.</summary>
    [Label("Identifiant créancier SEPA (ICS)", Help = "13 signes, donné par la Banque de France : FR72ZZZ123456.", Word = "ICS")]
    [RegularExpression("^[A-Z]{2}[0-9]{2}[A-Z0-9]{4,31}$")]
    public required string CreditorId { get; init; }

    /// <summary>The commune's own account, to which the money goes.</summary>
    [Label("IBAN du compte crédité", Help = "Le compte de dépôt de fonds de la régie.", Word = "IBAN"), StringLength(42)]
    public required string Iban { get; init; }

    [Label("BIC", Help = "Facultatif.")]
    [RegularExpression("^[A-Z0-9]{8}([A-Z0-9]{3})?$"), Refused("Un BIC a 8 ou 11 signes, en capitales.")]
    public string? Bic { get; init; }

    /// <summary>pain.008.001.02 or .08: the form of file its bank takes.</summary>
    [Label("Format que prend la banque", Word = "format"), AllowedValues("02", "08"), Refused("Le format est pain.008.001.02 ou .08.")]
    public string Version { get; init; } = "08";

    /// <summary>Before the invoice's number in what the payer's bank prints.</summary>
    [Label("Libellé sur le relevé du payeur", Help = "Suivi du numéro de la facture.", Word = "libellé")]
    [StringLength(60, MinimumLength = 1), Refused("De 1 à 60 signes.")]
    public string Label { get; init; } = "Facture";

    /// <summary>Days between the invoice, which tells of the debit, and the debit; under 14 only if the mandate says so.</summary>
    [Label("Jours entre la facture et le prélèvement", Help = "14, sauf si le mandat dit moins.", Word = "jours d’avance")]
    [Range(1, 60), Refused("De 1 à 60 jours.")]
    public int NoticeDays { get; init; } = 14;

    /// <summary>A mandate ends after this many debits in a row that came back.</summary>
    [Label("Rejets de suite avant d’arrêter le mandat", Word = "rejets de suite"), Range(1, 10), Refused("De 1 à 10 rejets.")]
    public int StopAfter { get; init; } = 2;
}
