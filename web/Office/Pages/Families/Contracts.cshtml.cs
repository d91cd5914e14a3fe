using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Contracts of a family's children (F-94): hours of the week, leave asked in the family's name and taken back, hours beyond.</summary>
[May(Permissions.Requests)]
internal sealed class ContractsModel(
    ContractsClient contracts, LeaveClient leave, PlanningClient planning, FamilyClient family, TenantContext tenant, Told told) : PageModel
{
    public static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ContractForm Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "contrat")]
    public Guid? Contract { get; set; }

    [BindProperty(SupportsGet = true, Name = "du")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "au")]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true, Name = "motif")]
    public string? Reason { get; set; }

    [BindProperty]
    public string? OverrideReason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public FamilyView Family { get; private set; } = null!;

    public LeaveView View { get; private set; } = null!;

    /// <summary>What the chosen period would come to.</summary>
    public LeavePreview? Preview { get; private set; }

    public LeaveContract? Chosen => View.Contracts.FirstOrDefault(c => c.Contract.Id == Contract);

    public EnrolmentView[] Enrolments { get; private set; } = [];

    public IEnumerable<SelectListItem> Choices =>
        Enrolments.Select(e => new SelectListItem($"{e.Child}, {e.ServiceLabel}", $"{e.ChildId}|{e.Service}")).Prepend(new("Choisissez", ""));

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Input.From = tenant.Today;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var hours = Weekdays.Select((day, i) => (Day: day, From: Input.Start.ElementAtOrDefault(i), To: Input.End.ElementAtOrDefault(i)))
            .Where(h => h.From is not null || h.To is not null).ToList();
        if (hours.Any(h => h.From is null || h.To is null || h.To <= h.From))
        {
            ModelState.AddModelError("Input.Start", "Donnez pour chaque jour le début et la fin, la fin après le début, ou laissez les deux vides.");
        }

        if (ModelState.IsValid && Input.Who!.Split('|') is [var child, var service] && Guid.TryParse(child, out var childId))
        {
            try
            {
                await contracts.GiveAsync(
                    new GiveContract(Id, childId, service, Input.From, Input.Until, [.. hours.Select(h => new ContractDay(h.Day, h.From!.Value, h.To!.Value))],
                        Input.LeaveDays ?? 0),
                    ct);
                TempData["Toast"] = "Contrat enregistré.";
                return RedirectToPage(new { id = Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid contract, CancellationToken ct)
    {
        await contracts.EndAsync(contract, tenant.Today, ct);
        TempData["Toast"] = "Contrat terminé aujourd’hui.";
        return RedirectToPage(new { id = Id });
    }

    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken ct)
    {
        // The form of a new contract was not sent.
        ModelState.Clear();
        if (!string.IsNullOrWhiteSpace(OverrideReason) && OverrideReason.Trim().Length < 3)
        {
            ModelState.AddModelError(nameof(OverrideReason), "Écrivez le motif en quelques mots, ou laissez vide.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                var receipt = await leave.AskAsync(Asked(OverrideReason), ct);
                return RedirectToPage("/Families/Receipt", new { id = Id, request = receipt.Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid demande, Guid[] lignes, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await leave.TakeBackAsync(demande, lignes, ct);
            TempData["Toast"] = $"Le congé est repris : les jours sont de nouveau réservés. {await told.OfAsync(Id, ct)}";
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await LoadAsync(ct);
        return Page();
    }

    private AskLeave Asked(string? overrideReason) => new(
        Key == Guid.Empty ? Guid.NewGuid() : Key, Contract, From, Until, string.IsNullOrEmpty(Reason) ? null : Reason, Comment.OrNull(), Id,
        overrideReason.OrNull());

    private async Task LoadAsync(CancellationToken ct)
    {
        var asked = leave.ListAsync(ct, Id);
        Family = await family.OneAsync(Id, ct);
        Enrolments = await planning.EnrolmentsAsync(ct, Id);
        View = await asked;
        if (Chosen is not null && From is not null && Until is not null)
        {
            try
            {
                Preview = await leave.PreviewAsync(Asked(null), ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404)
            {
                if (ModelState.IsValid)
                {
                    ModelState.AddModelError("", problem.Detail);
                }
            }
        }
    }

    internal sealed class ContractForm
    {
        [Required(ErrorMessage = "Choisissez l’enfant et le service.")]
        public string? Who { get; set; }

        [Required(ErrorMessage = "Indiquez le premier jour du contrat.")]
        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        [Range(0, 365, ErrorMessage = "Indiquez de 0 à 365 jours de congé.")]
        public int? LeaveDays { get; set; }

        public TimeOnly?[] Start { get; set; } = new TimeOnly?[5];

        public TimeOnly?[] End { get; set; } = new TimeOnly?[5];
    }
}
