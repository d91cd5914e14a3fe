using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Disruptions;

/// <summary>Announces a disruption: criteria, then who is concerned, then confirm. Nothing is saved before.</summary>
[May(Permissions.Requests)]
internal sealed class NewModel(DisruptionsClient disruptions, TenantContext tenant) : PageModel
{
    [BindProperty]
    public DisruptionForm Input { get; set; } = new();

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public DisruptionOptions Options { get; private set; } = null!;

    /// <summary>Null on the first step.</summary>
    public DisruptionPreview? Preview { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Input.First ??= tenant.Today;
        Input.Last ??= Input.First;
        Options = await disruptions.OptionsAsync(ct);
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        Check();
        if (ModelState.IsValid)
        {
            Preview = await TryAsync(() => disruptions.PreviewAsync(Input.ToPlan(), ct));
        }

        Options = await disruptions.OptionsAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEditAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Options = await disruptions.OptionsAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(CancellationToken ct)
    {
        Check();
        if (ModelState.IsValid
            && await TryAsync(() => disruptions.ApplyAsync(new ApplyDisruption(Key == Guid.Empty ? Guid.NewGuid() : Key, Input.ToPlan()), ct)) is { } done)
        {
            TempData["Toast"] =
                $"{(done.Effect == DisruptionEffect.Reduced ? "" : French.Count(done.Cells, "jour excusé", "jours excusés") + ", ")}"
                    + $"{DisruptionText.Reached(done.Families, done.List)}.";
            return RedirectToPage("/Disruptions/One", new { id = done.Id });
        }

        Options = await disruptions.OptionsAsync(ct);
        return Page();
    }

    private void Check()
    {
        if (Input is { First: { } first, Last: { } last } && last < first)
        {
            ModelState.AddModelError("Input.Last", "Le dernier jour vient avant le premier.");
        }

        if (Input.Effect == DisruptionEffect.Reduced && string.IsNullOrWhiteSpace(Input.Note))
        {
            ModelState.AddModelError("Input.Note", "Écrivez ce qui change, par exemple « Prévoir un pique-nique ».");
        }
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> call) where T : class
    {
        try
        {
            return await call();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return null;
        }
    }

    internal sealed class DisruptionForm
    {
        [Required(ErrorMessage = "Choisissez le premier jour.")]
        public DateOnly? First { get; set; }

        [Required(ErrorMessage = "Choisissez le dernier jour.")]
        public DateOnly? Last { get; set; }

        [Required(ErrorMessage = "Dites ce qui se passe, par exemple « Grève du personnel ».")]
        [StringLength(100, MinimumLength = 3, ErrorMessage = "Écrivez la cause en 3 à 100 signes.")]
        public string? Cause { get; set; }

        [Required(ErrorMessage = "Choisissez ce que deviennent les jours réservés.")]
        public DisruptionEffect? Effect { get; set; }

        [StringLength(500, ErrorMessage = "Gardez 500 signes au plus.")]
        public string? Note { get; set; }

        public string[] Services { get; set; } = [];

        public string[] Facilities { get; set; } = [];

        public string[] Schools { get; set; } = [];

        public string[] Grades { get; set; } = [];

        /// <summary>Whom it concerns, by the name of each field.</summary>
        public (string Name, string[] Values)[] Concerned =>
            [("Services", Services), ("Facilities", Facilities), ("Schools", Schools), ("Grades", Grades)];

        public DisruptionPlan ToPlan() => new(First, Last, Cause!.Trim(), Effect, Note.OrNull(), Services, Facilities, Schools, Grades);
    }
}
