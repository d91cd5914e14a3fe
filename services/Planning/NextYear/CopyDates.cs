using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Planning.Calendars;
using Preau.Planning.Settings;

namespace Preau.Planning.NextYear;

/// <summary>Writes the next year's closures and dated limits into a document; the rest of it stays to the letter.</summary>
internal static class CopyDates
{
    public static List<CopiedClosure> Closures(PlanningDocument rules, JsonNode document, ShiftDates shift, SchoolYear old)
    {
        var copied = new List<CopiedClosure>();
        foreach (var closure in rules.Closures.Where(c => c.First >= old.First && c.First <= old.Last))
        {
            var (first, last, how) = shift.Shift(closure.First, closure.Last);
            // Already there: the same closure in the next year, whatever its days, was set by hand or by an earlier copy.
            if (rules.Closures.Any(c => c.Label == closure.Label && c.Scope == closure.Scope && c.Target == closure.Target && c.First > old.Last && c.First <= last.AddDays(90)))
            {
                continue;
            }

            var source = document["closures"]!.AsArray().OfType<JsonObject>()
                .First(c => (string?)c["label"] == closure.Label && (string?)c["first"] == Iso(closure.First) && (string?)c["target"] == closure.Target);
            var node = source.DeepClone();
            (node["first"], node["last"]) = (Iso(first), Iso(last));
            document["closures"]!.AsArray().Add(node);
            copied.Add(new CopiedClosure(closure.Label, closure.First, closure.Last, first, last, how));
        }

        return copied;
    }

    /// <summary>A rule set whose last version names a date of the old year gets a version for the next; all other rules hold on by themselves.</summary>
    public static void FixedLimits(JsonNode document, ShiftDates shift, SchoolYear old, SchoolYear next)
    {
        foreach (var (_, versions) in document["rules"]!.AsObject())
        {
            var list = versions!.AsArray();
            var last = list.OfType<JsonObject>().OrderBy(v => (string?)v["validFrom"], StringComparer.Ordinal).Last();
            if (string.CompareOrdinal((string?)last["validFrom"], Iso(next.First)) >= 0)
            {
                continue;
            }

            var copy = last.DeepClone().AsObject();
            if (ShiftWithin(copy, shift, old))
            {
                copy["validFrom"] = Iso(next.First);
                list.Add(copy);
            }
        }
    }

    // Any date of the old year within a version: fixed limits, opening days, periods.
    private static bool ShiftWithin(JsonNode? node, ShiftDates shift, SchoolYear old)
    {
        var any = false;
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (name != "validFrom" && value is JsonValue text && text.TryGetValue<string>(out var written) && written.Length >= 10
                    && DateOnly.TryParseExact(written[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= old.First.AddMonths(-4) && day <= old.Last)
                {
                    members[name] = Iso(shift.Shift(day, day).First) + written[10..];
                    any = true;
                }
                else
                {
                    any |= ShiftWithin(value, shift, old);
                }
            }
        }
        else if (node is JsonArray elements)
        {
            foreach (var element in elements)
            {
                any |= ShiftWithin(element, shift, old);
            }
        }

        return any;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
