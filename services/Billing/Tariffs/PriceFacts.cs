using Preau.Contracts.Api;

namespace Preau.Billing.Tariffs;

/// <summary>All a price depends on besides the tariff.</summary>
/// <param name="Quotient">The one that counts for the day; null when the family gave none.</param>
/// <param name="Rank">1 for the eldest child of the household.</param>
/// <param name="Hours">Billed hours of clocked units; null when not clocked (yet).</param>
/// <param name="Late">Booked after the deadline, where the rule allows it.</param>
/// <param name="Percent">Of an absence told too late: the part of the day that is billed; null for all of it.</param>
internal sealed record PriceFacts(
    DateOnly Date, decimal? Quotient, bool Resident, int Rank = 1, bool PackedLunch = false, decimal? Hours = null, bool Late = false, int? Percent = null)
{
    /// <summary>Came without booking.</summary>
    public bool Unbooked { get; init; }

    /// <summary>Not enrolled as a regular child.</summary>
    public bool Occasional { get; init; }

    /// <summary>An absence that is billed.</summary>
    public bool Absent { get; init; }

    /// <summary>Eats during the stay.</summary>
    public bool Meal { get; init; }

    /// <summary>Category of the household or user that has a price of its own.</summary>
    public string? Category { get; init; }

    /// <summary>Children of the household.</summary>
    public int? Children { get; init; }

    /// <summary>Among the household's children enrolled in a unit of the tariff; null when not known.</summary>
    public SiblingPlace? Enrolled { get; init; }

    /// <summary>Among the household's children charged by the tariff that day; null when not known.</summary>
    public SiblingPlace? Present { get; init; }

    /// <summary>1 for the first late or unbooked day of the child's month under this tariff; null counts as the first.</summary>
    public int? Surcharged { get; init; }

    /// <summary>1 for the first charged day of the child's month under this tariff; null counts as the first.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Whole minutes of the stay.</summary>
    public int? Minutes => Hours is { } hours ? (int)Math.Round(hours * 60, 0, MidpointRounding.AwayFromZero) : null;

    public SiblingPlace? Place(SiblingsAmong among) => among switch
    {
        SiblingsAmong.Enrolled => Enrolled,
        SiblingsAmong.Present => Present,
        _ => null,
    } ?? new SiblingPlace(Rank, Math.Max(Children ?? 0, Rank));
}

/// <param name="Rank">1 for the eldest of those counted.</param>
/// <param name="Of">How many are counted.</param>
internal readonly record struct SiblingPlace(int Rank, int Of);

/// <param name="Amount">Euros and cents.</param>
/// <param name="Missing">Visible label when the quotient was needed and missing, else null.</param>
internal sealed record Priced(decimal Amount, string? Missing, PriceWhy Why)
{
    public long Cents => (long)(Amount * 100);

    /// <summary>What of it is food, for the tax certificate and the accounts.</summary>
    public long FoodCents { get; init; }

    /// <summary>What of it are surcharges and penalties: neither food nor care for the tax credit.</summary>
    public long ExtraCents { get; init; }
}
