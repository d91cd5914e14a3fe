using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Roll;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>Roll call of a service. With its script it goes on without network; without, each button posts.</summary>
[May(Permissions.Attendance)]
internal sealed class IndexModel(PlanningRollClient planning, CareClient care, TenantContext tenant, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true, Name = "date")]
    public DateOnly? Date { get; set; }

    [BindProperty(SupportsGet = true, Name = "corriger")]
    public string? Correcting { get; set; }

    [BindProperty(SupportsGet = true, Name = "enfant")]
    public string? Find { get; set; }

    public RollPage Shown { get; private set; } = RollPage.Empty;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        // A mistyped day shows today, and an old link a service that exists: the page says which.
        var day = Date is { } asked && asked <= tenant.Today && asked > tenant.Today.AddYears(-2) ? asked : tenant.Today;
        if (Date is { } other ? other != day : Request.Query["date"] is [{ Length: > 0 }])
        {
            // The page's script asks for what the address says: it must say what is shown.
            TempData["Toast"] = "Ce jour ne se pointe pas : voici aujourd’hui.";
            return RedirectToPage(new { service = Service });
        }

        RollView view;
        try
        {
            view = await planning.RollAsync(day, Service, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404 && !string.IsNullOrEmpty(Service))
        {
            TempData["Toast"] = "Ce service n’existe pas ou n’est plus là : en voici un autre.";
            return RedirectToPage(new { date = Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        }

        Shown = new RollPage(view, await care.NotesAsync(view.Children.Select(c => c.ChildId), ct), day == tenant.Today, Correcting, Find);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(MarkForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid || form is not { Id: not null, Child: not null, Unit: not null, Kind: not null } || Date is not { } day)
        {
            TempData["Toast"] = "Ce pointage n’a pas pu être lu. Recommencez depuis la liste.";
            return RedirectToPage(new { service = Service });
        }

        var now = clock.GetUtcNow().UtcDateTime;
        // A correction counts for every hour of its kind that stands.
        var marks = (form.Others ?? []).Select(other => new NewMark(Guid.NewGuid(), form.Child, form.Unit, day, MarkKind.Undo, now, null, other))
            .Append(new NewMark(form.Id, form.Child, form.Unit, day, form.Kind, now, form.Time, form.Replaces, form.CollectedBy));
        var answer = (await planning.MarkAsync(new SendMarks("Page web", now, [.. marks]), ct)).Results[^1];
        TempData["Toast"] = answer.Kept ? $"{form.Name} : pointage noté." : answer.Text;
        return RedirectToPage(new { service = Service, date = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
    }

    internal sealed class MarkForm
    {
        /// <summary>Given by the page: the same form sent twice counts once.</summary>
        public Guid? Id { get; set; }

        public Guid? Child { get; set; }

        public string? Unit { get; set; }

        public MarkKind? Kind { get; set; }

        public TimeOnly? Time { get; set; }

        public Guid? Replaces { get; set; }

        public Guid[]? Others { get; set; }

        public string? Name { get; set; }

        [StringLength(120)]
        public string? CollectedBy { get; set; }
    }
}
