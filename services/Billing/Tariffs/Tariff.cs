using System.Text.Json.Serialization;

namespace Preau.Billing.Tariffs;

/// <summary>What one or several units cost, by period of validity. Data of the commune's file, as are all types here.</summary>
/// <param name="Units">Keys of the booking units; a unit has one tariff.</param>
/// <param name="CashOffice">Key of the cash office that collects.</param>
/// <param name="Public">False keeps the tariff off the public grid.</param>
/// <param name="Draft">A proposal that no price follows until it is published.</param>
/// <param name="Meal">A meal and nothing else: one at 1 € or less counts for the State's aid. No price hangs on it, so it may be said later.</param>
internal sealed record Tariff(
    string Key, string Label, string[] Units, string CashOffice, TariffVersion[] Versions, bool Public = true, TariffVersion? Draft = null, bool Meal = false)
{
    /// <summary>Said so, or with a food part or a price for those who bring their meal.</summary>
    [JsonIgnore]
    public bool IsMeal => Meal || Array.Exists(Versions, v => v.Food is not null || v.PackedLunch is not null);

    public TariffVersion? On(DateOnly day) => Array.Find(Versions, v => v.From <= day && (v.Until is null || day <= v.Until));
}

/// <summary>
/// Prices in force from a day to another, both included. Exactly one of <see cref="Flat"/>, <see cref="Brackets"/>, <see cref="Effort"/>,
/// <see cref="PercentOf"/>, <see cref="ByChildren"/> and <see cref="Durations"/> says how much; the rest adjusts it.
/// </summary>
internal sealed record TariffVersion(DateOnly From, DateOnly? Until = null)
{
    public decimal? Flat { get; init; }

    public QuotientBracket[]? Brackets { get; init; }

    public EffortRate? Effort { get; init; }

    public PercentOf? PercentOf { get; init; }

    /// <summary>Price with one child counted, with two… the last one also for more (see <see cref="Siblings"/>).</summary>
    public decimal[]? ByChildren { get; init; }

    /// <summary>Price by the length of the stay.</summary>
    public DurationPrice[]? Durations { get; init; }

    public PricePer Per { get; init; }

    /// <summary>With a unit of time: units that count until the clock has told the real ones. "plannedQuarters" is the older name.</summary>
    public int? PlannedUnits { get; init; }

    public int? PlannedQuarters { get; init; }

    /// <summary>Minutes past a full unit that start no new one.</summary>
    public int? GraceMinutes { get; init; }

    /// <summary>Never fewer units than this for a stay.</summary>
    public int? LeastUnits { get; init; }

    /// <summary>Never more.</summary>
    public int? MostUnits { get; init; }

    /// <summary>How a part of a unit counts.</summary>
    public UnitRounding Rounding { get; init; }

    /// <summary>A stay counts as the first of these it fits in; a longer one for its real time.</summary>
    public StayStep[]? Steps { get; init; }

    /// <summary>Price of a household that doesn't live in the commune, whatever its quotient.</summary>
    public decimal? NonResident { get; init; }

    /// <summary>Percent more for such a household, on the price by quotient. One of the three at most.</summary>
    public decimal? NonResidentPercent { get; init; }

    /// <summary>Euros more for such a household.</summary>
    public decimal? NonResidentAmount { get; init; }

    /// <summary>Price when the family brings the meal: pays the supervision only, so no other adjustment applies to it.</summary>
    public decimal? PackedLunch { get; init; }

    /// <summary>Prices of some households or users, whatever the quotient: "agent", "adult".</summary>
    public CategoryPrice[]? Categories { get; init; }

    /// <summary>Percent off for the second child, the third… the last one also for all after.</summary>
    public decimal[]? SiblingDiscounts { get; init; }

    /// <summary>Which children are counted for the discounts; those of the household when absent.</summary>
    public Siblings? Siblings { get; init; }

    /// <summary>Percent off from the nth day of the month on.</summary>
    public VolumeDiscount[]? VolumeDiscounts { get; init; }

    /// <summary>What some dates or weekdays cost more: an outing.</summary>
    public DaySupplement[]? DaySupplements { get; init; }

    /// <summary>Booked after its deadline. The only place where this surcharge is written: a rule of Planning says that there is one, not how much.</summary>
    public PriceCondition? Late { get; init; }

    /// <summary>Came without booking; takes the place of <see cref="Late"/>, never both.</summary>
    public PriceCondition? Unbooked { get; init; }

    /// <summary>Short for <see cref="Unbooked"/> in percent.</summary>
    public decimal? UnbookedPercent { get; init; }

    /// <summary>A child that is not enrolled as a regular one.</summary>
    public PriceCondition? Occasional { get; init; }

    /// <summary>A penalty on an absence that is billed.</summary>
    public PriceCondition? Unexcused { get; init; }

    /// <summary>What a child picked up after closing costs besides, on a line of its own.</summary>
    public LatePickUpFee? LatePickUp { get; init; }

    /// <summary>With <see cref="PricePer.Month"/> or <see cref="PricePer.Year"/>: how the package is billed.</summary>
    public Package? Package { get; init; }

    /// <summary>Hours agreed by contract, billed in equal months instead of day by day.</summary>
    public HoursContract? Contract { get; init; }

    /// <summary>Once for each child or household, with its first day of the year.</summary>
    public RegistrationFee? RegistrationFee { get; init; }

    /// <summary>The most that is charged over a day or a month.</summary>
    public Cap? Cap { get; init; }

    /// <summary>What of the price is food; the rest is care.</summary>
    public FoodPart? Food { get; init; }

    /// <summary>Budget account of the price, or of its care part: "7067".</summary>
    public string? Account { get; init; }

    /// <summary>Product code known to the treasury.</summary>
    public string? ProductCode { get; init; }

    /// <summary>Whether the care part counts for the tax credit of child care (CGI 200 quater B).</summary>
    public bool TaxCredit { get; init; }

    /// <summary>Council decision the prices come from, as cited on grids.</summary>
    public Decision? Decision { get; init; }

    [JsonIgnore]
    public bool IsTimed => Per is PricePer.QuarterHour or PricePer.HalfHour or PricePer.Hour;

    /// <summary>The days themselves cost nothing: the month or the year is charged.</summary>
    [JsonIgnore]
    public bool IsPackage => Per is PricePer.Month or PricePer.Year || Contract is not null;

    [JsonIgnore]
    public int? Planned => PlannedUnits ?? PlannedQuarters;

    [JsonIgnore]
    public PriceCondition? WithoutBooking => Unbooked ?? (UnbookedPercent is { } percent ? new PriceCondition(Percent: percent) : null);
}
