namespace Preau.Billing.Tariffs;

/// <summary>An office where families pay in advance: what they put in pays the days, and what is left is theirs.</summary>
/// <param name="Take">When a day is taken from the account.</param>
/// <param name="Amounts">Euros offered as buttons; any other sum can be typed.</param>
/// <param name="Least">Euros: the smallest top-up, never above 1 € (what the treasury's page accepts).</param>
/// <param name="Low">Euros: under it the family is told once; null: never.</param>
internal sealed record PrepaidRules(PrepaidTake Take = PrepaidTake.Booked, decimal[]? Amounts = null, decimal Least = 1, decimal? Low = 10)
{
    /// <summary>What the shape of a document can't say.</summary>
    public IEnumerable<(string Where, string Message)> Wrong()
    {
        if (Least is < 0.01m or > 1 || decimal.Round(Least, 2) != Least)
        {
            yield return ("least", "De 0,01 à 1 euro : un minimum plus haut n’est pas permis.");
        }

        if (Low is < 0 or > 500 || (Low is { } low && decimal.Round(low, 2) != low))
        {
            yield return ("low", "De 0 à 500 euros, deux décimales au plus.");
        }

        if ((Amounts ?? []) is { Length: > 6 } || Array.Exists(Amounts ?? [], a => a < Least || a > 1000 || decimal.Round(a, 2) != a))
        {
            yield return ("amounts", "Six sommes au plus, du minimum à 1 000 euros.");
        }
    }
}

internal enum PrepaidTake
{
    /// <summary>As soon as it is booked; given back when it is cancelled in time.</summary>
    Booked,
    /// <summary>On the day itself.</summary>
    Consumed,
}
