using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Simulation;

/// <summary>
/// The versions of a tariff with all they say, for who sets it up: in force, decided, proposed or past, by one function. Pure; a part of another tariff is
/// worked out by the rule that bills.
/// </summary>
internal static class TariffInFull
{
    public static IEnumerable<WholePrice> Of(Tariff tariff, DateOnly today, Func<string, string?> name)
    {
        var current = tariff.On(today);
        var others = tariff.Versions.Where(v => v != current).ToLookup(v => v.From > today);
        return [
            .. current is null ? [] : new[] { Whole("current", current) },
            .. others[true].OrderBy(v => v.From).Select(v => Whole("coming", v)),
            .. tariff.Draft is { } draft ? new[] { Whole("draft", draft) } : [],
            .. others[false].OrderByDescending(v => v.From).Select(v => Whole("past", v)),
        ];

        WholePrice Whole(string state, TariffVersion version) => new(
            state, TariffGrid.Sheet(tariff, version, name), Table(tariff, version, today),
            [.. TariffWords.Conditions(version).Select(Fact), .. Terms(version)], [.. Accounts(version)]);
    }

    internal static TariffTable Table(Tariff tariff, TariffVersion version, DateOnly today)
    {
        string[] price = ["Prix" + TariffWords.Per(version)];
        // A part of another tariff, on a day of its own.
        var day = version.From > today ? version.From : version.Until < today ? version.Until.Value : today;
        return version switch
        {
            { Brackets: { } brackets } => ByQuotient(brackets, price),
            { PercentOf.Base: { } other } when other.On(day)?.Brackets is { } brackets => new TariffTable("Quotient", price,
                [.. brackets.Select(b => new PriceLine(Figures.Bracket(b), [French.Price(TariffGrid.At((tariff, version), day, b.From, resident: true))]))]),
            { ByChildren: { } prices } => new TariffTable("Enfants comptés", price,
                [.. prices.Select((p, i) => new PriceLine(Children(i, prices.Length), [French.Price(p)]))]),
            { Durations: { } stays } => new TariffTable("Durée de présence", price, [.. stays.Select((d, i) => new PriceLine(
                d.UpTo is { } end ? "jusqu’à " + French.Duration(end) : i == 0 ? "toute durée" : "au-delà", [French.Price(d.Price)]))]),
            { Effort: { } effort } => new TariffTable("Quotient", price,
                [new("jamais moins de", [French.Price(effort.Floor)]), new("selon le quotient", [French.Percent(effort.Percent) + " du quotient"]),
                    new("jamais plus de, et sans quotient", [French.Price(effort.Ceiling)])]),
            _ => new TariffTable("Quotient", price, [new("quel que soit le quotient", [TariffWords.Price(version)])]),
        };
    }

    private static TariffTable ByQuotient(QuotientBracket[] brackets, string[] price)
    {
        var most = brackets.Max(b => b.ByChildren?.Length ?? 0);
        string[] columns = most == 0 ? price : [.. Enumerable.Range(0, most + 1).Select(i => Children(i, most + 1))];
        return new TariffTable("Quotient", columns, [.. brackets.Select(b => new PriceLine(
            Figures.Bracket(b), [French.Price(b.Price), .. Enumerable.Range(0, most).Select(i => French.Price(More(b, i)))]))]);

        // The last price is also that of more children.
        static decimal More(QuotientBracket bracket, int index) =>
            bracket.ByChildren is { Length: > 0 } more ? more[Math.Min(index, more.Length - 1)] : bracket.Price;
    }

    private static string Children(int index, int count) => TariffWords.Children(index + 1, index == count - 1 && index > 0);

    // « Hors commune : 7,20 €. » says what it is about before its colon.
    private static PriceFact Fact(string sentence) =>
        sentence.IndexOf(" : ", StringComparison.Ordinal) is > 0 and var colon ? new(sentence[..colon], sentence[(colon + 3)..].TrimEnd('.'))
        : new(sentence.StartsWith('−') ? "Réduction" : "Calcul", sentence.TrimEnd('.'));

    private static IEnumerable<PriceFact> Terms(TariffVersion version)
    {
        if (version.LeastUnits is { } least)
        {
            yield return new("Au moins", French.Count(least, "unité") + " par jour");
        }

        if (version.Planned is { } planned)
        {
            yield return new("Sans pointage", French.Count(planned, "unité"));
        }

        if (version.Contract is { } contract)
        {
            yield return new("Contrat", $"{French.Count(contract.Weeks, "semaine")} par an en {French.Count(contract.Months, "mensualité")}, "
                + (contract.RateOn == RateDay.January ? "quotient au 1er janvier" : "quotient au 1er de chaque mois"));
        }

        if (version.Per is PricePer.Month or PricePer.Year)
        {
            yield return new("Mois commencé ou quitté en route",
                version.Package?.Proration switch { Proration.Days => "au prorata des jours", Proration.HalfMonth => "par demi-mois", _ => "dû en entier" });
        }

        if (version.Per == PricePer.Year)
        {
            yield return new("Facturé", version.Package?.BilledIn is { Length: > 0 } months
                ? "en " + French.List([.. months.Select(French.MonthName)]) : "au premier mois");
        }
    }

    private static IEnumerable<PriceFact> Accounts(TariffVersion version)
    {
        if (version.Food is { } food)
        {
            var part = food.Percent is { } percent ? French.Percent(percent) + " du prix" : French.Price(food.Amount ?? 0);
            yield return new("Part alimentaire", part + Where(food.Account, food.ProductCode));
        }

        if (Where(version.Account, version.ProductCode) is { Length: > 0 } where)
        {
            yield return new(version.Food is null ? "Imputation" : "Imputation de la garde", where[2..]);
        }

        if (version.TaxCredit)
        {
            yield return new("Crédit d’impôt", "la part de garde compte, pour les moins de 6 ans");
        }
    }

    private static string Where(string? account, string? product) =>
        (account is { Length: > 0 } ? $", compte {account}" : "") + (product is { Length: > 0 } ? $", code produit {product}" : "");
}
