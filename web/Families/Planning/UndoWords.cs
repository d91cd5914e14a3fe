using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>
/// Taking a request back, as a parent says it. What was booked is cancelled; what was cancelled
/// or told absent is booked again; what nobody has answered is withdrawn.
/// </summary>
/// <param name="Button">Of all that can still be taken back.</param>
/// <param name="Until">« Vous pouvez … »: the offer with its end.</param>
/// <param name="Done">What the next page says of it.</param>
public sealed record UndoWords(string Button, string Until, string Done)
{
    private const string All = "Tout annuler";
    private const string Request = "Annuler la demande";

    /// <summary>The button where it stands by itself, far from what was just sent.</summary>
    public string Alone => Button == All ? Request : Button;

    /// <param name="lines">Those that can be taken back.</param>
    /// <param name="until">Local last moment of the earliest of them; null when none is told.</param>
    public static UndoWords Of(IReadOnlyList<ReceiptLine> lines, DateTime? until, DateOnly today)
    {
        var days = lines.Select(l => l.Date).Distinct().Order().ToList();
        var (one, waits) = (lines.Count == 1, lines.All(l => l.Outcome is LineOutcome.Pending or LineOutcome.Waitlisted));
        // Whoever answers ends it: the limit of the day holds only from then on.
        var end = waits ? "tant que la mairie n’a pas répondu" : until is { } moment ? $"jusqu’au {French.Moment(moment, today)}" : "";
        var of = days.Count == 1 ? $" du {French.DayOfMonth(days[0], today)}" : "";
        if (lines.All(l => l.Action == IntentAction.Book))
        {
            return new UndoWords(one ? Request : All, $"Vous pouvez {(one ? "annuler" : "tout annuler")}{(waits ? "" : " sans frais")} {end}.",
                "La demande est annulée. Rien n’en reste dans le planning.");
        }

        if (waits)
        {
            return new UndoWords("Retirer la demande", $"Vous pouvez retirer cette demande {end}.",
                "La demande est retirée : vos réservations restent comme elles étaient.");
        }

        if (lines.Any(l => l.Action == IntentAction.Book))
        {
            return new UndoWords("Tout reprendre", $"Vous pouvez tout reprendre {end} : chaque jour redevient ce qu’il était.",
                "La demande est reprise : le planning est comme avant.");
        }

        return one
            ? new UndoWords("Rétablir la réservation", $"Vous pouvez rétablir la réservation {end}.", $"Votre réservation{of} est rétablie.")
            : new UndoWords("Rétablir les réservations", $"Vous pouvez rétablir les réservations {end}.",
                $"Vos {lines.Count} réservations{of} sont rétablies.");
    }
}
