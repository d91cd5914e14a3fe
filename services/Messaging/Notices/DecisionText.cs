using Preau.Contracts;
using Preau.Messaging.Publications;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>What a family reads of a decision: the answer, each day with its result and why, the reason, what can be done next. Plain French text.</summary>
internal sealed class DecisionText(PlanningRequestDecided decided, MessagingRules rules)
{
    private const int Many = 20;
    private readonly DateTime _at = decided.At.ToLocal(rules.Zone);

    public string Subject => $"Votre demande n°{FrenchText.NoBreak}{decided.Number} {Answer}";

    public string Body
    {
        get
        {
            List<string> lines = ["Bonjour,", "", $"Votre demande n°{FrenchText.NoBreak}{decided.Number} {Answer}. {Who}"];
            foreach (var days in decided.Days.OrderBy(d => d.Date).GroupBy(d => (d.Child, d.Facility, d.Unit)))
            {
                lines.AddRange(["", Heading(days.Key.Child, days.Key.Facility, days.Key.Unit)]);
                lines.AddRange(Days([.. days]));
            }

            if (!string.IsNullOrWhiteSpace(decided.Reason))
            {
                lines.AddRange(["",
                    $"{(decided.Decision == RequestDecision.Refused ? "Motif du refus" : "Motif")}{FrenchText.NoBreak}:{Sentence(decided.Reason)}"]);
            }

            return string.Join('\n', [.. lines, "", Next, "", rules.Sender]);
        }
    }

    /// <summary>One line a day; a school year of one answer is said in one line.</summary>
    private IEnumerable<string> Days(IReadOnlyList<DecidedDay> days)
    {
        if (days.Count <= Many)
        {
            return days.Select(Line);
        }

        return days.GroupBy(Result).SelectMany(same => same.Count() <= Many ? same.Select(Line)
            : [
                $"– {same.Count()} jours, du {FrenchText.Day(same.First().Date, Today)} au {FrenchText.Day(same.Last().Date, Today)}{FrenchText.NoBreak}: {same.Key}. Chaque date est dans la demande, sur le portail."]);

        string Line(DecidedDay day) =>
            $"– {FrenchText.Day(day.Date, Today)}{FrenchText.NoBreak}: {Result(day)}.{(SaysTheReason(day) ? "" : Sentence(day.Why))}";
    }

    // Said once, below the days.
    private bool SaysTheReason(DecidedDay day) => string.Equals(day.Why?.Trim(), decided.Reason?.Trim(), StringComparison.OrdinalIgnoreCase);

    private DateOnly Today => DateOnly.FromDateTime(_at);

    /// <summary>The first certificate that still decides; null when none does.</summary>
    public Guid? Certificate => decided.Days.FirstOrDefault(d => d.Certificate is not null)?.Certificate;

    private string Answer => decided.Decision switch
    {
        // Nothing is accepted while a certificate decides.
        RequestDecision.Accepted when Certificate is not null => "est notée",
        RequestDecision.Accepted => "est acceptée",
        RequestDecision.PartlyAccepted => "est acceptée en partie",
        RequestDecision.Refused => "est refusée",
        RequestDecision.Reopened => "est de nouveau à l’étude",
        _ when Restores => "est reprise",
        _ => "est annulée",
    };

    /// <summary>A cancellation or an absence taken back: what was booked is booked again.</summary>
    private bool Restores =>
        decided.Decision == RequestDecision.Cancelled && decided.Days.Length > 0 && decided.Days.All(d => d.Action is "cancel" or "absence");

    private string Who
    {
        get
        {
            var moment = $"{FrenchText.Day(Today, Today)} {_at.Year} à {FrenchText.Hour(_at)}";
            if (decided.OwnAct)
            {
                return decided.Decision == RequestDecision.Cancelled ? $"Vous l’avez {(Restores ? "reprise" : "annulée")} le {moment}."
                    : decided.Version > 1 ? $"Vous l’avez changée le {moment}."
                    : $"Vous l’avez envoyée le {moment}, et la {decided.DecidedBy} a répondu aussitôt.";
            }

            return decided.Automatic ? $"Réponse automatique du {moment} ({decided.DecidedBy})." : $"Décision du {moment}, par {decided.DecidedBy}.";
        }
    }

    private string Next
    {
        get
        {
            var answer = "répondez à ce message sur le portail";
            var hours = string.IsNullOrWhiteSpace(rules.ReadingHours) ? "" : Sentence(rules.ReadingHours);
            return decided.Decision switch
            {
                RequestDecision.Accepted when Certificate is not null => "Envoyez le justificatif depuis le portail : sans lui, l’absence est facturée.",
                RequestDecision.Accepted =>
                    $"Pour changer un jour, ouvrez le planning du portail{FrenchText.NoBreak}: la limite y est indiquée pour chaque jour.",
                RequestDecision.PartlyAccepted => $"Pour les jours qui n’ont pas été acceptés, choisissez d’autres jours dans le planning ou {answer}.{hours}",
                RequestDecision.Refused => $"Choisissez d’autres jours dans le planning, ou {answer} si votre situation a changé.{hours}",
                RequestDecision.Reopened =>
                    $"La réponse précédente ne compte plus. Vous recevez un message dès la nouvelle réponse{FrenchText.NoBreak}; pour ajouter une précision, {answer}.{hours}",
                _ when Restores => "Vos réservations sont de nouveau comme avant cette demande.",
                _ => "Cette demande n’a plus d’effet. Vous pouvez en faire une autre dans le planning.",
            };
        }
    }

    private static string Heading(string child, string facility, string unit) => $"{child} – {unit}{(facility == unit ? "" : $" ({facility})")}";

    private string Result(DecidedDay day) => (decided.Decision, day.Action, day.Accepted) switch
    {
        (RequestDecision.Cancelled, "cancel" or "absence", _) => "réservé, comme avant",
        (RequestDecision.Cancelled, _, _) => "demande annulée",
        (RequestDecision.Reopened, _, _) or (_, _, null) => "à l’étude",
        (_, "book", true) => "réservé",
        (_, "book", false) => "non réservé",
        (_, "cancel", true) => "réservation annulée",
        (_, "cancel", false) => "réservation maintenue",
        (_, "absence", true) when day.Certificate is not null => "absence notée, un justificatif la décidera",
        (_, "absence", true) => "absence acceptée",
        (_, "absence", false) => "absence refusée",
        (_, _, true) => "accepté",
        (_, _, false) => "refusé",
    };

    private static string Sentence(string? text)
    {
        var one = text?.Trim();
        return string.IsNullOrEmpty(one) ? "" : one[^1] is '.' or '!' or '?' or '…' ? " " + one : $" {one}.";
    }
}
