using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Setup.Drafts;

/// <summary>
/// What of the rules that already hold another document would change: versions of rule sets whose date has come, and booking periods that have begun, as each
/// service has them.
/// Families have decided by them, so that they are only corrected on purpose, with a reason. New services and what is to come are free.
/// </summary>
internal sealed class FindCorrections(JsonNode before, JsonNode after, DateTime now)
{
    private readonly DateOnly _today = DateOnly.FromDateTime(now);

    /// <param name="now">Local to the commune.</param>
    public static IReadOnlyList<string> Between(string before, string after, DateTimeOffset now)
    {
        var (old, next) = (JsonNode.Parse(before)!, JsonNode.Parse(after)!);
        var zone = TimeZoneInfo.FindSystemTimeZoneById((string?)old["timeZone"] ?? "Europe/Paris");
        return new FindCorrections(old, next, TimeZoneInfo.ConvertTime(now, zone).DateTime).Run();
    }

    private List<string> Run()
    {
        var found = new List<string>();
        var next = Services(after).ToDictionary(s => (string)s["key"]!);
        foreach (var service in Services(before).Where(s => next.ContainsKey((string)s["key"]!)))
        {
            var (label, other) = ((string)service["label"]!, next[(string)service["key"]!]);
            var (old, now) = (Holding(before, service), Holding(after, other));
            foreach (var from in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Where(f => !JsonNode.DeepEquals(old.GetValueOrDefault(f), now.GetValueOrDefault(f))))
            {
                var day = DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                found.Add($"{label} : règle valable depuis le {FrenchDates.DayOfMonth(day, DateOnly.MinValue)}");
            }

            var periods = Periods(after, other).ToDictionary(p => (string)p["key"]!);
            found.AddRange(Periods(before, service).Where(p => HasBegun(p) && !JsonNode.DeepEquals(p, periods.GetValueOrDefault((string)p["key"]!)))
                .Select(p => $"{label} : période « {p["label"]} », déjà commencée"));
        }

        return found;
    }

    private static IEnumerable<JsonObject> Services(JsonNode document) =>
        document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).OfType<JsonObject>();

    private static IEnumerable<JsonObject> Versions(JsonNode document, JsonObject service) =>
        document["rules"]![(string)service["rule"]!]!.AsArray().OfType<JsonObject>();

    private Dictionary<string, JsonNode> Holding(JsonNode document, JsonObject service) => Versions(document, service)
        .Where(v => string.CompareOrdinal((string)v["validFrom"]!, _today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) <= 0)
        .ToDictionary(v => (string)v["validFrom"]!, v =>
        {
            // Periods have days and moments of their own.
            var rule = v.DeepClone();
            rule.AsObject().Remove("periods");
            return rule;
        });

    private static IEnumerable<JsonObject> Periods(JsonNode document, JsonObject service) =>
        service["periods"] is JsonArray { Count: > 0 } own
            ? own.OfType<JsonObject>() : Versions(document, service).SelectMany(v => v["periods"] as JsonArray ?? []).OfType<JsonObject>();

    // Those that are over no longer decide anything.
    private bool HasBegun(JsonObject period)
    {
        var moments = (period["opens"] as JsonArray ?? []).Select(o => (string)o!["at"]!).Append((string?)period["wishes"]?["from"])
            .Append((string)period["first"]! + "T00:00").OfType<string>();
        return moments.Min(m => DateTime.Parse(m, CultureInfo.InvariantCulture)) <= now
            && DateOnly.ParseExact((string)period["last"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture) >= _today;
    }
}
