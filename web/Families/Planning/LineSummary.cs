using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>Hundreds of lines in a few sentences: what has the same child, service and answer stands together.</summary>
public sealed class LineSummary
{
    /// <summary>More lines than this are summed up before they are listed.</summary>
    public const int Many = 24;

    public LineSummary(RequestLines request)
    {
        Request = request;
        Groups = [.. Grouped(request.Receipt).Select((g, i) => new SummaryGroup(this, [.. g.OrderBy(l => l.Date)], i))
            .OrderBy(g => g.First.Outcome is LineOutcome.Unchanged).ThenBy(g => g.First.Outcome)];
    }

    public RequestLines Request { get; }

    public IReadOnlyList<SummaryGroup> Groups { get; }

    /// <summary>What each month costs, certain and waiting.</summary>
    public IEnumerable<(DateOnly Month, int Days, decimal Sum)> Months() =>
        ByMonth(Request.Receipt).Select(g => (g.Key, g.Count(), Request.Prices.SumOf(MonthName(g.Key)) ?? 0));

    /// <summary>What this will need to know.</summary>
    public static void Ask(Receipt receipt, AskedSums sums)
    {
        foreach (var (i, group) in Grouped(receipt).Index())
        {
            sums.Add(SummaryGroup.Name(i), group.Where(RequestLines.IsPriced).Select(RequestLines.Cell));
        }

        foreach (var month in ByMonth(receipt))
        {
            sums.Add(MonthName(month.Key), month.Select(RequestLines.Cell));
        }
    }

    /// <summary>« 12 mardis et 11 jeudis ».</summary>
    public static string Weekdays(IEnumerable<DateOnly> dates) =>
        French.List([.. dates.GroupBy(PatternChoice.Weekday).OrderBy(g => g.Key).Select(g => French.Count(g.Count(), PatternChoice.DayName(g.Key)))]);

    /// <summary>« 5, 12 et 19 janvier, 2 février ».</summary>
    public static string Dates(IEnumerable<DateOnly> dates, DateOnly today) => string.Join(" ; ", dates.Order().GroupBy(d => (d.Year, d.Month)).Select(g =>
        $"{French.List([.. g.Select(d => d.Day == 1 ? "1er" : French.Number(d.Day))])} "
            + $"{French.MonthName(g.Key.Month)}{(g.Key.Year == today.Year ? "" : " " + g.Key.Year)}"));

    private static IEnumerable<IGrouping<object, ReceiptLine>> Grouped(Receipt receipt) =>
        receipt.Lines.GroupBy(l => (object)(l.ChildId, l.Unit, l.Action, l.Outcome, l.Code, l.AwaitsEvidence));

    private static IEnumerable<IGrouping<DateOnly, ReceiptLine>> ByMonth(Receipt receipt) =>
        receipt.Lines.Where(RequestLines.IsPriced).GroupBy(l => new DateOnly(l.Date.Year, l.Date.Month, 1)).OrderBy(g => g.Key);

    private static string MonthName(DateOnly month) => FormattableString.Invariant($"m{month:yyyy-MM}");

    /// <summary>Why, for a group whose dates and hours differ.</summary>
    public static string? Reason(string code) => code switch
    {
        "refused.deadline" or "refused.past" => "la limite est passée",
        "refused.full" => "complet",
        "refused.exclusive" => "l’enfant a déjà autre chose ce jour-là",
        "refused.week-asked" => "la semaine est déjà demandée",
        "refused.instead" => "pas d’échange sans réponse du service",
        "refused.kept" => "rien n’est échangé",
        "refused.changed-once" => "déjà modifié une fois",
        "refused.other-parent" => "l’autre parent a déjà ce jour",
        "refused.ordered" => "la commande est passée",
        "refused.tickets" => "plus de ticket",
        "refused.unpaid" => "réservations suspendues",
        "refused.not-online" => "ne se réserve pas en ligne",
        "refused.not-open-yet" => "les réservations n’ouvrent que plus tard",
        "refused.closed" => "service fermé",
        "refused.not-enrolled" => "pas inscrit ce jour-là",
        "refused.age" => "l’âge ne correspond pas",
        "refused.settled" => "présence déjà notée",
        "unchanged.booked" => "déjà réservé",
        "unchanged.pending" => "déjà demandé",
        "unchanged.cancel-pending" => "annulation déjà demandée",
        "pending.late" => "la limite est passée",
        "pending.full" => "complet",
        _ => null,
    };
}

/// <summary>One sentence: « Louise, restauration scolaire : 12 mardis réservés ».</summary>
public sealed class SummaryGroup(LineSummary summary, ReceiptLine[] lines, int index)
{
    public ReceiptLine First => lines[0];

    public IReadOnlyList<ReceiptLine> Lines => lines;

    public Answer Answer => Answer.Of(First, summary.Request.IsPreview);

    public string Weekdays => LineSummary.Weekdays(lines.Select(l => l.Date));

    /// <summary>The service's own sentence when it is the same for all; else the reason in short, which each date then says in full.</summary>
    public string? Why => lines.Select(l => l.Text).Distinct().Count() == 1 ? First.Text : LineSummary.Reason(First.Code);

    public decimal? Price => summary.Request.Prices.SumOf(Name(index));

    internal static string Name(int index) => FormattableString.Invariant($"s{index}");
}
