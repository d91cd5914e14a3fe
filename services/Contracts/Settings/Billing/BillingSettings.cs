namespace Preau.Contracts.Settings.Billing;

/// <summary>Cash offices and tariffs. The service also refuses what a schema can't say: brackets with a hole or an overlap, periods that overlap, a
/// unit with two tariffs.</summary>
public sealed record BillingSettings
{
    /// <summary>IANA name; what "today" and "this month" are for families' accounts.</summary>
    [Label("Heure légale", Word = "fuseau horaire")]
    public string TimeZone { get; init; } = "Europe/Paris";

    [Label("Régies")]
    public CashOffice[]? CashOffices { get; init; }

    [Label("Tarifs")]
    public Tariff[]? Tariffs { get; init; }

    /// <summary>Which day's quotient makes the price of a day: that day's, or that of the last day of the month before (a change counts from the 1st of
    /// the next month).</summary>
    [Label("Le prix d’un jour suit", Word = "quotient d’un jour")]
    public QuotientDate QuotientDate { get; init; }

    /// <summary>A quotient given after a day was billed makes a correction; false: it changes nothing billed.</summary>
    [Label("Un quotient donné après la facture", Word = "quotient après facture")]
    public bool RetroactiveQuotient { get; init; } = true;

    /// <summary>Who pays a day of a child with two households: who booked it, or the household that has the child that day by the calendar in its file.
    /// A change holds for days told after it.</summary>
    [Label("Qui paie un jour d’un enfant de deux foyers", Word = "payeur")]
    public PayerRule Payer { get; init; }
}

/// <summary>Who pays a day of a child that lives in two households.</summary>
public enum PayerRule
{
    Booker,

    /// <summary>The household that has the child that day, by the calendar both agreed on.</summary>
    Custody,
}

public enum QuotientDate
{
    /// <summary>The quotient valid on the day itself.</summary>
    Service,

    /// <summary>The one valid on the last day of the month before: a change counts from the 1st of the next month.</summary>
    NextMonth,
}
