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
        var (facts, tariff) = (FactsOf(input["facts"] ?? new JsonObject()), TariffOf(input["tariff"]!));
        var priced = Price.Of(tariff, facts);

        Assert.True(Amount(expected["amount"]) == priced?.Amount, $"{id} {title}: {priced?.Amount} {priced?.Why.Sentence}");
        // Who pays the dearest for want of a quotient reads why, and nobody else.
        Assert.Equal(facts.Quotient is null && priced is not null && HangsOnQuotient(tariff, facts) ? Price.QuotientMissing : null, priced?.Missing);
        if (expected["label"] is { } label)
        {
            Assert.Equal((string)label!, priced!.Missing ?? "");
        }

        if (expected["food"] is { } food)
        {
            Assert.Equal(Euros(food), priced!.FoodCents / 100m);
        }

        if (expected["care"] is { } care)
        {
            Assert.Equal(Euros(care), (priced!.Cents - priced.FoodCents - priced.ExtraCents) / 100m);
        }
    }

    private static bool HangsOnQuotient(Tariff tariff, PriceFacts facts) =>
        tariff.On(facts.Date) is { } version && !(facts.PackedLunch && version.PackedLunch is not null)
        && !version.IsPackage && ByQuotient(version, facts);

    // As the rule says: whose price is fixed shows no quotient.
    private static bool ByQuotient(TariffVersion version, PriceFacts facts) => !(facts.Resident is false && version.NonResident is not null)
        && !Array.Exists(version.Categories ?? [], c => c.Category == facts.Category)
        && (version.Brackets is not null || version.Effort is not null || (version.PercentOf?.Base?.On(facts.Date) is { } whole && ByQuotient(whole, facts)));

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_version_of_the_day_makes_the_price(string id, string title)
    {
        var (input, expected) = Parts(id);
        var tariff = TariffOf([.. input["versions"]!.AsArray().Select(v => v!)]);

        var facts = FactsOf(input["facts"] ?? new JsonObject()) with { Date = Date(input["date"]!) };

        Assert.True(Amount(expected["amount"]) == Price.Of(tariff, facts)?.Amount, title);
    }

    [Theory]
    [MemberData(nameof(Quotients))]
    public void The_commune_says_from_when_a_quotient_counts(string id, string title)
    {
        var (input, expected) = Parts(id);
        var (tariff, by) = (TariffOf(input["tariff"]!), Enum.Parse<QuotientDate>((string)input["policy"]!, ignoreCase: true));
        var quotients = input["quotients"]!.AsArray()
            .Select(q => new Known.KnownQuotient { From = Date(q!["from"]!), Until = q["until"] is { } until ? Date(until) : null, Value = Euros(q["value"]!) })
            .ToList();
        var lines = input["days"]!.AsArray().Select(d => Date(d!)).Select(day =>
        {
            var quotient = Known.KnownQuotient.On(quotients, BillingRules.QuotientDay(by, day))?.Value;
            return (Date: day, Quotient: quotient, Price.Of(tariff, new PriceFacts(day, quotient, Resident: true))!.Amount);
        }).ToList();

        Assert.True(expected["lines"]!.AsArray().Select(l => (Date(l!["date"]!), Amount(l["quotient"]), Euros(l["amount"]!))).SequenceEqual(lines), title);
        Assert.Equal(Euros(expected["total"]!), lines.Sum(l => l.Amount));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_week_is_shared_over_its_days_without_losing_a_cent(string id, string title)
    {
        var (input, expected) = Parts(id);
        var days = Shares.Equal((long)(Euros(input["amount"]!) * 100), (int)input["days"]!);

        Assert.True(expected["days"]!.AsArray().Select(d => (long)(Euros(d!) * 100)).SequenceEqual(days), title);
        // A week is given back whole or not at all: no rule gives back one of its days.
        Assert.Null(expected["cancelledDayCredit"]);
    }

    [Theory]
    [MemberData(nameof(Foods))]
    public void A_price_is_parted_into_food_and_care(string id, string title)
    {
        var (input, expected) = Parts(id);
        var cents = (long)(Euros(input["amount"]!) * 100);
        var part = new FoodPart
        {
            Amount = input["foodAmount"] is { } amount ? Euros(amount) : null,
            Percent = input["foodPercent"] is { } percent ? Euros(percent) : null,
        };
        var food = part.Of(cents);

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
                if (!tariffs.Any(t => (string)t!["key"]! == (string)part["tariff"]!))
                {
                    tariffs.Add(Tariff((string)part["tariff"]!, $"other{tariffs.Count}", Numbers(MoneyCases.Version(other).DeepClone())));
                }
            }

            written.Add(Numbers(version));
        }

        tariffs.Add(Tariff("case", "unit", [.. written.Select(v => v!.DeepClone())]));
        var document = new JsonObject { ["cashOffices"] = JsonNode.Parse("""[{"key":"a","label":"A","prefix":"A","mode":"regie"}]"""), ["tariffs"] = tariffs };
        return BillingRules.Parse(document.ToJsonString());
    }

    private static JsonObject Tariff(string key, string unit, params JsonNode[] versions) =>
        new() { ["key"] = key, ["label"] = key, ["units"] = new JsonArray(unit), ["cashOffice"] = "a", ["versions"] = new JsonArray([.. versions]) };

    // "3.80" is 3.80 wherever an amount, a percentage or a quotient is meant; names and numbers of decisions stay text.
    private static JsonNode Numbers(JsonNode node, string name = "")
    {
        switch (node)
        {
            case JsonObject all:
                foreach (var (key, value) in all.Where(p => p.Value is not null && p.Key != "decision").ToList())
                {
                    all[key] = Numbers(value!.DeepClone(), key);
                }

                return all;
            case JsonArray list:
                return new JsonArray([.. list.Select(i => Numbers(i!.DeepClone(), name))]);
            default:
                return name is not ("account" or "productCode" or "label" or "category" or "tariff") && node.AsValue().TryGetValue<string>(out var text)
                    && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? JsonValue.Create(number) : node;
        }
    }

    internal static PriceFacts FactsOf(JsonNode facts)
    {
        bool Is(string name) => facts[name] is { } value && (bool)value;
        int? Number(string name) => facts[name] is { } value ? (int)value : null;
        return new PriceFacts(
            facts["date"] is { } date ? Date(date) : new DateOnly(2026, 12, 9), facts["quotient"] is { } quotient ? Euros(quotient) : null,
            facts["resident"] is not { } resident || (bool)resident,
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

    private static decimal? Amount(JsonNode? value) => value is null ? null : Euros(value);

    private static DateOnly Date(JsonNode text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static decimal Euros(JsonNode value) =>
        value.AsValue().TryGetValue<string>(out var text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : (decimal)value;
}
