using Preau.Billing.Simulation;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;

namespace Preau.Billing.Quotients;

/// <summary>What a change of quotient does to a household's prices, in words. Pure.</summary>
/// <param name="Subject">"Votre quotient change au 1er février : repas 3,60 € au lieu de 4,70 €".</param>
internal sealed record QuotientNotice(string Subject, string Text)
{
    /// <param name="on">A day on which the quotient that makes the price is another than the day before.</param>
    /// <param name="used">Tariffs of each child.</param>
    /// <param name="ends">The quotient ends without another.</param>
    /// <returns>Null when no price changes.</returns>
    public static QuotientNotice? Of(FamilyFacts facts, DateOnly on, IReadOnlyList<(Guid Child, Tariff Tariff)> used, bool ends)
    {
        var (before, after) = (facts.QuotientOn(on.AddDays(-1))?.Value, facts.QuotientOn(on)?.Value);
        if (before == after)
        {
            return null;
        }

        var changes = used.Where(u => u.Tariff.On(on) is not null && facts.Of(u.Child, on, null, false) is not null).Select(u =>
        {
            var known = facts.Under(facts.Of(u.Child, on, null, false)!, u.Child, u.Tariff, u.Tariff.On(on));
            var (was, now) = (GetMyTariffs.One(u.Tariff, known with { Quotient = before }).Amount, GetMyTariffs.One(u.Tariff,
                known with { Quotient = after }).Amount);
            return (u.Tariff.Label, Child: facts.Children[u.Child].FirstName, Was: was, Now: now);
        }).Where(c => c.Was != c.Now).ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var lines = changes.GroupBy(c => c.Label).SelectMany(g => g.Select(c => (c.Was, c.Now)).Distinct().Count() == 1
            ? [$"{g.Key.ToLower(French.Culture)} {Price(g.First().Now, g.First().Was)}"]
            : g.Select(c => $"{g.Key.ToLower(French.Culture)} {Grammar.De(c.Child)} {Price(c.Now, c.Was)}"))
            .ToList();
        var day = French.Date(on);
        return ends
            ? new QuotientNotice($"Votre quotient finit le {French.Date(on.AddDays(-1))}",
                $"Votre quotient {Number(before)} n’est plus valable à partir du {day}. Sans nouveau quotient, le prix le plus haut s’applique :\n{Lines(lines)}\n"
                + "Envoyez une attestation à la mairie, ou donnez votre accord pour qu’elle demande votre quotient.")
            : new QuotientNotice($"Votre quotient change au {day} : {lines[0]}",
                $"Votre quotient passe de {Number(before)} à {Number(after)} au {day}. Vos prix changent :\n{Lines(lines)}");
    }

    private static string Lines(List<string> lines) => string.Join('\n', lines.Select(l => $"– {l}"));

    private static string Price(decimal now, decimal was) => $"{French.Price(now)} au lieu de {French.Price(was)}";

    private static string Number(decimal? quotient) => quotient is { } known ? French.Number(known) : "aucun";
}
