
namespace Preau.Family.Quotients;

/// <summary>When quotients are fetched, and from when on they count. The token is the installation's, never in the commune's file.</summary>
internal static class QuotientApi
{
    extension(QuotientApiRules rules)
    {
        public DateOnly StartFor(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(rules.From == QuotientApiRules.NextMonth ? 1 : 0);

        public DateOnly? EndFor(DateOnly start) => rules.Months is { } months ? start.AddMonths(months).AddDays(-1) : null;

        /// <summary>The day of next month.</summary>
        public DateOnly NextAfter(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(rules.Day - 1);
    }
}
