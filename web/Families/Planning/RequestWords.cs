using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Families.Planning;

/// <summary>Who and when, after what happened.</summary>
public static class Trace
{
    /// <summary>« Jean Dupont, lundi 7 décembre à 9 h »; a rule has no name to give.</summary>
    public static string Of(string by, DateTime at, DateOnly today) => by.Length == 0 || by.StartsWith("règle", StringComparison.Ordinal) ? French.Moment(at, today) : $"{by}, {French.Moment(at, today)}";
}

/// <summary>A request in one line: « Réservation : Restauration scolaire, Louise et Tom, 5 jours ».</summary>
public static class RequestWords
{
    public static string Title(Receipt request, DateOnly today)
    {
        if (request.Lines.Length == 0)
        {
            return "Demande";
        }
        var kinds = request.Lines.Select(l => l.Action).Distinct().ToArray();
        var kind = kinds is [IntentAction.Book] ? "Réservation" : kinds is [IntentAction.Absence] ? "Absence" : kinds is [IntentAction.Cancel] ? "Annulation" : "Demande";
        var days = request.Lines.Select(l => l.Date).Distinct().Order().ToArray();
        var units = request.Lines.Select(l => l.UnitLabel).Distinct().ToArray();
        var when = days.Length == 1 ? French.Day(days[0], today) : French.Count(days.Length, "jour");
        return $"{kind} : {(units.Length > 2 ? French.Count(units.Length, "service") : string.Join(" et ", units))}, {French.List([.. request.Lines.Select(l => l.Child).Distinct()])}, {when}";
    }

    /// <summary>The answer in one sentence.</summary>
    public static string Answer(Receipt request, DateOnly today)
    {
        var one = request.Lines.Select(l => l.Text).Distinct().ToArray() is [var only] ? only : null;
        return request.Status switch
        {
            RequestStatus.Cancelled => "Annulée.",
            RequestStatus.Refused when request.Reason is { Length: > 0 } reason => reason,
            RequestStatus.Waiting => one ?? "En attente de place : le détail est dans le reçu.",
            RequestStatus.Pending => one ?? "En cours de lecture par la mairie.",
            _ when request.DecidedBy?.StartsWith("règle", StringComparison.Ordinal) == true => one ?? "Décidé d’office, selon la règle du service.",
            _ when request.DecidedAt is { } at && request.DecidedBy is { } by => $"{(one is null ? "" : one + " ")}Décidé par {by}, {French.Moment(at, today)}.",
            _ => one ?? "Le détail est dans le reçu.",
        };
    }
}
