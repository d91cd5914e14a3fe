using System.ComponentModel.DataAnnotations;
using Preau.Contracts.Api;

namespace Preau.Contracts.Settings.Billing;

/// <summary>What bills and the counter need of the office: the data of its founding act and of its invoices.</summary>
public sealed record Collecting
{
    /// <summary>Euros: smaller sums are carried to the next run (CGCT D1611-1 knows 15 € for titles).</summary>
    [Label("Somme la plus petite facturée, en euros", Help = "En dessous, la somme est reportée à la facturation suivante. 0 : tout est facturé.")]
    [Euros(0, 100), Refused("De 0 à 100 euros, deux décimales au plus.")]
    public decimal Threshold { get; init; }

    /// <summary>Means taken in at the counter. Default: cheque, cash, transfer.</summary>
    [Label("Moyens de paiement au guichet")]
    [Items(Among = new[]
    {
        PayMethods.Cheque, PayMethods.Cash, PayMethods.Transfer, PayMethods.Card, PayMethods.DirectDebit, PayMethods.CesuPaper,
        PayMethods.CesuElectronic, PayMethods.Ancv, PayMethods.ThirdParty,
    })]
    public string[]? Methods { get; init; }

    /// <summary>Notes and coins that stay in the drawer, euros.</summary>
    [Label("Fonds de caisse, en euros"), Euros(0, 10_000), Refused("De 0 à 10 000 euros, deux décimales au plus.")]
    public decimal CashFloat { get; init; }

    /// <summary>What CESU and ANCV may pay by the convention: care, never food. None without a convention.</summary>
    [Label("Ce que paient CESU et chèques-vacances", Word = "titres de paiement")]
    public VoucherRule[]? Vouchers { get; init; }

    /// <summary>14 digits.</summary>
    [Label("SIRET", Help = "14 chiffres."), RegularExpression("^[0-9]{14}$"), Refused("Quatorze chiffres.")]
    public string? Siret { get; init; }

    /// <summary>Of the issuer, line by line.</summary>
    [Label("Nom et adresse de qui facture",
        Help = "Une ligne par ligne : la commune, la rue, le code postal et la ville. Le nom de la régie les précède.", Word = "adresse")]
    [MaxLength(6), Items(MinLength = 1, MaxLength = 60), Refused("Six lignes au plus, de 1 à 60 signes chacune.")]
    public string[]? Address { get; init; }

    /// <summary>"Régie garderie ALSH Biviers".</summary>
    [Label("Ordre des chèques", Help = "Vide : le nom de la régie."), StringLength(80, MinimumLength = 1), Refused("De 1 à 80 signes.")]
    public string? ChequeOrder { get; init; }

    /// <summary>Printed at the end of invoices: recourse, contact, data protection.</summary>
    [Label("Mentions en bas des factures", Help = "Une ligne par mention : réclamations et recours, données personnelles.", Word = "mentions")]
    [MaxLength(8), Items(MinLength = 1, MaxLength = 600), Refused("Huit mentions au plus, de 1 à 600 signes chacune.")]
    public string[]? Mentions { get; init; }

    /// <summary>Printed under the address: '04 65 71 12 34'.</summary>
    [Label("Téléphone"), StringLength(20)]
    public string? Phone { get; init; }

    /// <summary>Printed under the address.</summary>
    [Label("Courriel"), StringLength(120)]
    public string? Email { get; init; }

    /// <summary>When its counter is open: 'du lundi au vendredi de 8 h 30 à 12 h'.</summary>
    [Label("Ouverture du guichet", Help = "« du lundi au vendredi de 8 h 30 à 12 h »", Word = "heures du guichet")]
    [StringLength(100, MinimumLength = 1), Refused("De 1 à 100 signes.")]
    public string? Hours { get; init; }
}

/// <summary>What one kind of CESU or ANCV may pay.</summary>
public sealed record VoucherRule
{
    [Label("Titre"), AllowedValues(PayMethods.CesuPaper, PayMethods.CesuElectronic, PayMethods.Ancv)]
    public required string Method { get; init; }

    /// <summary>Keys of booking units.</summary>
    [Label("Prestations")]
    public required string[] Units { get; init; }

    /// <summary>Only for children under that age on the day; left out: for all.</summary>
    [Label("Avant quel âge", Word = "âge"), Range(1, 18)]
    public int? Below { get; init; }
}
