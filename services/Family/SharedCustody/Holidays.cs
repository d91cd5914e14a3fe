using System.Text.Json;

namespace Preau.Family.SharedCustody;

/// <summary>School holidays of the zones A, B and C, from the file that Planning ships: whole days, both included.</summary>
internal static class Holidays
{
    private static readonly Dictionary<string, IReadOnlyList<(DateOnly From, DateOnly Until)>> Zones = Load();

    /// <summary>None for a zone that has no shipped calendar: halves are then told as exceptions.</summary>
    public static IReadOnlyList<(DateOnly From, DateOnly Until)> Of(string? zone) => zone is not null && Zones.TryGetValue(zone, out var days) ? days : [];

    private static Dictionary<string, IReadOnlyList<(DateOnly, DateOnly)>> Load()
    {
        using var stream = typeof(Holidays).Assembly.GetManifestResourceStream("school-holidays.json")!;
        using var json = JsonDocument.Parse(stream);
        var years = json.RootElement.GetProperty("years").EnumerateArray().ToList();
        return new[] { "A", "B", "C" }.ToDictionary(z => z,
            z => (IReadOnlyList<(DateOnly, DateOnly)>)[.. years.SelectMany((y, i) => OfYear(y, z, i + 1 < years.Count ? years[i + 1] : null))]);
    }

    private static IEnumerable<(DateOnly, DateOnly)> OfYear(JsonElement year, string zone, JsonElement? next)
    {
        foreach (var holiday in year.GetProperty("holidays").EnumerateArray()
            .Where(h => h.GetProperty("zones").EnumerateArray().Any(z => z.GetString() == zone)))
        {
            yield return (Day(holiday, "first"), Day(holiday, "back").AddDays(-1));
        }

        // Summer lasts until the next year begins; of the last year shipped, until the end of August.
        var summer = Day(year, "summer");
        yield return (summer, next is { } following ? Day(following, "rentree").AddDays(-1) : new DateOnly(summer.Year, 8, 31));
    }

    private static DateOnly Day(JsonElement of, string name) => DateOnly.ParseExact(of.GetProperty(name).GetString()!, "yyyy-MM-dd");
}
