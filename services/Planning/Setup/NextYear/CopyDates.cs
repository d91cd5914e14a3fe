using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Setup.NextYear;

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
            if (rules.Closures.Any(c =>
                c.Label == closure.Label && c.Scope == closure.Scope && c.Target == closure.Target && c.First > old.Last && c.First <= last.AddDays(90)))
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
            copy.Remove("periods");
            if (ShiftWithin(copy, shift, old))
            {
                copy["validFrom"] = Iso(next.First);
                list.Add(copy);
            }
        }
    }

    /// <summary>Booking periods of the old year again, each with its opening, closing and wish moments at the same distance.</summary>
    public static void Periods(JsonNode document, ShiftDates shift, SchoolYear old)
    {
        var holders = document["rules"]!.AsObject().SelectMany(r => r.Value!.AsArray()).OfType<JsonObject>()
            .Concat(document["facilities"]!.AsArray().OfType<JsonObject>().SelectMany(f => f["services"]!.AsArray()).OfType<JsonObject>());
        foreach (var holder in holders.ToList())
        {
            var periods = holder["periods"] as JsonArray ?? [];
            foreach (var period in periods.OfType<JsonObject>().Where(p => Day(p["first"]) is { } first && first >= old.First && first <= old.Last).ToList())
            {
                var (first, last, _) = shift.Shift(Day(period["first"])!.Value, Day(period["last"])!.Value);
                if (periods.OfType<JsonObject>()
                    .Any(p => p != period && Day(p["first"]) is { } day && day > old.Last && (string?)p["label"] == NewLabel(period)))
                {
                    continue;
                }

                var copy = period.DeepClone().AsObject();
                Move(copy, first.DayNumber - Day(period["first"])!.Value.DayNumber);
                (copy["key"], copy["label"], copy["last"]) = ($"{period["key"]}-{first.Year.ToString(CultureInfo.InvariantCulture)}", NewLabel(period),
                    Iso(last));
                periods.Add(copy);
            }
        }
    }

    // « Vacances d’hiver 2027 » becomes « Vacances d’hiver 2028 ».
    private static string NewLabel(JsonObject period)
    {
        var (label, year) = ((string?)period["label"] ?? "", Day(period["first"])!.Value.Year);
        var (from, to) = (year.ToString(CultureInfo.InvariantCulture), (year + 1).ToString(CultureInfo.InvariantCulture));
        return label.Replace(from, to, StringComparison.Ordinal);
    }

    private static void Move(JsonNode? node, int days)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (Day(value) is { } day)
                    {
                        members[name] = Iso(day.AddDays(days)) + ((string)value!)[10..];
                    }
                    else
                    {
                        Move(value, days);
                    }
                }

                break;
            case JsonArray elements:
                foreach (var element in elements)
                {
                    Move(element, days);
                }

                break;
        }
    }

    private static DateOnly? Day(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length >= 10
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // Any date of the old year within a version: fixed limits, opening days. Periods have their own way.
    private static bool ShiftWithin(JsonNode? node, ShiftDates shift, SchoolYear old)
    {
        var any = false;
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (name is "validFrom" or "periods")
                {
                    continue;
                }

                if (Day(value) is { } day && day >= old.First.AddMonths(-4) && day <= old.Last)
                {
                    members[name] = Iso(shift.Shift(day, day).First) + ((string)value!)[10..];
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
