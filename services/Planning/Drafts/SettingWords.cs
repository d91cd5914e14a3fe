namespace Preau.Planning.Drafts;

/// <summary>What agents call the members of a document. A member without a word keeps its own name.</summary>
internal static class SettingWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["zone"] = "zone des vacances",
        ["territory"] = "territoire des jours fériés",
        ["timeZone"] = "fuseau horaire",
        ["validator"] = "qui décide",
        ["oneChangePerCell"] = "un seul changement en ligne par jour réservé",
        ["absenceDaysAfter"] = "jours après lesquels une absence ne se déclare plus",
        ["absenceReasons"] = "motifs d’absence",
        ["needsEvidence"] = "justificatif demandé",
        ["evidenceDays"] = "jours pour le justificatif",
        ["inTime"] = "effet dans les délais",
        ["help"] = "aide",
        ["closures"] = "fermetures",
        ["rules"] = "règles",
        ["deadlines"] = "délais",
        ["opens"] = "ouverture",
        ["book"] = "réserver",
        ["cancel"] = "annuler",
        ["absence"] = "absence",
        ["late"] = "après la limite",
        ["validation"] = "réponse",
        ["full"] = "quand c’est complet",
        ["facilities"] = "accueils",
        ["services"] = "services",
        ["units"] = "prestations",
        ["pools"] = "places",
        ["label"] = "nom",
        ["shortLabel"] = "nom court",
        ["key"] = "clé",
        ["capacity"] = "nombre de places",
        ["ages"] = "âges",
        ["online"] = "réservation au jour en ligne",
        ["opening"] = "ouverture",
        ["rule"] = "règle",
        ["meal"] = "repas servi",
        ["excludes"] = "ne va pas avec",
        ["requires"] = "demande aussi",
        ["schoolDays"] = "jours d’école",
        ["wednesdays"] = "mercredis",
        ["shortHolidays"] = "petites vacances",
        ["summer"] = "été",
        ["noClass"] = "jours sans classe",
        ["publicHolidays"] = "jours fériés",
        ["school"] = "calendrier scolaire",
        ["municipality"] = "commune",
        ["years"] = "années scolaires",
        ["holidays"] = "vacances",
        ["extraSchoolDays"] = "jours de classe ajoutés",
        ["noClassDays"] = "jours sans classe",
        ["movedDates"] = "dates déplacées",
        ["rentree"] = "rentrée",
        ["back"] = "reprise",
        ["first"] = "premier jour",
        ["last"] = "dernier jour",
        ["scope"] = "portée",
        ["target"] = "cible",
        ["validFrom"] = "valable à partir du",
        ["periods"] = "périodes de réservation",
        ["waitingList"] = "liste d’attente",
        ["offer"] = "proposition de place",
        ["criteria"] = "critères",
        ["enrolment"] = "inscription",
        ["needsCompleteFile"] = "dossier complet demandé pour réserver",
        ["reminders"] = "rappels",
        ["offered"] = "proposés aux familles",
        ["hoursBefore"] = "heures avant la limite",
        ["decision"] = "réponse",
        ["residentsOnly"] = "seulement pour les habitants",
        ["weekdays"] = "jours de la semaine choisis",
        ["books"] = "réserve les jours choisis",
        ["pieces"] = "pièces demandées",
        ["required"] = "obligatoire",
        ["atCounter"] = "remise au guichet possible",
        ["overCapacity"] = "exception du service au-delà des places",
    };

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
    };

    private static readonly HashSet<string> Feminine = new(StringComparer.Ordinal) { "units", "pools", "closures", "versions", "years", "holidays", "periods", "movedDates", "pieces" };

    public static string Of(string name) => Names.GetValueOrDefault(name, name);

    public static string One(string name) => Singular.GetValueOrDefault(name, Of(name));

    public static string New(string name) => name is "pools" or "holidays" ? "nouvelles" : Feminine.Contains(name) ? "nouvelle" : "nouveau";

    public static string Value(string value) => Values.TryGetValue(value, out var word) ? word : $"« {value} »";
}
