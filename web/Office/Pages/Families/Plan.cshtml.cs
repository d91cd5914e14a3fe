using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>The month of a family as an agent acts on it in its name (F-120): a small calendar per child and unit, check boxes, three verbs.</summary>
[May(Permissions.Requests)]
internal sealed class PlanModel(PlanningClient planning, FamilyClient family, BillingClient billing, TenantContext tenant) : PageModel
{
    public static readonly SelectListItem[] Rhythms = [new("Toutes les semaines", "1", true), new("Une semaine sur deux", "2")];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string? AskedMonth { get; set; }

    [BindProperty]
    public PatternForm Pattern { get; set; } = new();

    public FamilyView Family { get; private set; } = null!;

    public MonthView View { get; private set; } = null!;

    public DateOnly First { get; private set; }

    /// <summary>Empty when Billing does not answer: none rather than a wrong one.</summary>
    public IReadOnlyList<UnitPrice> Prices { get; private set; } = [];

    /// <summary>What a day costs this month, « 3,60 € »; null when it isn't known, with a star when it changes within the month.</summary>
    public string? PriceOf(Guid child, string unit)
    {
        var known = Prices.Where(p => p.Unit == unit && p.Children.Contains(child)).OrderBy(p => p.From).Select(p => p.Price).Distinct().ToList();
        return known is [{ } one] ? French.Money(one) : known is [{ } first, .., { } last] ? $"{French.Money(first)}, puis {French.Money(last)}" : null;
    }

    /// <summary>What can still be done, with its last moment, for who holds the pointer on a day or hears it read.</summary>
    public string Limit(MonthCell cell) => cell.Until is not { } until ? "" : (cell.Actions & CellActions.Late) != 0 || cell.Actions == CellActions.None
        ? $", limite passée : {French.Moment(until, tenant.Today)}" : $", jusqu’au {French.Moment(until, tenant.Today)}";

    /// <summary>Signs that stand on this page, each once.</summary>
    public IEnumerable<CellState> States =>
        View.Children.SelectMany(c => c.Rows).SelectMany(r => r.Cells).Select(c => c.State).Where(s => s != CellState.Closed).Distinct().Order();

    public SelectListItem[] RowChoices =>
        [.. from child in View.Children
            from row in child.Rows
            select new SelectListItem($"{child.FirstName}, {row.UnitLabel}", $"{child.ChildId:N}.{row.Unit}")];

    public SelectListItem[] WeekdayChoices => [.. new[] { 1, 2, 3, 4, 5, 6, 0 }
        .Where(d => View.Children.SelectMany(c => c.Rows).Any(r => Weekdays(r).Contains((DayOfWeek)d)))
        .Select(d => new SelectListItem(French.Sentence(French.DayName((DayOfWeek)d)), d.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Reasons of absence that hold for one of the family's services, with the services of those kept to some.</summary>
    public static IEnumerable<(string Key, string Label)> Reasons(MonthView month)
    {
        var rows = month.Children.SelectMany(c => c.Rows).ToList();
        foreach (var reason in month.AbsenceReasons.Where(r => rows.Any(row => r.Fits(row.Service))))
        {
            var only = rows.All(row => reason.Fits(row.Service))
                ? ""
                : $" ({string.Join(", ", rows.Where(row => reason.Fits(row.Service)).Select(row => row.ServiceLabel).Distinct())})";
            yield return (reason.Key, reason.Label + only);
        }
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        (Pattern.From, Pattern.Until) = (First > tenant.Today ? First : tenant.Today, First.AddMonths(1).AddDays(-1));
    }

    /// <summary>Days of a rhythm, of those on which something can be done; then the same review as ticked days.</summary>
    public async Task<IActionResult> OnPostPatternAsync(string? a, CancellationToken ct)
    {
        var (from, until) = (Pattern.From ?? tenant.Today, Pattern.Until ?? tenant.Today);
        if (until < from || until > from.AddDays(366))
        {
            ModelState.AddModelError("Pattern.Until", "La fin suit le début, d’un an au plus.");
        }

        if (Pattern.Weekdays.Length == 0)
        {
            ModelState.AddModelError("Pattern.Weekdays", "Cochez au moins un jour de la semaine.");
        }

        if (ModelState.IsValid)
        {
            var cells = await new ActPattern(Pattern.Row!, from, until, Pattern.Weekdays, Pattern.Every).ExpandAsync(planning, Id, ActCells.Action(a), ct);
            if (cells.Length is > 0 and <= ActCells.Most)
            {
                return RedirectToPage(
                    "/Families/Review", new
                    {
                        id = Id,
                        a,
                        ligne = Pattern.Row,
                        du = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        au = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        j = Pattern.Weekdays,
                        r = Pattern.Every
                    });
            }

            ModelState.AddModelError(
                "", cells.Length == 0
                    ? "Aucun jour de cette période ne convient."
                    : $"Cela fait {cells.Length} jours : choisissez une période plus courte, {ActCells.Most} jours au plus.");
        }

        await LoadAsync(ct);
        return Page();
    }

    /// <summary>Days of the week on which a row has cells this month, Monday first.</summary>
    public DayOfWeek[] Weekdays(MonthRow row)
    {
        var days = row.Cells.Select(c => First.AddDays(c.Day - 1).DayOfWeek).Distinct().OrderBy(d => ((int)d + 6) % 7).ToArray();
        return days.Length == 0 ? [DayOfWeek.Monday] : days;
    }

    /// <summary>Weeks of the month, one entry per column of <see cref="Weekdays"/>; null where there is no cell. Weeks without any cell are left out.</summary>
    public IEnumerable<(DateOnly Date, MonthCell? Cell)[]> Weeks(MonthRow row)
    {
        var columns = Weekdays(row);
        var cells = row.Cells.ToDictionary(c => c.Day);
        var last = First.AddMonths(1).AddDays(-1);
        for (var monday = ActPattern.Monday(First); monday <= last; monday = monday.AddDays(7))
        {
            var week = columns.Select(d => monday.AddDays(((int)d + 6) % 7))
                .Select(d => (Date: d, Cell: d.Month == First.Month ? cells.GetValueOrDefault(d.Day) : null)).ToArray();
            if (week.Any(d => d.Cell is not null))
            {
                yield return week;
            }
        }
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        First = DateOnly.TryParseExact(AskedMonth + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && asked > tenant.Today.AddYears(-9) && asked < tenant.Today.AddMonths(22)
            ? asked : new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        Family = await family.OneAsync(Id, ct);
        View = await planning.MonthAsync(First.ToString("yyyy-MM", CultureInfo.InvariantCulture), ct, Id);
        try
        {
            Prices = (await billing.PricesAsync(First, First.AddMonths(1).AddDays(-1), ct, Id)).Prices;
        }
        catch (Exception e) when (e is ApiProblem or HttpRequestException)
        {
            // The page plans days; what they cost is a help.
        }
    }

    internal sealed class PatternForm
    {
        [Required(ErrorMessage = "Choisissez l’enfant et la prestation.")]
        public string? Row { get; set; }

        [Required(ErrorMessage = "Indiquez le premier jour.")]
        public DateOnly? From { get; set; }

        [Required(ErrorMessage = "Indiquez le dernier jour.")]
        public DateOnly? Until { get; set; }

        /// <summary>0 Sunday … 6 Saturday.</summary>
        public int[] Weekdays { get; set; } = [];

        /// <summary>1: every week; 2: one in two, from the first.</summary>
        public int Every { get; set; } = 1;
    }
}
