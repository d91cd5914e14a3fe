using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>
/// A week of the family for a thumb: all of a child or of a service at once, or as in an earlier week; then the page that checks before anything is sent.
/// </summary>
public sealed class WeekModel(PlanningClient planning, Prices prices, TenantContext tenant) : PageModel
{
    // A week is looked for in this month and the next two; « as before » looks this many weeks back.
    private const int MonthsAhead = 2;
    private const int WeeksBack = 4;
    private static readonly DateOnly Last = new(2200, 1, 1);

    private readonly Dictionary<string, MonthView> _months = [];

    public DateOnly Today => tenant.Today;

    public WeekChoice Week { get; private set; } = null!;

    /// <summary>The week asked for is further away than any that is kept: the first usable one stands in its place.</summary>
    public bool IsTooFar { get; private set; }

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlySet<CellRef> Chosen { get; private set; } = new HashSet<CellRef>();

    /// <summary>Chosen in other weeks, sent along.</summary>
    public IReadOnlyList<string> Kept { get; private set; } = [];

    /// <summary>« 4 réservations d’autres semaines »; null when none is kept.</summary>
    public string? KeptWords { get; private set; }

    /// <summary>« 3 réservations · 10,80 € », and what is kept of other weeks: it is sent too.</summary>
    public string Told => Chosen.Count == 0 ? KeptWords ?? "Aucun jour coché" : SumOfChosen() + (KeptWords is null ? "" : $", et {KeptWords}");

    /// <summary>« 2 enfants, 3 jours ».</summary>
    public string Whom => Chosen.Count == 0 ? "Rien n’est envoyé avant la page suivante."
        : $"{French.Count(Chosen.Select(c => c.Child).Distinct().Count(), "enfant")}, {French.Count(Chosen.Select(c => c.Date).Distinct().Count(), "jour")}";

    public PriceList Costs { get; private set; } = new([], null);

    /// <summary>The last week in which something was booked here; null when there is none, or nothing of it can be chosen now.</summary>
    public WeekChoice? Before { get; private set; }

    public IReadOnlyList<CellRef> AsBefore { get; private set; } = [];

    /// <summary>Monday of the first week in which something can be booked, when this one has nothing.</summary>
    public DateOnly? Usable { get; private set; }

    /// <summary>The week that opens first, and its local moment, when nothing of this one can be booked.</summary>
    public (DateTime Opens, DateOnly Monday)? Opening { get; private set; }

    public IEnumerable<(DateOnly Date, DateTime Until)> Limits => Week.Children.SelectMany(c => c.Rows).SelectMany(r => r.Days)
        .Where(d => d is { IsFree: true, Cell.Until: not null })
        .GroupBy(d => d.Date).OrderBy(g => g.Key).Select(g => (g.Key, g.Min(d => d.Cell!.Until!.Value)));

    /// <param name="semaine">A day of the week; else the first week in which something can be booked.</param>
    /// <param name="vers">Another week, what is ticked kept.</param>
    /// <param name="tout">A child as in <see cref="Names"/>: all of its services; once more: none.</param>
    /// <param name="toute">A child and a unit, "0001.restauration".</param>
    /// <param name="comme">The week to do as in.</param>
    public async Task OnGetAsync(string? semaine, string? vers, string? tout, string? toute, string? comme, CancellationToken ct)
    {
        ViewData["Title"] = "Réserver la semaine";
        ViewData["Body"] = "phone";
        var asked = Day(vers) ?? Day(semaine);
        IsTooFar = asked is { } day && !MonthGrid.IsNear(day, tenant.Today);
        await FindAsync(IsTooFar ? null : asked, ct);
        Names = Choices.Names([.. _months.Values.SelectMany(m => m.Children).Select(c => c.ChildId)]);
        var cells = Choices.Read(Choices.Of(Request.Query), [.. Names.Keys]);
        var free = Week.Free.ToHashSet();
        var chosen = cells.Where(free.Contains).ToHashSet();
        var kept = cells.Where(c => c.Date < Week.Monday || c.Date > Week.Monday.AddDays(6)).ToList();
        Kept = [.. Choices.Write(kept, [.. Names.Keys])];
        KeptWords = kept.Count == 0 ? null
            : $"{French.Count(kept.Count, "réservation")} "
                + $"{(kept.Select(c => MonthGrid.Monday(c.Date)).Distinct().Count() > 1 ? "d’autres semaines" : "d’une autre semaine")}";
        await LookBackAsync(ct);
        await LookAheadAsync(ct);
        Toggle(chosen, Week.Children.Where(c => Names[c.Child.ChildId] == tout).SelectMany(c => c.Free));
        Toggle(chosen, Week.Children.SelectMany(c => c.Rows.Where(r => $"{Names[c.Child.ChildId]}.{r.Row.Unit}" == toute)).SelectMany(r => r.Open));
        chosen.UnionWith(comme is null ? [] : AsBefore);
        Chosen = chosen;
        var sums = new AskedSums();
        sums.Add(nameof(Sure), Sure());
        sums.Add(nameof(AsBefore), AsBefore);
        Costs = await prices.OfAsync([.. free], ct, LateOnes().Contains, sums);
    }

    /// <summary>« 3,60 € », or from the least to the most; null when it isn't known.</summary>
    public string? PriceOf(WeekRow row)
    {
        var known = row.Days.Where(d => d.IsFree).Select(d => Costs.Of(d.Ref)).OfType<decimal>().Distinct().Order().ToList();
        return known.Count == 0 ? null : known.Count == 1 ? French.Money(known[0]) : $"{French.Money(known[0])} à {French.Money(known[^1])}";
    }

    /// <summary>« 3 réservations · 10,80 € · dont 1 à confirmer »: the money of what is sure, as the next page counts it.</summary>
    public string SumOfChosen()
    {
        var sure = Sure();
        var unsure = Chosen.Count - sure.Count;
        return French.Count(Chosen.Count, "réservation") + (sure.Count > 0 ? SumOf(nameof(Sure)) : "")
            + (unsure > 0 ? $" · {(sure.Count > 0 ? "dont " : "")}{unsure}\u00A0à confirmer" : "");
    }

    /// <summary>« · 10,80 € »; nothing while it isn't known.</summary>
    public string SumOf(string name) => Costs.SumOf(name) is { } sum ? $" · {French.Money(sum)}" : "";

    private List<CellRef> Sure() =>
        [.. Week.Children.SelectMany(c => c.Rows).SelectMany(r => r.Days).Where(d => d.IsSure).Select(d => d.Ref).Where(Chosen.Contains)];

    private static void Toggle(HashSet<CellRef> chosen, IEnumerable<CellRef> cells)
    {
        var all = cells.ToList();
        if (all.TrueForAll(chosen.Contains))
        {
            chosen.ExceptWith(all);
        }
        else
        {
            chosen.UnionWith(all);
        }
    }

    private HashSet<CellRef> LateOnes() =>
        [.. Week.Children.SelectMany(c => c.Rows).SelectMany(r => r.Days).Where(d => d.Cell is { Late: true }).Select(d => d.Ref)];

    private async Task FindAsync(DateOnly? asked, CancellationToken ct)
    {
        if (asked is { } day)
        {
            Week = WeekChoice.Of(MonthGrid.Monday(day), await LoadAsync(MonthGrid.Monday(day), ct));
            return;
        }

        for (var ahead = 0; ahead <= MonthsAhead; ahead++)
        {
            var first = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1).AddMonths(ahead);
            await LoadAsync(first, ct);
            await LoadAsync(first.AddMonths(1).AddDays(-1), ct);
            if (WeekChoice.First(tenant.Today, [.. _months.Values]) is { } week)
            {
                Week = WeekChoice.Of(week.Monday, await LoadAsync(week.Monday, ct));
                return;
            }
        }

        // Nothing yet: the week that opens first says when; without one, this week says so.
        var monday = WeekChoice.FirstOpening([.. _months.Values])?.Monday ?? MonthGrid.Monday(tenant.Today);
        Week = WeekChoice.Of(monday, await LoadAsync(monday, ct));
    }

    // A week with nothing to choose leads on: to one that has something, or to the day on which it opens.
    private async Task LookAheadAsync(CancellationToken ct)
    {
        for (var ahead = 0; ahead <= MonthsAhead && Usable is null && !Week.Free.Any(); ahead++)
        {
            var first = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1).AddMonths(ahead);
            await LoadAsync(first, ct);
            await LoadAsync(first.AddMonths(1).AddDays(-1), ct);
            Usable = WeekChoice.First(tenant.Today, [.. _months.Values])?.Monday;
        }

        Opening = Week.Free.Any() ? null : WeekChoice.FirstOpening([.. _months.Values], Week.Monday) ?? WeekChoice.FirstOpening([.. _months.Values]);
    }

    // Of children in two homes, the last week may be the other parent's: the one before it tells what this home does.
    private async Task LookBackAsync(CancellationToken ct)
    {
        for (var back = 1; back <= WeeksBack && Week.Free.Any(); back++)
        {
            var monday = Week.Monday.AddDays(-7 * back);
            var earlier = WeekChoice.Of(monday, await LoadAsync(monday, ct));
            if (Week.Like(earlier) is { Count: > 0 } like)
            {
                (Before, AsBefore) = (earlier, like);
                return;
            }
        }
    }

    /// <summary>The one or two months that hold a week; each is asked for once.</summary>
    private async Task<IReadOnlyList<MonthView>> LoadAsync(DateOnly monday, CancellationToken ct)
    {
        List<MonthView> held = [];
        foreach (var key in new[] { monday, monday.AddDays(6) }.Select(d => MonthGrid.Key(d, "yyyy-MM")).Distinct())
        {
            if (!_months.TryGetValue(key, out var view))
            {
                _months[key] = view = await planning.MonthAsync(key, ct);
            }

            held.Add(view);
        }

        return held;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year > 2000 && day < Last ? day : null;
}
