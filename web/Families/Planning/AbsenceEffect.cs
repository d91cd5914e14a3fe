using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Families.Planning;

/// <summary>What a reason leads to for the days on the page: in short, in whole sentences, and in money.</summary>
/// <param name="Brief">« Non facturée si le certificat arrive avant le jeudi 10 décembre à 23 h 59 ».</param>
/// <param name="Sentences">The service's own, each once.</param>
/// <param name="Free">What will not be billed; null when a price is not known.</param>
/// <param name="Due">What stays billed.</param>
/// <param name="Certificate">One may be sent.</param>
public sealed record AbsenceEffect(string Brief, IReadOnlyList<string> Sentences, decimal? Free, decimal? Due, bool Certificate)
{
    public static AbsenceEffect Of(ReasonEffect effect, PriceList prices, DateOnly today)
    {
        var outcomes = effect.Lines.Select(l => l.Outcome).Distinct().ToArray();
        var until = effect.EvidenceDue is { } due ? French.Moment(due, today) : null;
        var brief = outcomes switch
        {
            [LineOutcome.Excused] when until is not null => $"Non facturée si le certificat arrive avant le {until}",
            [LineOutcome.Excused] => "Acceptée, non facturée",
            [LineOutcome.Billed] => effect.Lines.Select(l => l.BilledPercent).Distinct().ToArray() is [{ } part] ? $"Notée, facturée à {part}\u00A0%" : "Notée, mais facturée",
            [LineOutcome.Pending] when until is not null => $"Un agent décidera ; certificat avant le {until}",
            [LineOutcome.Pending] => "Un agent décidera",
            [LineOutcome.Refused] => "Pas possible",
            _ => "Selon le jour ou le service",
        };
        return new AbsenceEffect(brief, [.. Sentences(effect.Lines).Distinct()], Sum(LineOutcome.Excused), Sum(LineOutcome.Billed), effect.EvidenceDue is not null);

        // The days of a week that are answered alike differ by their limits only: the first speaks for them.
        static IEnumerable<string> Sentences(ReceiptLine[] lines) => lines.GroupBy(l => l.Week is null ? l.Text : $"{l.ChildId}{l.Week}{l.Outcome}{l.Code}")
            .Select(g => g.First().Week is null || g.Count() == 1 ? g.First().Text : $"{g.First().Text} De même pour {(g.Count() == 2 ? "l’autre jour" : $"les {g.Count() - 1} autres jours")}.");

        decimal? Sum(LineOutcome outcome)
        {
            // A day of a week has no price of its own.
            var lines = effect.Lines.Where(l => l.Outcome == outcome && l.Week is null).ToList();
            // Each day is rounded, as it is on the bill.
            return lines.Count > 0 && prices.Knows([.. lines.Select(RequestLines.Cell)])
                ? lines.Sum(l => Math.Round(prices.Sum([RequestLines.Cell(l)]) * (l.BilledPercent ?? 100) / 100, 2, MidpointRounding.AwayFromZero)) : null;
        }
    }
}

/// <summary>A child and a day, all its services at once: the first of two taps.</summary>
/// <param name="Services">« Garderie, repas ».</param>
public sealed record QuickAbsence(string Child, string When, string Services, string Path)
{
    public static IReadOnlyList<QuickAbsence> Of(IReadOnlyList<MonthView> months, DateOnly today, IReadOnlyDictionary<Guid, string> names, IReadOnlyList<DateOnly> days)
    {
        var quick = new List<QuickAbsence>();
        List<(DateOnly Day, string When)> near = [(today, "aujourd’hui"), (today.AddDays(1), "demain")];
        // On a day without services, the next one that has some.
        if (days.Count > 0 && days[0] > today.AddDays(1))
        {
            near.Add((days[0], French.Day(days[0], today)));
        }
        foreach (var (day, when) in near)
        {
            var cells = months.SelectMany(m => m.OfDay(day).Where(f => m.Days.Any(d => d.Date == day) && f.May(CellActions.Absence) && !f.Row.Week)).ToList();
            foreach (var child in cells.GroupBy(f => f.Child.ChildId))
            {
                var query = string.Concat(child.Select(f => $"&c={Uri.EscapeDataString(Choices.Write(names[f.Child.ChildId], f.Row.Unit, f.Date))}"));
                quick.Add(new QuickAbsence(child.First().Child.FirstName, when, French.Sentence(string.Join(", ", child.Select(f => f.Row.ShortLabel.ToLowerInvariant()).Distinct())),
                    $"~/absence?malade=oui&jour={MonthGrid.Key(day)}{query}"));
            }
            if (cells.Select(f => f.Child.ChildId).Distinct().Count() > 1)
            {
                var all = string.Concat(cells.Select(f => $"&c={Uri.EscapeDataString(Choices.Write(names[f.Child.ChildId], f.Row.Unit, f.Date))}"));
                quick.Add(new QuickAbsence("Tous", when, French.List([.. cells.Select(f => f.Child.FirstName).Distinct()]), $"~/absence?malade=oui&jour={MonthGrid.Key(day)}{all}"));
            }
        }
        return quick;
    }
}
