using Preau.Contracts.Api;

namespace Preau.Planning.Book;

/// <summary>The filter by type (F-116): a mixed request is found under each kind of day it holds.</summary>
internal static class RequestTypes
{
    public const string Unknown = "Le type est booking, cancellation, absence ou mixed.";

    public static bool IsKnown(string? type) => type is null or "" or "booking" or "cancellation" or "absence" or "mixed";

    public static IQueryable<Request> OfType(this IQueryable<Request> requests, string? type) => type switch
    {
        null or "" => requests,
        "mixed" => requests.Where(r => r.Type == type),
        "booking" => requests.Where(r => r.Lines.Any(l => l.Action == IntentAction.Book)),
        "cancellation" => requests.Where(r => r.Lines.Any(l => l.Action == IntentAction.Cancel)),
        _ => requests.Where(r => r.Lines.Any(l => l.Action == IntentAction.Absence)),
    };
}
