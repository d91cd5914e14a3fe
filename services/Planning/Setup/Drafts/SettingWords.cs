namespace Preau.Planning.Setup.Drafts;

/// <summary>What agents call elements and values of a document; what its members are called is said at their records.</summary>
internal static class SettingWords
{
    private static readonly Dictionary<string, string> Singular = new(StringComparer.Ordinal)
    {
        ["facilities"] = "accueil",
        ["services"] = "service",
        ["units"] = "prestation",
        ["pools"] = "places",
        ["closures"] = "fermeture",
        ["absenceReasons"] = "motif d’absence",
        ["versions"] = "version",
        ["years"] = "année scolaire",
        ["holidays"] = "vacances",
        ["periods"] = "période",
        ["movedDates"] = "date déplacée",
        ["noClassDays"] = "jour sans classe",
        ["noClass"] = "jour sans classe",
        ["pieces"] = "pièce demandée",
        ["criteria"] = "critère",
        ["opens"] = "ouverture",
    };

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["monday"] = "lundi",
        ["tuesday"] = "mardi",
        ["wednesday"] = "mercredi",
        ["thursday"] = "jeudi",
        ["friday"] = "vendredi",
        ["saturday"] = "samedi",
        ["sunday"] = "dimanche",
        ["automatic"] = "réponse immédiate",
        ["manual"] = "un agent décide",
        ["refuse"] = "refuser",
        ["toAgent"] = "un agent décide",
        ["surcharge"] = "accepter avec un supplément",
        ["allow"] = "accepter",
        ["excused"] = "non facturée",
        ["billed"] = "facturée",
        ["facility"] = "un accueil",
        ["service"] = "un service",
        ["school"] = "une école",
        ["municipality"] = "la commune",
        ["presence"] = "présent ou absent",
        ["times"] = "l’heure d’arrivée et de départ",
        ["started"] = "toute unité commencée est due",
        ["nearest"] = "à l’unité la plus proche",
        ["lottery"] = "tirage au sort",
        ["waitingList"] = "liste d’attente",
        ["criteria"] = "selon des critères",
        ["calendar"] = "tous les jours",
        ["absence"] = "le premier jour de l’absence",
        ["notice"] = "le jour où la famille prévient",
        ["both-parents-working"] = "les deux parents travaillent",
        ["single-parent"] = "parent seul",
        ["social-referral"] = "orientation sociale",
        ["agent"] = "agent de la commune",
    };

    // The same word means something else there.
    private static readonly Dictionary<(string Name, string Value), string> ValuesOf = new()
    {
        [("unit", "service")] = "les jours réservés",
        [("tie", "time")] = "le souhait le plus ancien",
        [("order", "time")] = "dans l’ordre des demandes",
    };

    private static readonly HashSet<string> Feminine = new(StringComparer.Ordinal) { "units", "pools", "closures", "versions", "years", "holidays", "periods",
        "movedDates", "pieces", "opens" };

    public static string One(string name) => Singular.GetValueOrDefault(name, name);

    public static string New(string name) => name is "pools" or "holidays" ? "nouvelles" : Feminine.Contains(name) ? "nouvelle" : "nouveau";

    public static string Value(string name, string value) =>
        ValuesOf.TryGetValue((name, value), out var own) ? own : Values.TryGetValue(value, out var word) ? word : $"« {value} »";
}
