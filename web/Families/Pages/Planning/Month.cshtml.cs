using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>The whole family's month (F-68…F-83).</summary>
public sealed class MonthModel(PlanningClient planning, BillingClient billing, Prices prices, TenantContext tenant) : PageModel
{
    public MonthGrid Grid { get; private set; } = null!;

    public MonthMoney? Money { get; private set; }

    public IReadOnlyList<NothingBooked> Alerts { get; private set; } = [];

    /// <summary>Chosen in other months or hidden by a filter, as addresses: sent with what is ticked here.</summary>
    public IReadOnlyList<string> Kept { get; private set; } = [];

    public int KeptDays { get; private set; }

    /// <summary>Null when a part of it isn't known.</summary>
    public decimal? KeptPrice { get; private set; }

    public string KeptWords { get; private set; } = "";

    public DateOnly Previous => Grid.First.AddMonths(-1);

    public DateOnly Next => Grid.First.AddMonths(1);

    /// <summary>What the month is narrowed to, as the page names it.</summary>
    public IReadOnlyList<string> FilterWords =>
    [
        .. new[]
        {
            Grid.View.Facilities.FirstOrDefault(o => o.Key == Grid.Filter.Facility)?.Label,
            Grid.View.Services.FirstOrDefault(o => o.Key == Grid.Filter.Service)?.Label,
            Grid.View.Children.FirstOrDefault(c => Grid.Names[c.ChildId] == Grid.Filter.Child)?.FirstName,
        }.OfType<string>(),
    ];

    /// <param name="mois">"2026-12"; anything else is the current month.</param>
    /// <param name="semaine">A day of the week that a phone shows.</param>
    /// <param name="jour">A day to go to, with its month and week.</param>
    public async Task<IActionResult> OnGetAsync(
        string? mois, string? semaine, string? jour, string? etablissement, string? service, string? enfant, CancellationToken ct)
    {
        if (Request.Path.Value!.EndsWith('/'))
        {
            // The links of the cells are relative: they are hundreds.
            return LocalRedirectPermanent("~/planning" + Request.QueryString);
        }

        if (DateOnly.TryParseExact(jour, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            (mois, semaine) = (MonthGrid.Key(day, "yyyy-MM"), jour);
        }

        var month = DateOnly.TryParseExact(mois + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && MonthGrid.IsNear(asked, tenant.Today)
            ? mois!
            : MonthGrid.Key(tenant.Today, "yyyy-MM");
        var money = billing.MonthAsync(month, ct).OrNullAsync(ct);
        var view = await planning.MonthAsync(month, ct);
        var filter = new GridFilter(Among(view.Facilities, etablissement), Among(view.Services, service), string.IsNullOrEmpty(enfant) ? null : enfant);
        Grid = new MonthGrid(view, filter,
            DateOnly.TryParseExact(semaine, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var week) ? MonthGrid.Monday(week) : null);
        Money = await money;
        Grid.Prices = Money is null ? PriceBook.Empty : new PriceBook(Money.Prices);
        Grid.Charges = Money?.Booked.ToDictionary(b => new CellRef(b.Child, b.Unit, Grid.First.AddDays(b.Day - 1)), b => b.Amount) ?? [];
        await KeepAsync(ct);
        Alerts = NothingBooked.NextWeek([view], view.Today);
        ViewData["Title"] = $"Planning {French.De(French.Month(Grid.First))}";
        ViewData["Body"] = "plan";
        return Page();
    }

    /// <summary>The same filters in another month or week.</summary>
    public string Link(DateOnly month, DateOnly? week = null)
    {
        var query = QueryString.Create("mois", MonthGrid.Key(month, "yyyy-MM"));
        foreach (var (name, value) in new[] { ("etablissement", Grid.Filter.Facility), ("service", Grid.Filter.Service), ("enfant", Grid.Filter.Child),
            ("semaine", week is { } monday ? MonthGrid.Key(monday) : null) })
        {
            query = value is null ? query : query.Add(name, value);
        }

        return Url.Content("~/planning") + query;
    }

    /// <summary>A week of this month stays here; one that begins or ends in another month opens that month.</summary>
    public string WeekLink(DateOnly monday) => Link(monday > Grid.Last ? Next : monday.AddDays(6) < Grid.First ? Previous : Grid.First, monday);

    /// <summary>What was chosen before stays chosen from month to month: ticked where it is shown, else carried along.</summary>
    private async Task KeepAsync(CancellationToken ct)
    {
        var chosen = Choices.Of(Request.Query);
        if (chosen.Length == 0)
        {
            return;
        }

        var children = Grid.Names.Keys.ToList();
        var cells = Choices.Read(chosen, children);
        var free = (from child in Grid.Children
                    from row in child.Rows
                    from cell in row.Cells
                    where (cell.Actions & CellActions.Book) != 0 && cell.State is CellState.Free
                    select new CellRef(child.ChildId, row.Unit, Grid.First.AddDays(cell.Day - 1)))
            .ToHashSet();
        Grid.Chosen = cells.Where(free.Contains).ToHashSet();
        var shown = Grid.Children.SelectMany(c => c.Rows.Select(r => (c.ChildId, r.Unit))).ToHashSet();
        var kept = cells.Where(c => !free.Contains(c) && (c.Date < Grid.First || c.Date > Grid.Last || !shown.Contains((c.Child, c.Unit)))).ToList();
        if (kept.Count == 0)
        {
            return;
        }

        Kept = [.. Choices.Write(kept, children)];
        KeptDays = kept.Select(c => (c.Child, c.Date)).Distinct().Count();
        KeptWords = "Déjà choisi : " + French.List([.. kept.GroupBy(c => new DateOnly(c.Date.Year, c.Date.Month, 1)).OrderBy(g => g.Key)
            .Select(g => $"{French.Count(g.Select(c => (c.Child, c.Date)).Distinct().Count(), "jour")} en {French.MonthName(g.Key.Month)}")]);
        var sums = new AskedSums();
        sums.Add(nameof(Kept), kept);
        KeptPrice = (await prices.SumsAsync(sums, ct)).GetValueOrDefault(nameof(Kept))?.Amount;
    }

    private static string? Among(FilterOption[] options, string? key) => options.Any(o => o.Key == key) ? key : null;
}
