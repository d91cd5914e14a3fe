using System.Globalization;
using System.Text.Json;

namespace Preau.Contracts.Settings;

/// <summary>What does not go together in two sections of a commune's file.</summary>
/// <param name="Code">"late.unpriced", "late.unused", "unit.unpriced", "service.unpriced", "unit.unknown".</param>
/// <param name="Path">In the file: "billing.tariffs[2].versions[0].late".</param>
/// <param name="Text">One French sentence or two.</param>
/// <param name="Tariff">Key of the tariff in which it is mended.</param>
/// <param name="Refused">Families would read what the bill does not do: such a file is not taken.</param>
public sealed record TogetherFinding(string Code, string Path, string Text, bool Refused = false, string? Tariff = null);

/// <summary>
/// Sections "planning" and "billing" of one commune side by side: what is booked has a price, and what a rule says of money the tariff charges. Each section
/// alone can't see it. Both were checked by themselves before.
/// </summary>
public static class CheckTogether
{
    public static IReadOnlyList<TogetherFinding> Run(JsonElement planning, JsonElement billing)
    {
        var units = Units(planning);
        var tariffs = List(billing, "tariffs");
        var priced = tariffs.SelectMany(t => List(t, "units")).Select(u => u.GetString()!).ToHashSet(StringComparer.Ordinal);
        return [.. tariffs.SelectMany((t, i) => OfTariff(t, $"billing.tariffs[{i}]", units)), .. Unpriced(units, priced)];
    }

    private static IEnumerable<TogetherFinding> Unpriced(List<Bookable> units, HashSet<string> priced)
    {
        foreach (var service in units.GroupBy(u => u.ServicePath))
        {
            var without = service.Where(u => !priced.Contains(u.Key)).ToList();
            if (without.Count == service.Count())
            {
                yield return new TogetherFinding("service.unpriced", service.Key,
                    $"Le service « {without[0].Service} » n’a aucun prix : rien n’en sera facturé.");
                continue;
            }

            foreach (var unit in without)
            {
                yield return new TogetherFinding("unit.unpriced", unit.ServicePath,
                    $"« {unit.Label} » ({unit.Service}) n’a pas de tarif : ses jours n’ont pas de prix.");
            }
        }
    }

    private static IEnumerable<TogetherFinding> OfTariff(JsonElement tariff, string path, List<Bookable> units)
    {
        var label = Text(tariff, "label");
        var keys = List(tariff, "units").ConvertAll(u => u.GetString()!);
        foreach (var key in keys.Where(k => !units.Exists(u => u.Key == k)))
        {
            yield return new TogetherFinding("unit.unknown", path + ".units", $"Le tarif « {label} » vaut pour « {key} », que personne ne peut réserver.");
        }

        var own = units.FindAll(u => keys.Contains(u.Key));
        var versions = List(tariff, "versions");
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i];
            // A package is due whatever day is booked, early or late.
            if (own.Count == 0 || Text(version, "per") is "month" or "year" || version.TryGetProperty("contract", out _))
            {
                continue;
            }

            var (from, until) = (Date(version, "from"), Date(version, "until")?.AddDays(1) ?? Date(versions.ElementAtOrDefault(i + 1), "from"));
            var dearer = own.Find(u => u.Dearer.Exists(d => d.From < (until ?? DateOnly.MaxValue) && (from ?? DateOnly.MinValue) < d.Until));
            var isPriced = version.TryGetProperty("late", out var late) && late.ValueKind == JsonValueKind.Object;
            if (dearer is not null != isPriced)
            {
                yield return OfSurcharge(dearer, label, $"{path}.versions[{i}].late", from, Text(tariff, "key"));
            }
        }
    }

    private static TogetherFinding OfSurcharge(Bookable? dearer, string tariff, string path, DateOnly? from, string key) => dearer is null
        ? new TogetherFinding("late.unused", path,
            $"Le tarif « {tariff} » a un supplément pour ce qui est réservé après la limite, mais aucune règle ne l’annonce : personne ne le paiera.",
            Tariff: key)
        : new TogetherFinding("late.unpriced", path,
            $"« {dearer.Label} » ({dearer.Service}) se réserve après la limite avec un supplément (règle « {dearer.Rule} »), mais le tarif « {tariff} »"
            + $"{(from is { } day && day > DateOnly.MinValue ? $", version du {Words.French.Date(day)}," : "")} n’en dit pas le montant. "
            + "Écrivez-le dans ce tarif, à « Réservé en retard » (late), ou changez la réponse après la limite.", Refused: true, Tariff: key);

    /// <param name="Dearer">When its rule accepts what is late for more money.</param>
    private sealed record Bookable(string Key, string Label, string Service, string ServicePath, string Rule, List<(DateOnly From, DateOnly Until)> Dearer);

    private static List<Bookable> Units(JsonElement planning)
    {
        var rules = planning.ValueKind == JsonValueKind.Object && planning.TryGetProperty("rules", out var given) && given.ValueKind == JsonValueKind.Object
            ? given.EnumerateObject().ToDictionary(r => r.Name, r => Dearer(r.Value), StringComparer.Ordinal)
            : new Dictionary<string, List<(DateOnly From, DateOnly Until)>>();
        var units = new List<Bookable>();
        foreach (var (facility, i) in List(planning, "facilities").Select((f, i) => (f, i)))
        {
            foreach (var (service, j) in List(facility, "services").Select((s, j) => (s, j)))
            {
                var (path, rule) = ($"planning.facilities[{i}].services[{j}]", Text(service, "rule"));
                units.AddRange(List(service, "units").Select(u =>
                    new Bookable(Text(u, "key"), Text(u, "label"), Text(service, "label"), path, rule, rules.GetValueOrDefault(rule) ?? [])));
            }
        }

        return units;
    }

    /// <summary>The periods in which this rule asks more for what comes late.</summary>
    private static List<(DateOnly From, DateOnly Until)> Dearer(JsonElement versions)
    {
        List<JsonElement> ordered = [.. versions.EnumerateArray().OrderBy(v => Date(v, "validFrom"))];
        var periods = ordered.Select((v, i) =>
            (Json: v, From: Date(v, "validFrom") ?? DateOnly.MinValue, Next: Date(ordered.ElementAtOrDefault(i + 1), "validFrom")));
        return [.. periods.Where(p => IsDearer(p.Json)).Select(p => (p.From, p.Next ?? DateOnly.MaxValue))];
    }

    private static bool IsDearer(JsonElement version)
    {
        if (!version.TryGetProperty("deadlines", out var deadlines) || !deadlines.TryGetProperty("book", out var book))
        {
            return false;
        }

        var rules = book.ValueKind == JsonValueKind.Array ? book.EnumerateArray() : Enumerable.Repeat(book, 1);
        return rules.Any(rule => Text(rule, "late") == "surcharge");
    }

    private static List<JsonElement> List(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()] : [];

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static DateOnly? Date(JsonElement json, string name) =>
        DateOnly.TryParse(Text(json, name), CultureInfo.InvariantCulture, out var date) ? date : null;
}
