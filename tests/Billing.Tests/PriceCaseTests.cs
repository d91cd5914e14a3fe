using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Tests;

/// <summary>The worked cases of prices, read from their files.</summary>
public sealed class PriceCaseTests
{
    public static TheoryData<string, string> Prices => MoneyCases.Of("price");

    public static TheoryData<string, string> Versions => MoneyCases.Of("version");

    public static TheoryData<string, string> Quotients => MoneyCases.Of("quotientDate");

    public static TheoryData<string, string> Packages => MoneyCases.Of("package");

    public static TheoryData<string, string> Foods => MoneyCases.Of("foodSplit");

    public static TheoryData<string, string> Instalments => MoneyCases.Of("instalments");

    [Theory]
    [MemberData(nameof(Prices))]
    public void A_price_comes_to_its_cent(string id, string title)
    {
        var (input, expected) = Parts(id);
        var facts = FactsOf(input["facts"]!);
        var priced = Price.Of(TariffOf(input["tariff"]!), facts)!;

        Assert.True(Euros(expected["amount"]!) == priced.Amount, $"{id} {title}: {priced.Why.Sentence}");
        Assert.True(priced.Missing is null || (priced.Missing == Price.QuotientMissing && facts.Quotient is null), priced.Missing);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_version_of_the_day_makes_the_price(string id, string title)
    {
        var (input, expected) = Parts(id);
        var tariff = TariffOf([.. input["versions"]!.AsArray().Select(v => v!)]);

        Assert.True(Euros(expected["amount"]!) == Price.Of(tariff, new PriceFacts(Date(input["date"]!), null, Resident: true))!.Amount, title);
    }

    [Theory]
    [MemberData(nameof(Quotients))]
    public void The_commune_says_from_when_a_quotient_counts(string id, string title)
    {
        var (input, expected) = Parts(id);
        var (tariff, by) = (TariffOf(input["tariff"]!), Enum.Parse<QuotientDate>((string)input["policy"]!, ignoreCase: true));
        var quotients = input["quotients"]!.AsArray().Select(q => new Known.KnownQuotient { From = Date(q!["from"]!), Until = q["until"] is { } until ? Date(until) : null, Value = Euros(q["value"]!) }).ToList();
        var lines = input["days"]!.AsArray().Select(d => Date(d!)).Select(day =>
        {
            var quotient = quotients.Find(q => q.IsValidOn(BillingRules.QuotientDay(by, day)))?.Value;
            return (Date: day, Quotient: quotient, Price.Of(tariff, new PriceFacts(day, quotient, Resident: true))!.Amount);
        }).ToList();

        Assert.True(expected["lines"]!.AsArray().Select(l => (Date(l!["date"]!), (decimal?)Euros(l["quotient"]!), Euros(l["amount"]!))).SequenceEqual(lines), title);
        Assert.Equal(Euros(expected["total"]!), lines.Sum(l => l.Amount));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_week_is_shared_over_its_days_without_losing_a_cent(string id, string title)
    {
        var (input, expected) = Parts(id);
        var days = Shares.Equal((long)(Euros(input["amount"]!) * 100), (int)input["days"]!);

        Assert.True(expected["days"]!.AsArray().Select(d => (long)(Euros(d!) * 100)).SequenceEqual(days), title);
    }

    [Theory]
    [MemberData(nameof(Foods))]
    public void A_price_is_parted_into_food_and_care(string id, string title)
    {
        var (input, expected) = Parts(id);
        var cents = (long)(Euros(input["amount"]!) * 100);
        var food = new FoodPart(input["foodAmount"] is { } amount ? Euros(amount) : null, input["foodPercent"] is { } percent ? Euros(percent) : null).Of(cents);

        Assert.True((Euros(expected["food"]!), Euros(expected["care"]!)) == (food / 100m, (cents - food) / 100m), title);
    }

    [Theory]
    [MemberData(nameof(Instalments))]
    public void Instalments_share_whole_cents(string id, string title)
    {
        var (input, expected) = Parts(id);
        var parts = Shares.Equal((long)(Euros(input["total"]!) * 100), (int)input["parts"]!);

        Assert.True(expected.AsArray().Select(d => (long)(Euros(d!) * 100)).SequenceEqual(parts), title);
    }

    internal static Tariff TariffOf(params JsonNode[] versions) => RulesOf(versions).TariffOf("unit")!;

    internal static BillingRules RulesOf(params JsonNode[] versions)
    {
        var (written, tariffs) = (new JsonArray(), new JsonArray());
        foreach (var version in versions.Select(v => MoneyCases.Version(v).DeepClone()))
        {
            // Amounts may be written as text; a part of another tariff carries that tariff's version along.
            if (version["percentOf"] is JsonObject part && part["base"] is { } other)
            {
                part.Remove("base");
                tariffs.Add(Tariff((string)part["tariff"]!, "other", other.DeepClone()));
            }

            written.Add(Numbers(version));
        }

        tariffs.Add(Tariff("case", "unit", [.. written.Select(v => v!.DeepClone())]));
        var document = new JsonObject { ["cashOffices"] = JsonNode.Parse("""[{"key":"a","label":"A","prefix":"A","mode":"regie"}]"""), ["tariffs"] = tariffs };
        return BillingRules.Parse(document.ToJsonString());
    }

    private static JsonObject Tariff(string key, string unit, params JsonNode[] versions) =>
        new() { ["key"] = key, ["label"] = key, ["units"] = new JsonArray(unit), ["cashOffice"] = "a", ["versions"] = new JsonArray([.. versions]) };

    private static JsonNode Numbers(JsonNode version)
    {
        if (version["flat"] is JsonValue flat && flat.TryGetValue<string>(out var text))
        {
            version["flat"] = decimal.Parse(text, CultureInfo.InvariantCulture);
        }

        return version;
    }

    internal static PriceFacts FactsOf(JsonNode facts)
    {
        bool Is(string name) => facts[name] is { } value && (bool)value;
        int? Number(string name) => facts[name] is { } value ? (int)value : null;
        return new PriceFacts(
            facts["date"] is { } date ? Date(date) : new DateOnly(2026, 12, 9), facts["quotient"] is { } quotient ? Euros(quotient) : null, facts["resident"] is not { } resident || (bool)resident,
            Number("rank") ?? 1, Is("packedLunch"), Number("minutes") is { } minutes ? minutes / 60m : null, Is("late"), Number("billedPercent"))
        {
            Unbooked = Is("unbooked"),
            Occasional = Is("occasional"),
            Absent = Is("absent"),
            Meal = Is("meal"),
            Category = (string?)facts["category"],
            Children = Number("children"),
        };
    }

    private static (JsonNode Input, JsonNode Expected) Parts(string id) => (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);

    private static DateOnly Date(JsonNode text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static decimal Euros(JsonNode value) => value.AsValue().TryGetValue<string>(out var text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : (decimal)value;
}
