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

    /// <summary>« de Tom à « Cantine » » : what was made of a choice of which something else was refused.</summary>
    public List<string> Made { get; } = [];

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

        await LoadAsync(ct);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var before = Enrolments;
        foreach (var (child, service) in Input.Children.Distinct().SelectMany(c => Input.Services.Distinct().Select(s => (c, s))))
        {
            // Made when the form was sent before, and another of the same choice was refused.
            if (!before.Any(e => e.ChildId == child && e.Service == service && e.From == Input.From && e.Until == Input.Until))
            {
                await CreateAsync(child, service, ct);
            }
        }

        if (ModelState.IsValid)
        {
            TempData["Toast"] = Made switch
            {
                [] => "Ces inscriptions étaient déjà faites.",
                [var one] => $"Inscription {one} faite. La famille reçoit un message.",
                _ => $"{French.Count(Made.Count, "inscription faite", "inscriptions faites")} : {French.List(Made)}. La famille reçoit un message de chacune.",
            };
            return RedirectToPage(new { id = Id });
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task CreateAsync(Guid child, string service, CancellationToken ct)
    {
        try
        {
            var made = await enrolments.CreateAsync(
                new CreateEnrolment(Id, child, service, Input.From, Input.Until, Input.Weekdays.Length == 0 ? null : Input.Weekdays, null, Input.Reason), ct);
            Made.Add($"{French.De(made.Child)} à « {made.ServiceLabel} »");
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            if (problem.Errors.Count > 0)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
            else
            {
                var (who, what) = (Family.Children.FirstOrDefault(c => c.ChildId == child)?.FirstName, Services.FirstOrDefault(s => s.Key == service)?.Label);
                ModelState.AddModelError("Input.Services", $"{who}, « {what} » : {problem.Detail}");
            }
        }
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
        [MinLength(1, ErrorMessage = "Choisissez l’enfant.")]
        public Guid[] Children { get; set; } = [];

        [MinLength(1, ErrorMessage = "Choisissez le service.")]
        public string[] Services { get; set; } = [];

        [Required(ErrorMessage = "Indiquez le premier jour.")]
        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        /// <summary>1 Monday … 7 Sunday.</summary>
        public int[] Weekdays { get; set; } = [];

        [StringLength(500, ErrorMessage = "500 signes au plus.")]
        public string? Reason { get; set; }
    }
}
