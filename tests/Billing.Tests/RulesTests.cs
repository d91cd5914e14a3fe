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
        object[] parts = [.. path.Replace("[", ".[", StringComparison.Ordinal).Split('.').Select(p => p[0] == '[' ? (object)int.Parse(p.Trim('[', ']'), CultureInfo.InvariantCulture) : p)];
        foreach (var part in parts[..^1])
        {
            node = part is int i ? node[i]! : node[(string)part]!;
        }

        return (node, parts[^1]);
    }
}
