using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>
/// « Enfant malade », on one screen: who, when, send. All services of those days are told, with the first reason of the commune's list (F-86…F-90);
/// another reason or a part of the services is the page of absences.
/// </summary>
public sealed class SickModel(PlanningClient planning, AbsencesClient absences, Prices prices, TenantContext tenant) : PageModel
{
    /// <summary>Value of the choice « Jusqu’au ».</summary>
    public const string Period = "p";

    /// <summary>Children who are absent, as in <see cref="SickDays.Names"/>.</summary>
    [BindProperty(Name = "e")]
    public string[] Who { get; set; } = [];

    /// <summary>"2026-12-08", or <see cref="Period"/>: from the first day to <see cref="Until"/>.</summary>
    [BindProperty(Name = "q")]
    public string? When { get; set; }

    [BindProperty(Name = "au")]
    public string? Until { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    /// <summary>"oui": shows what the choices so far would change, and sends nothing.</summary>
    [BindProperty]
    public string? Look { get; set; }

    public SickDays Days { get; private set; } = null!;

    public AbsenceReasonView? Reason { get; private set; }

    /// <summary>Null while it can't be known.</summary>
    public AbsenceEffect? Effect { get; private set; }

    // As Billing says them: of each child, and of the effect.
    private IReadOnlyDictionary<string, QuoteSum> _sums = new Dictionary<string, QuoteSum>();

    public IReadOnlyList<FoundCell> Chosen => [.. Days.Cells.Where(f => Who.Contains(Days.Names[f.Child.ChildId]))];

    /// <summary>« Louise et Tom, aujourd’hui ».</summary>
    public string WhoAndWhen => $"{French.List([.. Chosen.Select(f => f.Child.FirstName).Distinct()])}, {Days.Words(tenant.Today)}";

    public decimal? PriceOf(Guid child) => _sums.GetValueOrDefault(child.ToString("N"))?.Amount;

    /// <summary>What sending changes on the bill, in the bar that sends.</summary>
    public string EffectWords => Chosen.Count == 0 ? "Rien n’est envoyé avant." : Effect switch
    {
        { Certificate: true, Free: { } free } => $"{French.Money(free)}, 0\u00A0€ si certificat",
        { Free: { } free, Due: null } => $"{French.Money(free)} en moins",
        { Due: { } due } => $"Reste facturé : {French.Money(due)}",
        { } known => known.Brief,
        _ => "L’effet sera sur le reçu.",
    };

    /// <summary>« Cantine, garderie, 2 jours ».</summary>
    public string ServicesOf(IEnumerable<FoundCell> cells)
    {
        var services = French.Sentence(string.Join(", ", cells.Select(f => f.Row.ShortLabel.ToLowerInvariant()).Distinct()));
        return Days.Last > Days.First ? $"{services}, {French.Count(cells.Select(f => f.Date).Distinct().Count(), "jour")}" : services;
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReadAsync(ct);
        // Where only one can be, it is that one.
        Who = Days.Cells.Select(f => f.Child.ChildId).Distinct().ToList() is [var only] ? [Days.Names[only]] : [];
        await TellAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReadAsync(ct);
        if (Look is null && await SendAsync(ct) is { } receipt)
        {
            return RedirectToPage("/Requests/Receipt", new { id = receipt.Id, nouveau = "oui" });
        }

        await TellAsync(ct);
        return Page();
    }

    private async Task<Receipt?> SendAsync(CancellationToken ct)
    {
        if (When == Period && Days.Last == Days.First)
        {
            ModelState.AddModelError("au", $"Choisissez le dernier jour d’absence, après le {French.Day(Days.First, tenant.Today)}.");
        }
        else if (Chosen.Count == 0)
        {
            ModelState.AddModelError("e",
                Days.Cells.Count == 0 ? "Rien n’est réservé ces jours-là : choisissez un autre jour." : "Cochez l’enfant qui est malade.");
        }

        if (!ModelState.IsValid)
        {
            return null;
        }

        Choose();
        try
        {
            return await planning.SubmitAsync(new SubmitRequest(Key == Guid.Empty ? Guid.NewGuid() : Key,
                [.. Chosen.Select(f => f.Ref.ToIntent(IntentAction.Absence, Reason?.Key))]), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
            return null;
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        ViewData["Title"] = "Enfant malade";
        ViewData["Body"] = "phone";
        Days = await SickDays.ReadAsync(tenant.Today, When, Until, month => planning.MonthOfAsync(month, ct));
        if (When != Period && Days.Choices.Count > 0)
        {
            When = MonthGrid.Key(Days.First);
        }
    }

    // The first reason of the commune's list is the one families give most: illness. It must hold for what is chosen.
    private void Choose()
    {
        var services = (Chosen.Count > 0 ? Chosen : Days.Cells).Select(f => f.Row.Service).ToHashSet();
        var reasons = Days.Reasons.Where(r => !r.Leave).ToList();
        Reason = reasons.FirstOrDefault(r => services.All(r.Fits)) ?? reasons.FirstOrDefault(r => services.Any(r.Fits));
    }

    private async Task TellAsync(CancellationToken ct)
    {
        Choose();
        if (Days.Cells.Count == 0)
        {
            return;
        }

        var asked = new AskEffects([.. (Chosen.Count > 0 ? Chosen : Days.Cells).Select(f => new AbsentDay(f.Child.ChildId, f.Row.Unit, f.Date))]);
        var effects = await absences.EffectsAsync(asked, ct).OrNullAsync(ct);
        var effect = effects?.FirstOrDefault(e => e.Reason == Reason?.Key);
        var sums = new AskedSums();
        foreach (var cell in Days.Cells)
        {
            sums.Add(cell.Child.ChildId.ToString("N"), [cell.Ref]);
        }

        if (effect is not null)
        {
            AbsenceEffect.Ask(effect, sums);
        }

        _sums = await prices.SumsAsync(sums, ct);
        Effect = effect is null ? null : AbsenceEffect.Of(effect, _sums, tenant.Today);
    }
}
