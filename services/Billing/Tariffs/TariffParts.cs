using System.Text.Json.Serialization;

namespace Preau.Billing.Tariffs;

internal enum PricePer
{
    Day,
    /// <summary>Times the quarter-hours of the billed time, by <see cref="UnitRounding"/>.</summary>
    QuarterHour,
    HalfHour,
    Hour,
    /// <summary>For a calendar month and child, however many days.</summary>
    Month,
    /// <summary>For a school year (1 September – 31 August) and child.</summary>
    Year,
}

internal enum UnitRounding
{
    /// <summary>A started unit counts whole.</summary>
    Started,
    /// <summary>Half a unit and more counts whole.</summary>
    Nearest,
    /// <summary>To the minute.</summary>
    Exact,
}

/// <summary>
/// Quotients from <paramref name="From"/> included to <paramref name="Below"/> excluded (null: no end). Grids print whole euros, "501 – 800":
/// that is [501, 801), so a quotient with cents counts as its whole euros and 500,50 still pays the price of "≤ 500".
/// </summary>
/// <param name="ByChildren">Price with two children counted, with three…; <paramref name="Price"/> is that of one.</param>
internal sealed record QuotientBracket(decimal From, decimal Price, decimal? Below = null, decimal[]? ByChildren = null);

/// <summary>Taux d'effort: a percentage of the quotient, never under the floor nor over the ceiling.</summary>
internal sealed record EffortRate(decimal Percent, decimal Floor, decimal Ceiling);

/// <summary>A part of what another tariff gives for the same family and day, before its sibling discount and late surcharge.</summary>
internal sealed record PercentOf(string Tariff, decimal Percent)
{
    /// <summary>The other tariff, tied when the document is read.</summary>
    [JsonIgnore]
    public Tariff? Base { get; set; }
}

/// <param name="UpTo">Minutes, included; null in the last one only.</param>
internal sealed record DurationPrice(decimal Price, int? UpTo = null);

/// <param name="UpTo">Hours of the stay, included.</param>
/// <param name="Counts">Hours that are billed.</param>
/// <param name="WithoutMeal">Only a stay without meal.</param>
internal sealed record StayStep(decimal UpTo, decimal Counts, bool WithoutMeal = false);

/// <summary>Either euros more, percent more, or a price that takes the place of all (whatever the quotient and the rank).</summary>
/// <param name="NonResident">With <paramref name="Price"/>: that of households from elsewhere.</param>
/// <param name="First">Only the first n of a child's month cost more; null for all.</param>
internal sealed record PriceCondition(decimal? Amount = null, decimal? Percent = null, decimal? Price = null, decimal? NonResident = null, int? First = null);

internal sealed record CategoryPrice(string Category, decimal Price);

/// <param name="Among">Who is counted.</param>
/// <param name="From">Children needed for any discount: 3 when two children give none.</param>
/// <param name="Everyone">The discount of the number of children holds for each of them, the eldest too.</param>
internal sealed record Siblings(SiblingsAmong Among = SiblingsAmong.Household, int From = 2, bool Everyone = false);

internal enum SiblingsAmong
{
    Household,
    /// <summary>Children of the household enrolled in a unit of the tariff.</summary>
    Enrolled,
    /// <summary>Children of the household with a charged day of the tariff on that very day.</summary>
    Present,
}

/// <param name="From">The first day of the month that costs less: 11 after ten days.</param>
internal sealed record VolumeDiscount(int From, decimal Percent);

/// <param name="Dates">Those days, or…</param>
/// <param name="Weekdays">…each of these.</param>
internal sealed record DaySupplement(string Label, decimal Amount, DateOnly[]? Dates = null, DayOfWeek[]? Weekdays = null)
{
    public bool Covers(DateOnly day) => Array.IndexOf(Dates ?? [], day) >= 0 || Array.IndexOf(Weekdays ?? [], day.DayOfWeek) >= 0;
}

/// <summary>What a late pick-up costs (§3.6, §3.9): 5 € each time, 15 € from the third time of the month on, or 2 € for each 15 minutes begun.</summary>
/// <param name="From">The first time that costs: 1 for each one, 3 when the first two of the period are free.</param>
/// <param name="Within">The period over which they are counted.</param>
/// <param name="Per">One fee an evening for each child, or for the household.</param>
/// <param name="EveryMinutes">The amount is for each of so many minutes begun; null for the evening.</param>
internal sealed record LatePickUpFee(decimal Amount, int From = 1, FeePeriod Within = FeePeriod.Month, FeePer Per = FeePer.Child, int? EveryMinutes = null);

internal enum FeePeriod
{
    Month,
    /// <summary>From 1 September to 31 August.</summary>
    SchoolYear,
    /// <summary>From 1 January to 31 December.</summary>
    Year,
    Day,
}

internal enum FeePer
{
    Child,
    Family,
}

/// <param name="BilledIn">Months (1…12) over which the price of the year is shared equally; null: all of it with the first month.</param>
/// <param name="Proration">What a month begun or left on its way costs.</param>
internal sealed record Package(int[]? BilledIn = null, Proration Proration = Proration.None);

internal enum Proration
{
    /// <summary>A month begun is due.</summary>
    None,
    /// <summary>By calendar days.</summary>
    Days,
    /// <summary>Half for a child that comes after the 15th or leaves before the 16th.</summary>
    HalfMonth,
}

/// <summary>Hours of the week over <paramref name="Weeks"/> weeks (leave taken off), in equal months: 32 h × 47 ÷ 12.</summary>
/// <param name="RateOn">Which day's quotient makes the rate.</param>
internal sealed record HoursContract(int Weeks, int Months = 12, RateDay RateOn = RateDay.January);

internal enum RateDay
{
    /// <summary>1 January, or the first day of a contract that began after.</summary>
    January,
    /// <summary>The first day of each month.</summary>
    Month,
}

internal sealed record RegistrationFee(decimal Amount, FeePer Per = FeePer.Child, FeePeriod Within = FeePeriod.SchoolYear);

/// <param name="Within">Day or month.</param>
internal sealed record Cap(decimal Amount, FeePer Per = FeePer.Child, FeePeriod Within = FeePeriod.Month);

/// <param name="Amount">Euros, at most the line's amount; or…</param>
/// <param name="Percent">…a part of it, rounded half up.</param>
internal sealed record FoodPart(decimal? Amount = null, decimal? Percent = null, string? Account = null, string? ProductCode = null)
{
    /// <summary>Cents of food in a line of <paramref name="cents"/>; care is the rest. A credit gives back the parts that were charged.</summary>
    public long Of(long cents) => cents < 0 ? -Of(-cents) : Percent is { } percent
        ? (long)Math.Round(cents * percent / 100, 0, MidpointRounding.AwayFromZero)
        : Math.Min(cents, (long)Math.Round((Amount ?? 0) * 100, 0, MidpointRounding.AwayFromZero));
}
