using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>What a reason leads to for the days on the page: in short, in whole sentences, and in money.</summary>
/// <param name="Brief">« Non facturée si le certificat arrive avant le jeudi 10 décembre à 23 h 59 ».</param>
/// <param name="Sentences">The service's own, each once.</param>
/// <param name="Free">What will not be billed; null when a price is not known.</param>
/// <param name="Due">What stays billed.</param>
/// <param name="Certificate">One may be sent.</param>
public sealed record AbsenceEffect(string Brief, IReadOnlyList<string> Sentences, decimal? Free, decimal? Due, bool Certificate)
{
    public static AbsenceEffect Of(ReasonEffect effect, IReadOnlyDictionary<string, QuoteSum> sums, DateOnly today)
    {
        var outcomes = effect.Lines.Select(l => l.Outcome).Distinct().ToArray();
        var until = effect.EvidenceDue is { } due ? French.Moment(due, today) : null;
        var brief = outcomes switch
        {
            [LineOutcome.Excused] when until is not null => $"Non facturée si le certificat arrive avant le {until}",
            [LineOutcome.Excused] => "Acceptée, non facturée",
            [LineOutcome.Billed] =>
                effect.Lines.Select(l => l.BilledPercent).Distinct().ToArray() is [{ } part] ? $"Notée, facturée à {part}\u00A0%" : "Notée, mais facturée",
            [LineOutcome.Pending] when until is not null => $"Un agent décidera ; certificat avant le {until}",
            [LineOutcome.Pending] => "Un agent décidera",
            [LineOutcome.Refused] => "Pas possible",
            _ => "Selon le jour ou le service",
        };
        return new AbsenceEffect(brief, [.. Sentences(effect.Lines).Distinct()], Sum(LineOutcome.Excused), Sum(LineOutcome.Billed),
            effect.EvidenceDue is not null);

        // The days of a week that are answered alike differ by their limits only: the first speaks for them.
        static IEnumerable<string> Sentences(ReceiptLine[] lines) => lines.GroupBy(l => l.Week is null ? l.Text : $"{l.ChildId}{l.Week}{l.Outcome}{l.Code}")
            .Select(g =>
                g.First().Week is null || g.Count() == 1
                    ? g.First().Text
                    : $"{g.First().Text} De même pour {(g.Count() == 2 ? "l’autre jour" : $"les {g.Count() - 1} autres jours")}.");

        decimal? Sum(LineOutcome outcome) => sums.GetValueOrDefault(Name(effect, outcome))?.Amount;
    }

    /// <summary>What this will need to know.</summary>
    public static void Ask(ReasonEffect effect, AskedSums sums)
    {
        // A day of a week has no price of its own.
        foreach (var line in effect.Lines.Where(l => l.Outcome is LineOutcome.Excused or LineOutcome.Billed && l.Week is null))
        {
            sums.Add(Name(effect, line.Outcome), RequestLines.Cell(line), line.BilledPercent);
        }
    }

    private static string Name(ReasonEffect effect, LineOutcome outcome) => $"{outcome}.{effect.Reason}";
}
