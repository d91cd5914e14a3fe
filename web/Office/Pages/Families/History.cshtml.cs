using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Who changed what in a file, and when, with old and new values.</summary>
[May(Permissions.Families)]
internal sealed class HistoryModel(FamilyFilesClient files) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "avant")]
    public long? Before { get; set; }

    public FamilyHistoryView History { get; private set; } = null!;

    public static string Shown(string? value) =>
        value is null ? "vide" : DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) ? $"{day:dd/MM/yyyy}" : value;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        History = await files.HistoryAsync(Id, Before, ct);
    }
}
