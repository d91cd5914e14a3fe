using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Import;

/// <summary>A file is chosen; the runs so far.</summary>
[May(Permissions.Families)]
internal sealed class IndexModel(ImportsClient imports) : PageModel
{
    private const long MaxBytes = 10 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Table { get; set; }

    public ImportsView Runs { get; private set; } = new([], 1, 1);

    public async Task OnGetAsync(CancellationToken ct, int p = 1)
    {
        ModelState.Clear();
        Runs = await imports.ListAsync(Math.Clamp(p, 1, 100_000), ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Table is not { Length: > 0 })
        {
            ModelState.AddModelError(nameof(Table), Table is null ? "Choisissez un fichier CSV ou XLSX." : "Ce fichier est vide : choisissez-en un autre.");
        }
        else if (Table.Length > MaxBytes)
        {
            ModelState.AddModelError(nameof(Table), "Ce fichier dépasse 10 Mo : partagez-le en plusieurs.");
        }
        else
        {
            try
            {
                await using var file = Table.OpenReadStream();
                var name = Path.GetFileName(Table.FileName);
                var run = await imports.UploadAsync(name.Length > 150 ? name[^150..] : name, file, ct);
                return RedirectToPage("/Import/One", new { id = run.Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 413)
            {
                ModelState.AddModelError(nameof(Table), problem.Detail);
            }
        }

        Runs = await imports.ListAsync(1, ct);
        return Page();
    }
}
