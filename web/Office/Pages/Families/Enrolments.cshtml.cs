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

/// <summary>A family's enrolments: made, moved and ended by an agent, each with its trace.</summary>
[May(Permissions.Requests)]
internal sealed class EnrolmentsModel(
    PlanningClient planning, PlanningEnrolmentsClient enrolments, FamilyClient family, TenantContext tenant, Told told) : PageModel
{
    public static readonly SelectListItem[] Days = [.. Enumerable.Range(1, 7)
        .Select(d => new SelectListItem(French.Sentence(French.DayName((DayOfWeek)(d % 7))), d.ToString(CultureInfo.InvariantCulture)))];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public EnrolForm Input { get; set; } = new();

    public FamilyView Family { get; private set; } = null!;

    public EnrolmentView[] Enrolments { get; private set; } = [];

    public FilterOption[] Services { get; private set; } = [];

    /// <summary>The enrolment whose change was refused.</summary>
    public Guid? Changed { get; private set; }

    public (DateOnly? From, DateOnly? Until, string? Reason) Typed { get; private set; }

    public string? ChangeError { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        Input.From = tenant.Today;
    }

    public async Task<IActionResult> OnPostCreateAsync(CancellationToken ct)
    {
        if (Input is { From: { } from, Until: { } until } && until < from)
        {
            ModelState.AddModelError("Input.Until", "La fin vient avant le début.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                var made = await enrolments.CreateAsync(
                    new CreateEnrolment(Id, Input.Child, Input.Service!, Input.From, Input.Until, Input.Weekdays.Length == 0 ? null : Input.Weekdays, null,
                        Input.Reason),
                    ct);
                TempData["Toast"] = $"Inscription {French.De(made.Child)} à « {made.ServiceLabel} » faite. La famille reçoit un message.";
                return RedirectToPage(new { id = Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostChangeAsync(Guid enrolment, DateOnly? from, DateOnly? until, string? reason, CancellationToken ct)
    {
        // The other form of the page was not sent.
        ModelState.Clear();
        try
        {
            if (reason?.Trim() is not { Length: >= 3 } why || from is null)
            {
                ChangeError = from is null ? "Indiquez le premier jour." : "Dites pourquoi, en quelques mots.";
            }
            else
            {
                await enrolments.ChangeAsync(enrolment, new ChangeEnrolment(from, until, why), ct);
                TempData["Toast"] = $"L’inscription est changée. {await told.OfAsync(Id, ct)}";
                return RedirectToPage(new { id = Id });
            }
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ChangeError = problem.Detail;
        }

        (Changed, Typed) = (enrolment, (from, until, reason));
        ModelState.AddModelError("", ChangeError);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Family = await family.OneAsync(Id, ct);
        Enrolments = await planning.EnrolmentsAsync(ct, Id);
        Services = await enrolments.ServicesAsync(ct);
    }

    internal sealed class EnrolForm
    {
        [Required(ErrorMessage = "Choisissez l’enfant.")]
        public Guid? Child { get; set; }

        [Required(ErrorMessage = "Choisissez le service.")]
        public string? Service { get; set; }

        [Required(ErrorMessage = "Indiquez le premier jour.")]
        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        /// <summary>1 Monday … 7 Sunday.</summary>
        public int[] Weekdays { get; set; } = [];

        [StringLength(500, ErrorMessage = "500 signes au plus.")]
        public string? Reason { get; set; }
    }
}
