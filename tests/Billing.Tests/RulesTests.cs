using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Tests;

/// <summary>What a commune's document may not say, one error at a time in the Biviers file.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData("tariffs[0].versions[0].brackets[1].from", "502", "tariffs[0].versions[0].brackets[1].from", "Trou")]
    [InlineData("tariffs[0].versions[0].brackets[1].from", "500.5", "tariffs[0].versions[0].brackets[1].from", "Chevauchement")]
    [InlineData("tariffs[0].versions[0].brackets[0].from", "1", "tariffs[0].versions[0].brackets[0].from", "Trou")]
    [InlineData("tariffs[0].versions[0].brackets[0].below", "null", "tariffs[0].versions[0].brackets[0].below", "")]
    [InlineData("tariffs[0].versions[0].brackets[4].below", "9999", "tariffs[0].versions[0].brackets[4].below", "La dernière tranche")]
    [InlineData("tariffs[0].versions[0].brackets", "[]", "tariffs[0].versions[0].brackets", "")]
    [InlineData("tariffs[0].versions[0].brackets[2].price", "-1", "tariffs[0].versions[0].brackets[2].price", "")]
    [InlineData("tariffs[0].versions[0].brackets[2].price", "\"4,70\"", "tariffs[0].versions[0].brackets[2].price", "")]
    [InlineData("tariffs[0].versions[0].brackets[2].price", "0.00001", "tariffs[0].versions[0].brackets[2].price", "")]
    [InlineData("tariffs[0].versions[0].until", "\"2026-08-31\"", "tariffs[0].versions[0].until", "")]
    [InlineData("tariffs[0].versions[0].flat", "3.80", "tariffs[0].versions[0]", "Un prix et un seul")]
    [InlineData("tariffs[0].cashOffice", "\"nulle-part\"", "tariffs[0].cashOffice", "Régie inconnue")]
    [InlineData("tariffs[0].units[0]", "\"garderie-matin\"", "tariffs[1].units[0]", "")]
    [InlineData("tariffs[0].units[0]", "null", "tariffs[0].units[0]", "")]
    [InlineData("tariffs[1].key", "\"repas\"", "tariffs[1].key", "Deux tarifs")]
    [InlineData("tariffs[3].versions[0].percentOf.tariff", "\"alsh-demi-journee\"", "tariffs[3].versions[0].percentOf.tariff", "")]
    [InlineData("tariffs[3].versions[0].from", "\"2026-08-01\"", "tariffs[3].versions[0].percentOf.tariff", "n’est pas en vigueur")]
    [InlineData("tariffs[3].versions[0].siblingDiscounts[1]", "120", "tariffs[3].versions[0].siblingDiscounts[1]", "")]
    [InlineData("tariffs[0].versions[0].per", "\"quarterHour\"", "tariffs[0].versions[0].plannedQuarters", "")]
    [InlineData("tariffs[2].versions[0].packedLunch", "4", "tariffs[3].versions[0].percentOf.tariff", "panier-repas")]
    [InlineData("tariffs[0].versions[0].late", "{\"amount\":1,\"percent\":5}", "tariffs[0].versions[0].late", "Soit amount")]
    [InlineData("tariffs[0].versions[0].unbooked", "{\"percent\":50,\"nonResident\":5}", "tariffs[0].versions[0].unbooked.nonResident", "va avec un prix")]
    [InlineData("tariffs[0].versions[0].unbookedPercent", "1001", "tariffs[0].versions[0].unbookedPercent", "")]
    [InlineData("tariffs[0].versions[0].nonResidentAmount", "3", "tariffs[0].versions[0].nonResidentAmount", "Hors commune")]
    [InlineData("tariffs[0].versions[0].graceMinutes", "5", "tariffs[0].versions[0].graceMinutes", "unité de temps")]
    [InlineData("tariffs[0].versions[0].per", "\"halfHour\"", "tariffs[0].versions[0].plannedUnits", "De 1 à 96")]
    [InlineData("tariffs[0].versions[0].package", "{}", "tariffs[0].versions[0].package", "per = month ou year")]
    [InlineData("tariffs[0].versions[0].contract", "{\"weeks\":47}", "tariffs[0].versions[0].contract", "per = hour")]
    [InlineData("tariffs[0].versions[0].cap", "{\"amount\":1,\"within\":\"schoolYear\"}", "tariffs[0].versions[0].cap.within", "jour")]
    [InlineData("tariffs[0].versions[0].registrationFee", "{\"amount\":1,\"within\":\"day\"}", "tariffs[0].versions[0].registrationFee.within", "année")]
    [InlineData("tariffs[0].versions[0].food", "{}", "tariffs[0].versions[0].food", "Soit amount")]
    [InlineData("tariffs[0].versions[0].account", "\"70 67\"", "tariffs[0].versions[0].account", "")]
    [InlineData("tariffs[0].versions[0].decision", "{\"number\":\"2026-41\",\"url\":\"http://commune.example\"}", "tariffs[0].versions[0].decision.url",
        "https")]
    [InlineData("tariffs[0].versions[0].decision", "\" \"", "tariffs[0].versions[0].decision", "numéro")]
    [InlineData("tariffs[0].versions[0].steps", "[{\"upTo\":4,\"counts\":4}]", "tariffs[0].versions[0].steps", "unité de temps")]
    [InlineData("tariffs[0].versions[0].daySupplements", "[{\"label\":\"Sortie\",\"amount\":2}]", "tariffs[0].versions[0].daySupplements[0]", "dates")]
    [InlineData("tariffs[0].versions[0].volumeDiscounts", "[{\"from\":1,\"percent\":2}]", "tariffs[0].versions[0].volumeDiscounts[0].from", "")]
    [InlineData("tariffs[0].versions[0].brackets[0].byChildren", "[]", "tariffs[0].versions[0].brackets[0].byChildren", "Un prix au moins")]
    [InlineData("tariffs[0].versions[0].categories", "[{\"category\":\" \",\"price\":2}]", "tariffs[0].versions[0].categories[0].category", "")]
    [InlineData("cashOffices[0].mode", "\"title\"", "cashOffices[0].showBalance", "")]
    [InlineData("cashOffices[0].due.days", "30", "cashOffices[0].due", "")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "timeZone", "Fuseau")]
    public void An_error_is_named_by_its_path(string path, string now, string errorPath, string says)
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        Assert.Empty(Errors(document));
        var (parent, last) = Find(document, path);
        if (last is int i)
        {
            parent[i] = JsonNode.Parse(now);
        }
        else
        {
            parent[(string)last] = JsonNode.Parse(now);
        }

        Assert.Contains(Errors(document), e => e.Path == errorPath && e.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        document["timeZone"] = "Mars/Olympus";
        document["tariffs"]![0]!["cashOffice"] = "nulle-part";

        Assert.Equal(["timeZone", "tariffs[0].cashOffice"], Errors(document).Select(e => e.Path));
    }

    [Fact]
    public async Task The_schema_and_the_service_agree_on_a_tariff_with_everything()
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        var versions = document["tariffs"]![1]!["versions"]!.AsArray();
        versions[0]!["until"] = "2026-12-31";
        string[] written =
        [
            """{"from":"2027-01-01","until":"2027-01-31","flat":1,"per":"halfHour","plannedUnits":4,"graceMinutes":5,"leastUnits":1,"mostUnits":4,"rounding":"nearest","nonResidentAmount":2}""",
            """{"from":"2027-02-01","until":"2027-02-28","flat":1,"per":"hour","contract":{"weeks":47,"months":12,"rateOn":"month"},"steps":[{"upTo":4,"counts":4,"withoutMeal":true}]}""",
            """{"from":"2027-03-01","until":"2027-03-31","flat":90,"per":"year","package":{"billedIn":[9,10],"proration":"days"},"registrationFee":{"amount":2,"per":"family","within":"year"}}""",
            """
            {"from":"2027-04-01","until":"2027-04-30","brackets":[{"from":0,"price":3,"byChildren":[2.5]}],"siblingDiscounts":[10],"siblings":{"among":"present","from":3,"everyone":true},
             "categories":[{"category":"adulte","price":5.86}],"volumeDiscounts":[{"from":11,"percent":5}],"daySupplements":[{"label":"Sortie","amount":2,"dates":["2027-04-08"],"weekdays":["wednesday"]}],
             "late":{"percent":25,"first":2},"unbooked":{"price":10,"nonResident":12},"occasional":{"amount":1},"unexcused":{"percent":10},"cap":{"amount":100,"per":"family","within":"day"},
             "food":{"percent":40,"account":"7066","productCode":"AB1"},"account":"7067","productCode":"X2","taxCredit":true,"decision":{"number":"2026-41","date":"2026-06-23","url":"https://commune.example/41"},
             "latePickUp":{"amount":2,"everyMinutes":15}}
            """,
            """{"from":"2027-05-01","until":"2027-05-31","byChildren":[59,57,55],"per":"month","unbookedPercent":0}""",
            """{"from":"2027-06-01","durations":[{"upTo":60,"price":1},{"price":2}],"unbookedPercent":100}""",
        ];
        foreach (var version in written)
        {
            versions.Add(JsonNode.Parse(version));
        }

        (document["quotientDate"], document["retroactiveQuotient"], document["tariffs"]![1]!["public"]) = ("nextMonth", false, true);
        versions[5]!.AsObject().Remove("unbookedPercent");
        Assert.Empty(Errors(document));

        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Path.Combine(Communes.Deploy, "tenants", "schema.json"), TestContext.Current.CancellationToken);
        var file = new JsonObject
        {
            ["tenant"] = JsonNode.Parse(File.ReadAllText(Path.Combine(Communes.Deploy, "tenants", "biviers.json")))!["tenant"]!.DeepClone(),
            ["billing"] = document.DeepClone()
        };
        Assert.Empty(schema.Validate(file.ToJsonString()).Select(e => e.ToString()));
    }

    [Fact]
    public void A_decision_is_read_and_written_as_it_was()
    {
        foreach (var written in new[] { "\"Délibération du 9 avril\"", """{"number":"2026-41"}""",
            """{"number":"2026-41","date":"2026-06-23","url":"https://commune.example"}""" })
        {
            var decision = System.Text.Json.JsonSerializer.Deserialize<CouncilDecision>(written, BillingRules.Json);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(written), System.Text.Json.JsonSerializer.SerializeToNode(decision, BillingRules.Json)), written);
        }

        var june = new CouncilDecision { Number = "2026-41", Date = new DateOnly(2026, 6, 23) };
        Assert.Equal("Délibération n° 2026-41 du 23 juin 2026", june.Words.Replace('\u00A0', ' '));
    }

    private static IReadOnlyList<RuleError> Errors(JsonNode document)
    {
        try
        {
            BillingRules.Parse(document.ToJsonString());
            return [];
        }
        catch (RulesException e)
        {
            return e.Errors;
        }
    }

    private static (JsonNode Parent, object Last) Find(JsonNode node, string path)
    {
        object[] parts = [.. path.Replace("[", ".[", StringComparison.Ordinal).Split('.')
            .Select(p => p[0] == '[' ? (object)int.Parse(p.Trim('[', ']'), CultureInfo.InvariantCulture) : p)];
        foreach (var part in parts[..^1])
        {
            node = part is int i ? node[i]! : node[(string)part]!;
        }

        return (node, parts[^1]);
    }
}
