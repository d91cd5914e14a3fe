using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>Declares an absence from services of one day, with its reason and its effect told before sending (F-86…F-89).</summary>
public sealed class AbsenceModel(PlanningClient planning, Choices choices, TenantContext tenant) : PageModel
{
    /// <summary>Cells chosen already, from the planning.</summary>
    [BindProperty(SupportsGet = true, Name = "c")]
    public string[] Chosen { get; set; } = [];

    /// <summary>Day whose services are listed; of the chosen cells, else today.</summary>
    [BindProperty(SupportsGet = true, Name = "jour")]
    public string? Day { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public DateOnly Date { get; private set; }

    public MonthView Month { get; private set; } = null!;

    /// <summary>What can be declared absent that day.</summary>
    public IReadOnlyList<FoundCell> Cells { get; private set; } = [];

    /// <summary>Days close by on which something is booked.</summary>
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];

    public IReadOnlySet<CellRef> Checked { get; private set; } = new HashSet<CellRef>();

    /// <summary>By reason, what it would lead to; the reasons differ where the commune says so.</summary>
    public IReadOnlyDictionary<string, string> Effects { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync(CancellationToken ct) => await ShowAsync(await choices.ReadAsync(Chosen, ct), ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var cells = await choices.ReadAsync(Chosen, ct);
        if (cells.Length == 0)
        {
            ModelState.AddModelError(nameof(Chosen), "Cochez au moins un service.");
        }
        if (string.IsNullOrEmpty(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "Choisissez la raison de l’absence.");
        }
        if (Comment?.Length > 500)
        {
            ModelState.AddModelError(nameof(Comment), $"Votre mot compte {Comment.Length} signes. Gardez-en 500 au plus.");
        }
        if (ModelState.IsValid)
        {
            try
            {
                var comment = string.IsNullOrWhiteSpace(Comment) ? null : Comment.Trim();
                var receipt = await planning.SubmitAsync(new SubmitRequest(Key == Guid.Empty ? Guid.NewGuid() : Key, [.. cells.Select(c => c.ToIntent(IntentAction.Absence, Reason))], comment), ct);
                return RedirectToPage("/Requests/Receipt", new { id = receipt.Id, nouveau = "oui" });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }
        await ShowAsync(cells, ct);
        return Page();
    }

    private async Task ShowAsync(CellRef[] cells, CancellationToken ct)
    {
        ViewData["Title"] = "Prévenir d’une absence";
        Date = DayOf(cells);
        Month = await planning.MonthOfAsync(Date, ct);
        Days = DaysOf(Month);
        if (Days.Count == 0 && Date.Month == tenant.Today.Month && Date.Year == tenant.Today.Year && await planning.MonthOfAsync(Date.AddMonths(1), ct).OrNullAsync(ct) is { } next && DaysOf(next).Count > 0)
        {
            (Month, Days) = (next, DaysOf(next));
        }
        if (Day is null && cells.Length == 0 && Days.Count > 0)
        {
            Date = Days[0];
        }
        Names = Choices.Names([.. Month.Children.Select(c => c.ChildId)]);
        Cells = Month.Month == MonthGrid.Key(Date, "yyyy-MM") ? Declarable(Month, Date) : [];
        var only = Cells.Select(f => f.Child.ChildId).Distinct().Count() == 1;
        Checked = cells.Length > 0 || Request.Method == "POST" ? cells.ToHashSet() : only ? Cells.Select(f => f.Ref).ToHashSet() : new HashSet<CellRef>();
        Effects = Cells.Count == 0 ? new Dictionary<string, string>() : await EffectsAsync(ct);
    }

    private DateOnly DayOf(CellRef[] cells) =>
        DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked
            : cells.Length > 0 ? cells[0].Date : tenant.Today;

    private static List<FoundCell> Declarable(MonthView month, DateOnly day) => [.. month.OfDay(day).Where(f => f.May(CellActions.Absence))];

    private static List<DateOnly> DaysOf(MonthView month) => [.. month.Days.Select(d => d.Date).Where(d => d >= month.Today && Declarable(month, d).Count > 0).Take(8)];

    private async Task<Dictionary<string, string>> EffectsAsync(CancellationToken ct)
    {
        var told = await Task.WhenAll(Month.AbsenceReasons.Select(async reason =>
            (reason.Key, Preview: await planning.PreviewAsync(new SubmitRequest(Guid.NewGuid(), [.. Cells.Select(f => f.Ref.ToIntent(IntentAction.Absence, reason.Key))]), ct).OrNullAsync(ct))));
        return told.Where(t => t.Preview is not null).ToDictionary(t => t.Key, t => Summary(t.Preview!));
    }

    private static string Summary(Receipt preview) => preview.Lines.Select(l => l.Outcome).Distinct().ToArray() switch
    {
        [LineOutcome.Excused] => "Acceptée, non facturée",
        [LineOutcome.Billed] => "Facturée",
        [LineOutcome.Pending] => "Un agent décidera",
        [LineOutcome.Refused] => "Pas possible",
        _ => "Selon le service",
    };
}
