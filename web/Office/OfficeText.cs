using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office;

/// <summary>Words the agents' pages share.</summary>
internal static class OfficeText
{
    public static string Type(string type) => type switch
    {
        "booking" => "Réservation",
        "cancellation" => "Annulation",
        "absence" => "Absence",
        _ => "Plusieurs sujets",
    };

    /// <summary>Situations of the family file that may count when places are scarce.</summary>
    public static string Category(string category) => category switch
    {
        FamilyCategories.BothParentsWorking => "Les deux parents travaillent",
        FamilyCategories.SingleParent => "Parent seul",
        FamilyCategories.SocialReferral => "Orientation sociale",
        FamilyCategories.Agent => "Agent de la commune",
        _ => category,
    };

    public static string Action(IntentAction action) => action switch
    {
        IntentAction.Book => "Réservation",
        IntentAction.Cancel => "Annulation",
        _ => "Absence",
    };

    /// <summary>« Repas, Louise, 21 et 22 déc. » : what a request is about, in one line.</summary>
    public static string Subject(QueueItem item)
    {
        var children = French.List([.. item.Lines.Select(l => l.Child).Distinct()]);
        var units = item.Lines.Select(l => l.UnitLabel).Distinct().ToList();
        return $"{(units.Count > 2 ? French.Count(units.Count, "prestation") : French.List(units))}, {children}, "
            + $"{Days([.. item.Lines.Select(l => l.Date).Distinct().Order()])}";
    }

    /// <summary>« mer. 16 déc. », « mer. 16 déc. et jeu. 17 déc. », « 6 jours du 14 au 22 décembre ».</summary>
    public static string Days(IReadOnlyList<DateOnly> days) => days.Count == 0 ? "" : Days(days.Count, days[0], days[^1]);

    /// <inheritdoc cref="Days(IReadOnlyList{DateOnly})"/>
    public static string Days(int count, DateOnly first, DateOnly last) => count switch
    {
        1 => French.ShortDay(first),
        2 => French.List([French.ShortDay(first), French.ShortDay(last)]),
        _ => $"{French.Count(count, "jour")} {French.Period(first, last)}",
    };

    /// <param name="awaitsEvidence">A certificate still decides: accepted is not the last word.</param>
    public static (string Text, string Tone) Status(RequestStatus status, bool awaitsEvidence = false) => status switch
    {
        RequestStatus.Accepted or RequestStatus.PartlyAccepted when awaitsEvidence => ("En attente du justificatif", "wait"),
        RequestStatus.Pending => ("À traiter", "wait"),
        RequestStatus.Accepted => ("Acceptée", "ok"),
        RequestStatus.PartlyAccepted => ("Acceptée en partie", "ok"),
        RequestStatus.Refused => ("Refusée", "bad"),
        RequestStatus.Waiting => ("En attente de place", "wait"),
        _ => ("Annulée", ""),
    };

    public static (string Text, string Tone) Outcome(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Booked => ("Réservé", "ok"),
        LineOutcome.Pending => ("À traiter", "wait"),
        LineOutcome.Waitlisted => ("En liste d’attente", "wait"),
        LineOutcome.Refused => ("Refusé", "bad"),
        LineOutcome.Cancelled => ("Annulé", ""),
        LineOutcome.Excused => ("Absence acceptée", "ok"),
        LineOutcome.Billed => ("Absence facturée", "bad"),
        _ => ("Sans changement", ""),
    };
}
