using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>Who collects: a régie (the commune knows what was paid) or the treasury by title (it doesn't: F-40).</summary>
public sealed record CashOffice
{
    [Label("Clé"), OfficeKey]
    public required string Key { get; init; }

    [Label("Nom"), StringLength(120, MinimumLength = 1)]
    public required string Label { get; init; }

    /// <summary>Begins the numbers of invoices and payments: AL gives AL-36 (F-98).</summary>
    [Label("Préfixe des numéros"), StringLength(8, MinimumLength = 1)]
    public required string Prefix { get; init; }

    [Label("Qui encaisse")]
    public required CashMode Mode { get; init; }

    /// <summary>False: families see no balance of this office. Must be false in title mode.</summary>
    [Label("Les familles voient leur solde", Word = "solde montré")]
    public bool ShowBalance { get; init; } = true;

    /// <summary>What families read in place of a balance; required in title mode.</summary>
    [Label("Ce que les familles lisent à la place du solde", Word = "à la place du solde"), StringLength(500)]
    public string? Notice { get; init; }

    /// <summary>Whom to ask; required in title mode.</summary>
    [Label("Trésor public, où s’adresser", Word = "Trésor public")]
    public TreasuryContact? Treasury { get; init; }

    /// <summary>Default: 30 days.</summary>
    [Label("Une facture est à payer", Word = "échéance")]
    public DueRule? Due { get; init; }

    /// <summary>Payment by card on the treasury's site.</summary>
    [Label("Paiement en ligne (PayFiP)")]
    public PayFip? PayFip { get; init; }

    [Label("En-tête et guichet")]
    public Collecting? Collecting { get; init; }

    /// <summary>Debits of the payers' accounts (SEPA core); left out: not offered.</summary>
    [Label("Prélèvement")]
    public DebitRules? DirectDebit { get; init; }

    /// <summary>How the treasury's files name the office (PES V2 ORMC); left out: nothing can be handed over by file.</summary>
    [Label("Bordereaux du Trésor public")]
    public PesRules? Pes { get; init; }

    /// <summary>What is done about unpaid invoices, step after step; left out: nobody is reminded.</summary>
    [Label("Relances")]
    public DunningRules? Dunning { get; init; }

    /// <summary>Families pay in advance; left out: they pay invoices. Of a régie only.</summary>
    [Label("Compte prépayé")]
    public PrepaidRules? Prepaid { get; init; }
}

public enum CashMode
{
    Regie,
    Title,
}

/// <summary>Whom to ask at the treasury.</summary>
public sealed record TreasuryContact
{
    [Label("Nom")]
    public required string Name { get; init; }

    [Label("Téléphone")]
    public string? Phone { get; init; }

    [Label("Courriel")]
    public string? Email { get; init; }

    [Label("Adresse")]
    public string? Address { get; init; }
}

/// <summary>Payment by card on the treasury's site.</summary>
public sealed record PayFip
{
    /// <summary>The commune's, six digits (F-106).</summary>
    [Label("Numéro de client"), RegularExpression("^[0-9]{6}$")]
    public required string ClientNumber { get; init; }

    /// <summary>How long after the due date a debt can still be paid there (F-107).</summary>
    [Label("Jours après l’échéance"), Range(0, 365)]
    public int DaysAfterDue { get; init; } = 30;

    /// <summary>T test, X activation, W open to families; left out: not offered. Of a régie only: what the treasury collects is paid on its own
    /// site.</summary>
    [Label("Mode"), AllowedValues("T", "X", "W")]
    public string? Mode { get; init; }

    /// <summary>Euros, as the contract says: 100 000 with the web service.</summary>
    [Label("Somme la plus grande, en euros"), Range(1, 100_000)]
    public decimal Maximum { get; init; } = 100_000;
}

/// <summary>When an invoice falls due: at the end of the month, endOfMonth months after the issue (0 = the same month), or a number of days after it:
/// one of the two.</summary>
public sealed record DueRule
{
    [Label("À la fin du mois, combien de mois après", Word = "mois"), Range(0, 12)]
    public int? EndOfMonth { get; init; }

    [Label("Jours après la facture", Word = "jours"), Range(0, 365)]
    public int? Days { get; init; }
}
