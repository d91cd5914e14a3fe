using Preau.Platform;

namespace Preau.Family.Quotients;

/// <summary>The commune fetches quotients by itself, of who agreed: API Particulier v3 (domain §5.2, facts §10). Its token is the installation's, never in the commune's file.</summary>
/// <param name="Siret">Who asks, as its habilitation says: "recipient".</param>
/// <param name="Day">Of the month, on which each household is asked.</param>
/// <param name="From">"nextMonth": a new quotient counts from the first of the month after it came; "thisMonth": from the first of that month.</param>
/// <param name="Months">How long one counts when no newer comes; null: until the next.</param>
internal sealed record QuotientApiRules(string Siret, int Day = 5, string From = QuotientApiRules.NextMonth, int? Months = null)
{
    public const string NextMonth = "nextMonth";
    public const string ThisMonth = "thisMonth";

    public DateOnly StartFor(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(From == NextMonth ? 1 : 0);

    public DateOnly? EndFor(DateOnly start) => Months is { } months ? start.AddMonths(months).AddDays(-1) : null;

    /// <summary>The day of next month.</summary>
    public DateOnly NextAfter(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(Day - 1);

    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static void Check(QuotientApiRules? rules, string section)
    {
        var problem = rules is null ? null
            : rules.Siret is not { Length: 14 } || !rules.Siret.All(char.IsAsciiDigit) ? "siret: 14 digits"
            : rules.Day is < 1 or > 28 ? "day: 1 to 28"
            : rules.From is not (NextMonth or ThisMonth) ? "from: \"nextMonth\" or \"thisMonth\""
            : rules.Months is < 1 or > 24 ? "months: 1 to 24" : null;
        if (problem is not null)
        {
            throw new TenantFileException($"{section}.quotientApi.{problem}.");
        }
    }
}
