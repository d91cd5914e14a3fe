using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>A whole school moves up: everyone is proposed the next grade, exceptions are chosen on the list.</summary>
[May(Permissions.Families)]
internal sealed class ClassUpModel(FamilyFilesClient files) : PageModel
{
    private static readonly string[] Grades = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS"];

    /// <summary>Nobody wrote its grade yet: it isn't sent away for that.</summary>
    public const string Stays = "-";

    [BindProperty(SupportsGet = true, Name = "ecole")]
    public string? School { get; set; }

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    [BindProperty]
    public Guid Last { get; set; }

    public SchoolSummary[] Schools { get; private set; } = [];

    public PupilsView? Pupils { get; private set; }

    public static IEnumerable<string> GradesOf(PupilRow child) => child.Grade is null || Grades.Contains(child.Grade) ? Grades : Grades.Append(child.Grade);

    /// <summary>« CE1 (redouble) »; who learns in a class of several ages stays in it.</summary>
    public static string Offer(string grade, PupilRow child) =>
        grade != child.Grade ? grade : $"{grade} ({(grade == child.Next ? "reste" : "redouble")})";

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            var done = await files.ClassUpAsync(new ClassUp(School,
                [.. Rows.Where(r => r.Grade != Stays).Select(r => new ClassUpChild(r.Child, r.Grade, r.Class))]), ct);
            TempData["Toast"] = $"{French.Count(done.Children, "enfant a changé", "enfants ont changé")} de niveau ou de classe.";
            return RedirectToPage(new { ecole = School });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("", problem.Status == 404 ? "Aucun enfant de cette école n’a été trouvé : relisez la liste." : problem.Detail);
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            var done = await files.UndoClassUpAsync(Last, ct);
            TempData["Toast"] = $"Passage défait pour {French.Count(done.Children, "enfant")}.";
            return RedirectToPage(new { ecole = School });
        }
        catch (ApiProblem problem) when (problem.Status is 404 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Schools = [.. (await files.SchoolsAsync(ct)).Schools.Where(s => s.Children > 0)];
        School = Array.Exists(Schools, s => s.Name == School) ? School : Schools.FirstOrDefault()?.Name;
        Pupils = School is null ? null : await files.PupilsAsync(School, ct);
    }

    internal sealed class Row
    {
        public Guid Child { get; set; }

        public string? Grade { get; set; }

        public string? Class { get; set; }
    }
}
