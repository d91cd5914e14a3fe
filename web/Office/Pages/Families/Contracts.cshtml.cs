using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Contracts of a family's children: hours of the week and days of leave (F-94).</summary>
[May(Permissions.Requests)]
internal sealed class ContractsModel(ContractsClient contracts, PlanningClient planning, TenantContext tenant) : PageModel
{
    public static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ContractForm Input { get; set; } = new();

    public ContractView[] List { get; private set; } = [];

    public EnrolmentView[] Enrolments { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Input.From = tenant.Today;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var hours = Weekdays.Select((day, i) => (Day: day, From: Input.Start.ElementAtOrDefault(i), To: Input.End.ElementAtOrDefault(i))).Where(h => h.From is not null || h.To is not null).ToList();
        if (hours.Any(h => h.From is null || h.To is null || h.To <= h.From))
        {
            ModelState.AddModelError("Input.Start", "Donnez pour chaque jour le début et la fin, la fin après le début, ou laissez les deux vides.");
        }
        if (ModelState.IsValid && Input.Who!.Split('|') is [var child, var service] && Guid.TryParse(child, out var childId))
        {
            try
            {
                await contracts.GiveAsync(new GiveContract(Id, childId, service, Input.From, Input.Until, [.. hours.Select(h => new ContractDay(h.Day, h.From!.Value, h.To!.Value))], Input.LeaveDays ?? 0), ct);
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

    async Task LoadAsync(CancellationToken ct)
    {
        var asked = contracts.ListAsync(ct, Id);
        Enrolments = await planning.EnrolmentsAsync(ct, Id);
        List = await asked;
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
