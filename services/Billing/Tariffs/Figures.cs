namespace Preau.Billing.Tariffs;

/// <summary>Brackets in the sentences of a price.</summary>
internal static class Figures
{
    /// <inheritdoc cref="Bracket(decimal, decimal?)"/>
    public static string Bracket(QuotientBracket bracket) => Bracket(bracket.From, bracket.Below);

    /// <summary>"jusqu’à 500", "de 501 à 800", "à partir de 1 801": whole bounds read as grids print them.</summary>
    public static string Bracket(decimal from, decimal? below)
    {
        var top = below is { } end ? decimal.Truncate(end) == end ? $"à {French.Number(end - 1)}" : $"à moins de {French.Number(end)}" : null;
        return top is null ? from == 0 ? "tous les quotients" : $"à partir de {French.Number(from)}"
            : from == 0 ? "jusqu’" + top : $"de {French.Number(from)} {top}";
    }
}
