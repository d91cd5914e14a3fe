namespace Preau.Office;

/// <summary>Words of billing runs and payments.</summary>
internal static class BillingText
{
    /// <summary>What happened to an invoice.</summary>
    public static string Happened(string kind) => kind switch
    {
        "issued" => "Émise",
        "sent" => "Envoyée",
        "title" => "Prise en charge par le Trésor",
        "credited" => "Avoir émis",
        "contested" => "Contestée",
        _ => "Close",
    };

    public static (string Text, string? Tone, string Icon) State(string run) => run switch
    {
        "draft" => ("Brouillon", "wait", "edit"),
        "checked" => ("Vérifiée, à émettre", "info", "check"),
        "issuing" => ("Émission en cours", "wait", "clock"),
        "stopped" => ("Arrêtée", "bad", "warn"),
        _ => ("Émise", "ok", "send"),
    };

    /// <summary>« décembre 2026 », else « du 14 au 20 décembre ».</summary>
    /// <summary>« d’octobre 2026 », « du 26 au 31 octobre ».</summary>
    public static string OfPeriod(DateOnly from, DateOnly until, DateOnly today) =>
        Period(from, until, today) is var period && period.StartsWith("du ", StringComparison.Ordinal) ? period : French.De(period);

    public static string Period(DateOnly from, DateOnly until, DateOnly today) =>
        from.Day == 1 && until == from.AddMonths(1).AddDays(-1) ? French.Month(from) : French.Period(from, until, today);

    /// <summary>What an agent does about an anomaly, and where.</summary>
    public static (string Verb, string? Path) Mend(string anomaly) => anomaly switch
    {
        "clockMissing" => ("Compléter les heures dans le pointage", null),
        "bookedNotSeen" or "unbooked" => ("Corriger le pointage", null),
        "noTariff" => ("Ajouter un tarif", "~/reglages/tarifs"),
        _ => ("Voir les familles", null),
    };

    /// <summary>Which booked days without a mark are counted, by the roll and before a run.</summary>
    public const string NotSeen = "Sont comptés les jours où d’autres enfants ont été pointés présents, et ceux des accueils pointés à l’heure\u00A0; "
        + "un jour sans aucun pointage ne l’est pas.";

    /// <summary>What an anomaly changes in the run, in one sentence.</summary>
    public static string Effect(string anomaly) => anomaly switch
    {
        "bookedNotSeen" => "Facturé comme réservé tant que rien d’autre n’est dit. " + NotSeen,
        "unbooked" => "Facturé au prix de la présence sans réservation.",
        "clockMissing" => "Le temps prévu est facturé à la place du temps réel.",
        "noTariff" => "Ces jours ne sont pas facturés.",
        "quotientMissing" => "Le prix le plus haut est appliqué.",
        "endedFile" => "Aucune facture ne suivra dans ce dossier : annulez par un avoir la facture où figure ce jour, ses autres jours facturés de nouveau.",
        "quotientEnding" => "Sans effet sur cette facturation.",
        "noAddress" => "La facture attend l’adresse du payeur.",
        _ => "Ces jours attendent le dossier de la famille.",
    };

    public static string Outcome(string? outcome) => outcome switch
    {
        "booked" or "Booked" => "réservé",
        "present" or "Present" => "présent",
        "presentUnbooked" or "PresentUnbooked" => "présent sans réservation",
        "absentBilled" or "AbsentBilled" => "absence facturée",
        "absentExcused" or "AbsentExcused" => "absence excusée",
        _ => "",
    };

    public static string Kind(string kind) => kind switch
    {
        "carried" => "Reportées : sous le seuil",
        "waiting" => "En attente : total négatif",
        "blocked" => "Bloquées",
        "mail" => "Prévenus par courriel",
        "paper" => "Sur papier : sans courriel",
        "corrected" => "Avec corrections",
        _ => "À émettre",
    };
}
