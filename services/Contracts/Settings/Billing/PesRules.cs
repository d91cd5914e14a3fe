using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>What the treasury's files say of a cash office (facts §2), and which code each unit has there.</summary>
public sealed record PesRules
{
    /// <summary>Codique of the treasury's office, 6 or 7 characters.</summary>
    [Label("Codique du poste comptable", Help = "6 ou 7 signes. Laissez vide pour ne plus transmettre de bordereau.", Word = "codique")]
    [RegularExpression("^[0-9AB]{6,7}$"), Refused("Le codique du poste a 6 ou 7 signes.")]
    public required string Post { get; init; }

    /// <summary>14 digits.</summary>
    [Label("SIRET de la collectivité", Word = "SIRET"), RegularExpression("^[0-9]{14}$"), Refused("Quatorze chiffres.")]
    public required string Siret { get; init; }

    /// <summary>Of the collectivité, 3 characters.</summary>
    [Label("Code collectivité", Help = "3 signes, donné par le comptable.")]
    [RegularExpression("^[0-9A-Z]{3}$"), Refused("Le code de la collectivité a 3 signes.")]
    public required string Code { get; init; }

    /// <summary>2 characters: a digit or capital, then a digit.</summary>
    [Label("Code budget", Help = "2 signes : 00 pour le budget principal.")]
    [RegularExpression("^[0-9A-Z][0-9]$"), Refused("Le code budget a 2 signes : une lettre ou un chiffre, puis un chiffre.")]
    public required string Budget { get; init; }

    [Label("Libellé du budget", Help = "38 signes au plus."), StringLength(38, MinimumLength = 1), Refused("De 1 à 38 signes.")]
    public required string Label { get; init; }

    /// <summary>The treasury's code of each booking unit; several units may share one.</summary>
    [Label("Codes produit",
        Help = "Une ligne par unité : unité, code produit, compte. « restauration CANT 7067 ». Une étoile pour ce qui n’a pas d’unité.")]
    public required PesProduct[] Products { get; init; }

    /// <summary>Euros: under it a debtor's debts wait together (CGCT D1611-1).</summary>
    [Label("Somme la plus petite transmise, en euros",
        Help = "En dessous, les petites dettes d’un débiteur attendent ensemble : 15 € (CGCT D1611-1).")]
    [Euros(0, 100), Refused("De 0 à 100 euros, deux décimales au plus.")]
    public decimal Least { get; init; } = 15;
}

/// <summary>The treasury's code of a booking unit.</summary>
public sealed record PesProduct
{
    /// <summary>Booking unit; empty for what belongs to none: fees, sums taken over.</summary>
    [Label("Prestation"), StringLength(64)]
    public required string Unit { get; init; }

    [Label("Code produit"), RegularExpression("^[0-9A-Z]{1,4}$")]
    [Refused("Un code produit a 1 à 4 signes, capitales ou chiffres, tel que le Trésor public le connaît.")]
    public required string Code { get; init; }

    /// <summary>Nature of the receipt, "7067".</summary>
    [Label("Compte"), RegularExpression("^[0-9]{3,10}$"), Refused("Un compte a 3 à 10 chiffres.")]
    public required string Account { get; init; }
}
