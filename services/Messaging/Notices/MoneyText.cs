using Preau.Contracts.Words;

namespace Preau.Messaging.Notices;

/// <summary>Money and months in the sentences of notices.</summary>
internal static class MoneyText
{
    /// <summary>"120,60 €".</summary>
    public static string Euros(long cents) => French.Money(cents / 100m);

    /// <summary>"de décembre 2026", "d’octobre 2026", "du 1er au 15 décembre 2026".</summary>
    public static string Of(string period) => period.StartsWith("du ", StringComparison.Ordinal) ? period : Grammar.De(period);

    /// <summary>"31 janvier 2027".</summary>
    public static string Day(DateOnly day) => French.Date(day);
}
