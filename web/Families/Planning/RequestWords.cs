using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>Who and when, after what happened.</summary>
public static class Trace
{
    /// <summary>« Jean Dupont, lundi 7 décembre à 9 h »; a rule has no name to give.</summary>
    public static string Of(string by, DateTime at, DateOnly today) =>
        by.Length == 0 || by.StartsWith("règle", StringComparison.Ordinal) ? French.Moment(at, today) : $"{by}, {French.Moment(at, today)}";
}

/// <summary>A request in one line: « Réservation : Restauration scolaire, Louise et Tom, 5 jours ».</summary>
public static class RequestWords
{
    public static string Title(RequestSummary request, DateOnly today)
    {
        if (request.First is not { } first)
        {
            return "Demande";
        }

        var kind = request.Actions switch
        {
            [IntentAction.Book] => "Réservation",
            [IntentAction.Absence] => "Absence",
            [IntentAction.Cancel] => "Annulation",
            _ => "Demande"
        };
        var units = request.Units.Length > 2 ? French.Count(request.Units.Length, "service") : string.Join(" et ", request.Units);
        return $"{kind} : {units}, {French.List(request.Children)}, {(request.Days == 1 ? French.Day(first, today) : French.Count(request.Days, "jour"))}";
    }

    /// <summary>The answer in one sentence.</summary>
    public static string Answer(RequestSummary request, DateOnly today)
    {
        var one = request.Text;
        return request.Status switch
        {
            RequestStatus.Cancelled => "Annulée.",
            RequestStatus.Refused when request.Reason is { Length: > 0 } reason => reason,
            RequestStatus.Waiting => one ?? "En attente de place : le détail est dans le reçu.",
            RequestStatus.Pending => one ?? "En cours de lecture par la mairie.",
            _ when request.DecidedBy?.StartsWith("règle", StringComparison.Ordinal) == true => one ?? "Décidé d’office, selon la règle du service.",
            _ when request.DecidedAt is { } at && request.DecidedBy is { } by =>
                $"{(one is null ? "" : one + " ")}Décidé par {by}, {French.Moment(at, today)}.",
            _ => one ?? "Le détail est dans le reçu.",
        };
    }
}
