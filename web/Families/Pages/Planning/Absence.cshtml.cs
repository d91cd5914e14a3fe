using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>
/// Declares an absence from services of a day or of a period, with its reason, its effect and its cost told before sending (F-86…F-90, F-93).
/// « Enfant malade » has a page of its own.
/// </summary>
public sealed class AbsenceModel(PlanningClient planning, AbsencesClient absences, Choices choices, Prices prices, TenantContext tenant) : PageModel
{
    private const int MostDays = 62;

    /// <summary>Cells chosen already, from the planning.</summary>
    [BindProperty(SupportsGet = true, Name = "c")]
    public string[] Chosen { get; set; } = [];

    /// <summary>Children absent from all of a period (F-93), as in <see cref="Names"/>.</summary>
    [BindProperty(Name = "tout")]
    public string[] Whole { get; set; } = [];

    /// <summary>Day whose services are listed; of the chosen cells, else today.</summary>
    [BindProperty(SupportsGet = true, Name = "jour")]
    public string? Day { get; set; }

    /// <summary>Last day, when it is a period (F-93).</summary>
    [BindProperty(SupportsGet = true, Name = "au")]
    public string? Until { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    /// <summary>"oui": shows what the choices so far would change, and sends nothing.</summary>
    [BindProperty]
    public string? Look { get; set; }

    /// <summary>The certificate, when it is already there.</summary>
    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    /// <summary>The last day was said to come before the first: that day alone is shown, with the error.</summary>
    public bool Backwards { get; private set; }

    public DateOnly Date { get; private set; }

    public DateOnly Last { get; private set; }

    public bool IsPeriod => Last > Date;

    public MonthView Month { get; private set; } = null!;

    /// <summary>What can be declared absent on these days.</summary>
    public IReadOnlyList<FoundCell> Cells { get; private set; } = [];

    /// <summary>Days close by on which something is booked.</summary>
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];

    public IReadOnlySet<CellRef> Checked { get; private set; } = new HashSet<CellRef>();

    /// <summary>Reasons that hold for one of these services at least.</summary>
    public IReadOnlyList<AbsenceReasonView> Reasons => [.. Month.AbsenceReasons.Where(r => Cells.Any(f => r.Fits(f.Row.Service)))];

    /// <summary>« Seulement pour Repas »; null when the reason holds for all services on the page.</summary>
    public string? KeptTo(AbsenceReasonView reason) => Cells.All(f => reason.Fits(f.Row.Service)) ? null
        : $"Seulement pour {French.List([.. Cells.Where(f => reason.Fits(f.Row.Service)).Select(f => f.Row.ServiceLabel).Distinct()])}";

    /// <summary>By reason, what it would lead to.</summary>
    public IReadOnlyDictionary<string, AbsenceEffect> Effects { get; private set; } = new Dictionary<string, AbsenceEffect>();

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>More days were asked than are told at once: the page says where it ends.</summary>
    public bool Shortened { get; private set; }

    /// <summary>« Aujourd’hui », « Demain », « Jeu. 10 décembre ».</summary>
    public string NameOf(DateOnly day) => (day.DayNumber - tenant.Today.DayNumber) switch
    {
        0 => "Aujourd’hui",
        1 => "Demain",
        _ => French.Sentence(French.ShortDay(day, tenant.Today)),
    };

    /// <summary>Where it is, or until when it can be cancelled in time.</summary>
    public string LimitOf(FoundCell found) => found.Cell.Until is not { } until ? found.Row.FacilityLabel
        : (found.IsLate ? "Limite passée, possible jusqu’au " : "Dans les délais jusqu’au ") + French.Moment(until, tenant.Today);

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(await choices.ReadAsync(Chosen, ct), ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var cells = await WithWholeAsync(await choices.ReadAsync(Chosen, ct), ct);
        if (Look is not null)
        {
            ModelState.Clear();
            await ShowAsync(cells, ct);
            return Page();
        }

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

        if (CertificateFiles.Problem(Files) is { } heavy)
        {
            ModelState.AddModelError(nameof(Files), heavy);
        }

        if (ModelState.IsValid)
        {
            try
            {
                var comment = Comment.OrNull();
                var receipt = await planning.SubmitAsync(
                    new SubmitRequest(Key == Guid.Empty ? Guid.NewGuid() : Key, [.. cells.Select(c => c.ToIntent(IntentAction.Absence, Reason))], comment),
                    ct);
                return await SendFilesAsync(receipt, ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await ShowAsync(cells, ct);
        return Page();
    }

    private async Task<CellRef[]> WithWholeAsync(CellRef[] cells, CancellationToken ct)
    {
        if (Whole.Length == 0)
        {
            return cells;
        }

        await ShowAsync(cells, ct);
        return [.. cells.Concat(Cells.Where(f => !f.Row.Week && Whole.Contains(Names[f.Child.ChildId])).Select(f => f.Ref)).Distinct()];
    }

    // The absence is told; a file that is no good must not untell it: its own page says what is wrong.
    private async Task<IActionResult> SendFilesAsync(Receipt receipt, CancellationToken ct)
    {
        var files = Files.Where(f => f.Length > 0).ToList();
        var asked = files.Count == 0 ? [] : (await absences.EvidenceAsync(ct)).Where(e => e.RequestId == receipt.Id && e.MaySend).ToList();
        foreach (var evidence in asked)
        {
            if (await CertificateFiles.SendAsync(absences, evidence.Id, files, ct) is { } problem)
            {
                TempData["Problem"] = "L’absence est envoyée, mais pas le justificatif. " + problem;
                return RedirectToPage("/Planning/Evidence", new { id = evidence.Id });
            }
        }

        if (files.Count > 0 && asked.Count == 0)
        {
            TempData["Toast"] = "Aucun justificatif n’est demandé pour cette absence : vos fichiers n’ont pas été gardés.";
        }

        return RedirectToPage("/Requests/Receipt", new { id = receipt.Id, nouveau = "oui" });
    }

    private async Task ShowAsync(CellRef[] cells, CancellationToken ct)
    {
        ViewData["Title"] = "Prévenir d’une absence";
        Date = DayOf(cells);
        Last = Read(Until) is { } until && until > Date ? until : cells.Length > 0 && Day is null ? cells[^1].Date : Date;
        Backwards = Read(Until) is { } end && end < Date;
        if (Backwards)
        {
            ModelState.AddModelError("au", "Le dernier jour vient avant le premier : corrigez l’un des deux.");
        }

        if (Last.DayNumber - Date.DayNumber >= MostDays)
        {
            Shortened = true;
            Last = Date.AddDays(MostDays - 1);
        }

        var months = new List<MonthView> { await planning.MonthOfAsync(Date, ct) };
        Month = months[0];
        Days = DaysOf(Month);
        if (Days.Count < 2 && Date.Month == tenant.Today.Month && Date.Year == tenant.Today.Year
            && await planning.MonthOfAsync(Date.AddMonths(1), ct).OrNullAsync(ct) is { } next)
        {
            months.Add(next);
            Days = [.. Days.Concat(DaysOf(next)).Take(8)];
        }

        if (Day is null && cells.Length == 0 && Days.Count > 0)
        {
            (Date, Last) = (Days[0], Days[0]);
        }

        for (var month = new DateOnly(Date.Year, Date.Month, 1); month <= Last; month = month.AddMonths(1))
        {
            if (months.TrueForAll(m => m.Month != MonthGrid.Key(month, "yyyy-MM")))
            {
                months.Add(await planning.MonthOfAsync(month, ct));
            }
        }

        Names = Choices.Names([.. Month.Children.Select(c => c.ChildId)]);
        Cells = [.. months.SelectMany(m => m.Days.Where(d => d.Date >= Date && d.Date <= Last).SelectMany(d => Declarable(m, d.Date))).DistinctBy(f => f.Ref)
            .OrderBy(f => f.Date)];
        var only = Cells.Select(f => f.Child.ChildId).Distinct().Count() == 1;
        Checked = cells.Length > 0 || Request.Method == "POST"
            ? cells.ToHashSet()
            : only || IsPeriod ? Cells.Where(f => !f.Row.Week).Select(f => f.Ref).ToHashSet()
            : new HashSet<CellRef>();
        if (IsPeriod && cells.Length == 0 && Request.Method == "GET")
        {
            Whole = [.. Cells.Select(f => Names[f.Child.ChildId]).Distinct()];
        }

        Effects = Cells.Count == 0 ? new Dictionary<string, AbsenceEffect>() : await EffectsAsync(ct);
    }

    private DateOnly DayOf(CellRef[] cells) => Read(Day) ?? (cells.Length > 0 ? cells[0].Date : tenant.Today);

    private static DateOnly? Read(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : null;

    private static List<FoundCell> Declarable(MonthView month, DateOnly day) => [.. month.OfDay(day).Where(f => f.May(CellActions.Absence))];

    private static List<DateOnly> DaysOf(MonthView month) =>
        [.. month.Days.Select(d => d.Date).Where(d => d >= month.Today && Declarable(month, d).Count > 0).Take(8)];

    private async Task<Dictionary<string, AbsenceEffect>> EffectsAsync(CancellationToken ct)
    {
        // A whole week is told absent only when it is ticked.
        var concerned = Cells.Where(f => Checked.Count == 0 ? !f.Row.Week : Checked.Contains(f.Ref)).ToList();
        var asked = new AskEffects([.. (concerned.Count > 0 ? concerned : Cells).Select(f => new AbsentDay(f.Child.ChildId, f.Row.Unit, f.Date))]);
        var effects = await absences.EffectsAsync(asked, ct).OrNullAsync(ct) ?? [];
        var sums = new AskedSums();
        foreach (var effect in effects)
        {
            AbsenceEffect.Ask(effect, sums);
        }

        var known = await prices.SumsAsync(sums, ct);
        return effects.ToDictionary(e => e.Reason, e => AbsenceEffect.Of(e, known, tenant.Today));
    }
}
