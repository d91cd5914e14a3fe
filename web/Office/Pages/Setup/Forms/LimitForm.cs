using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>One limit as a sentence with fields inside. It says the whole deadline language of the commune's file.</summary>
internal sealed class LimitForm
{
    /// <summary>"" in a block that is not used.</summary>
    public string? Anchor { get; set; }

    public int? Days { get; set; }

    public string? Weekday { get; set; }

    public int? Weeks { get; set; }

    public int? DayOfMonth { get; set; }

    public DateOnly? Date { get; set; }

    public TimeOnly? Time { get; set; }

    public string[] Skip { get; set; } = [];

    public string[] SkipDays { get; set; } = [];

    public string[] OnDays { get; set; } = [];

    public string? OnPeriod { get; set; }

    public DateOnly? OnFrom { get; set; }

    public DateOnly? OnUntil { get; set; }

    /// <summary>Not for all days.</summary>
    public bool IsForSome => OnDays.Length > 0 || !string.IsNullOrEmpty(OnPeriod) || OnFrom is not null || OnUntil is not null;

    public string? Late { get; set; }

    /// <summary>Seven weekdays of limits, Monday first; "" where the day has none of its own.</summary>
    public string?[] TableDay { get; set; } = [];

    public TimeOnly?[] TableTime { get; set; } = [];

    public bool IsUsed => !string.IsNullOrEmpty(Anchor);

    public static LimitForm Of(JsonNode rule)
    {
        var weekdays = SetupText.Weekdays;
        var table = weekdays.Select(d => rule.Text(d.Key).Split(' ')).ToList();
        return new LimitForm
        {
            Anchor = rule.Text("anchor"),
            Days = rule.Number("days"),
            Weekday = rule.Text("weekday"),
            Weeks = rule.Number("weeksBefore"),
            DayOfMonth = rule.Number("day"),
            Date = rule.Day("date"),
            Time = Hour(rule.Text("time")),
            Skip = [.. ((string[])["weekends", "publicHolidays", "closures", "schoolHolidays"]).Where(s => rule["skip"].Flag(s))],
            SkipDays = rule["skip"].Texts("weekdays"),
            OnDays = rule["on"].Texts("weekdays"),
            OnPeriod = rule["on"].Text("period"),
            OnFrom = rule["on"].Day("from"),
            OnUntil = rule["on"].Day("until"),
            Late = rule.Text("late") is { Length: > 0 } late ? late : "refuse",
            TableDay = [.. table.Select(t => t.Length == 2 ? t[0] : "")],
            TableTime = [.. table.Select(t => t.Length == 2 ? Hour(t[1]) : null)],
        };
    }

    /// <summary>The rule as the file writes it; what is missing or out of range is said beside the block.</summary>
    public JsonObject ToJson(ModelStateDictionary state, string prefix, bool opens = false)
    {
        var rule = new JsonObject { ["anchor"] = Anchor };
        switch (Anchor)
        {
            case "daysBefore" or "bookingPeriod":
                rule["days"] = Days is >= 0 and <= 365 and var days ? days : Wrong(0, "Days", "Indiquez un nombre de jours entre 0 et 365.");
                rule.Put("skip", Skipped());
                break;
            case "previousWeekday" or "weekdayOfWeek":
                rule["weekday"] = string.IsNullOrEmpty(Weekday) ? Wrong("monday", "Weekday", "Choisissez un jour de la semaine.") : Weekday;
                if (Anchor == "weekdayOfWeek")
                {
                    rule["weeksBefore"] = Weeks is >= 1 and <= 52 and var weeks ? weeks : Wrong(1, "Weeks", "Indiquez un nombre de semaines entre 1 et 52.");
                }

                break;
            case "dayOfPreviousMonth":
                rule["day"] = DayOfMonth is >= 1 and <= 31 and var day ? day : Wrong(1, "DayOfMonth", "Indiquez un jour du mois entre 1 et 31.");
                break;
            case "fixedDate":
                rule["date"] = Date is { } date ? date.Iso() : Wrong("2000-01-01", "Date", "Indiquez une date.");
                break;
            case "perWeekdayTable":
                FillTable(rule, state, prefix);
                break;
        }

        if (Anchor is not ("none" or "perWeekdayTable"))
        {
            rule["time"] = Time is { } time
                ? time.ToString("HH:mm", CultureInfo.InvariantCulture)
                : Wrong("12:00", "Time", "Indiquez une heure, par exemple 12:00.");
        }

        var on = new JsonObject();
        on.Put("weekdays", JsonReading.List(OnDays));
        on.Put("period", string.IsNullOrEmpty(OnPeriod) ? null : OnPeriod);
        on.Put("from", OnFrom?.Iso());
        on.Put("until", OnUntil < OnFrom ? Wrong(OnFrom!.Value.Iso(), "OnUntil", "Le dernier jour vient après le premier.") : OnUntil?.Iso());
        rule.Put("on", on);
        if (!opens && Late is { Length: > 0 } late && (late != "refuse" || Anchor != "none"))
        {
            rule["late"] = late;
        }

        return rule;

        T Wrong<T>(T instead, string field, string text)
        {
            // What could not even be read has its own sentence already.
            if (!(state.TryGetValue($"{prefix}.{field}", out var entry) && entry.Errors.Count > 0))
            {
                state.AddModelError($"{prefix}.{field}", text);
            }

            return instead;
        }
    }

    private JsonObject Skipped()
    {
        var skip = new JsonObject();
        foreach (var name in Skip)
        {
            skip[name] = true;
        }

        skip.Put("weekdays", JsonReading.List(SkipDays));
        return skip;
    }

    private void FillTable(JsonObject rule, ModelStateDictionary state, string prefix)
    {
        for (var i = 0; i < SetupText.Weekdays.Length; i++)
        {
            if (TableDay.ElementAtOrDefault(i) is { Length: > 0 } day)
            {
                if (TableTime.ElementAtOrDefault(i) is { } time)
                {
                    rule[SetupText.Weekdays[i].Key] = $"{day} {time.ToString("HH:mm", CultureInfo.InvariantCulture)}";
                }
                else
                {
                    state.AddModelError($"{prefix}.TableTime", $"Indiquez l’heure de la limite pour le {SetupText.Weekdays[i].Name}.");
                }
            }
        }

        if (rule.Count == 1)
        {
            state.AddModelError($"{prefix}.TableDay", "Remplissez au moins un jour du tableau.");
        }
    }

    private static TimeOnly? Hour(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static decimal? Amount(JsonNode? node) => node is JsonValue value && value.TryGetValue<decimal>(out var amount) ? amount : null;
}
