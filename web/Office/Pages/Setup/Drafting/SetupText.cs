using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Preau.Office.Pages.Setup.Drafting;

/// <summary>Words and choices of the set-up pages.</summary>
internal static class SetupText
{
    public static readonly (string Key, string Name)[] Weekdays =
        [("monday", "lundi"), ("tuesday", "mardi"), ("wednesday", "mercredi"), ("thursday", "jeudi"), ("friday", "vendredi"), ("saturday", "samedi"),
            ("sunday", "dimanche")];

    public static readonly (string Key, string Name)[] Territories =
    [
        ("metropole", "Métropole"), ("alsace-moselle", "Alsace-Moselle"), ("guadeloupe", "Guadeloupe"), ("martinique", "Martinique"), ("guyane", "Guyane"),
        ("la-reunion", "La Réunion"),
        ("mayotte", "Mayotte"), ("saint-martin", "Saint-Martin"), ("saint-barthelemy", "Saint-Barthélemy"),
    ];

    public static readonly (string Key, string Name)[] TimeZones =
    [
        ("Europe/Paris", "Métropole"), ("America/Guadeloupe", "Guadeloupe"), ("America/Martinique", "Martinique"), ("America/Cayenne", "Guyane"),
        ("Indian/Reunion", "La Réunion"), ("Indian/Mayotte", "Mayotte"),
        ("America/Miquelon", "Saint-Pierre-et-Miquelon"), ("Pacific/Noumea", "Nouvelle-Calédonie"), ("Pacific/Tahiti", "Polynésie"),
        ("Pacific/Wallis", "Wallis-et-Futuna"),
    ];

    public static IEnumerable<SelectListItem> Days(bool sentence = false) =>
        Weekdays.Select(d => new SelectListItem(sentence ? d.Name : French.Sentence(d.Name), d.Key));

    public static IEnumerable<SelectListItem> Choices(params (string Key, string Name)[] choices) => choices.Select(c => new SelectListItem(c.Name, c.Key));

    /// <summary>« lundi, mardi, jeudi et vendredi d’école ; mercredis ».</summary>
    public static string Opening(JsonNode? opening)
    {
        var parts = new List<string>();
        Add("schoolDays", "école");
        if (opening.Flag("wednesdays"))
        {
            parts.Add("mercredis d’école");
        }

        Add("shortHolidays", "petites vacances");
        Add("summer", "été");
        Add("noClass", "jours sans classe");
        return parts.Count == 0 ? "Aucun jour" : French.Sentence(string.Join(" ; ", parts));

        void Add(string name, string label)
        {
            var days = opening.Texts(name);
            if (days.Length > 0)
            {
                parts.Add($"{label} : {Names(days)}");
            }
        }
    }

    public static string Names(string[] days) => days.Length == 5 && !days.Contains("saturday") && !days.Contains("sunday") ? "du lundi au vendredi"
        : French.List([.. Weekdays.Where(w => days.Contains(w.Key)).Select(w => w.Name)]);

    /// <summary>« repas, arrivée et départ notés, heures facturées ».</summary>
    public static string Unit(JsonObject unit)
    {
        var words = new List<string>();
        if (unit.Flag("meal"))
        {
            words.Add("repas");
        }

        if (unit.Text("weekOf").Length > 0)
        {
            words.Add("à la semaine");
        }

        words.Add(unit["attendance"].Text("clock") == "times" ? "arrivée et départ notés" : "présence notée");
        if (unit["attendance"]?["hours"] is not null)
        {
            words.Add("heures facturées");
        }

        return French.Sentence(string.Join(", ", words));
    }

    public static string Ages(JsonNode? ages) => ages is null ? "Tous les âges" : $"De {ages["from"]} à {ages["to"]}\u00A0ans";

    public static string Answer(string word) => word switch
    {
        "accepted" => "Accepté",
        "surcharge" => "Accepté avec supplément",
        "excused" => "Absence non facturée",
        "billed" => "Absence facturée",
        "agent" => "Confié à un agent",
        "waiting" => "Liste d’attente",
        _ => "Refusé",
    };

    public static string Tone(string word) => word switch { "accepted" or "excused" => "ok", "agent" or "surcharge" or "waiting" => "wait", _ => "bad" };

    public static string Kind(string kind) => kind switch
    {
        "school" => "école",
        "extra" => "classe ajoutée",
        "wednesday" => "mercredi",
        "short" => "petites vacances",
        "summer" => "grandes vacances",
        "noClass" => "sans classe",
        _ => "pas encore publié",
    };
}
