using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>What will be booked or cancelled, waiting or refused, and what it costs; nothing is saved before the parent confirms. The choice is in the address: a sign-in in between loses nothing.</summary>
public sealed class ReviewModel(PlanningClient planning, Choices choices, Prices prices) : PageModel
{
    /// <summary>"annuler" takes bookings back; else they are asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "a")]
    public string? Wanted { get; set; }

    /// <summary>The same key never books twice, however often the form is sent.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    [BindProperty]
    public string? Comment { get; set; }

    public RequestLines? Lines { get; private set; }

    public string Month { get; private set; } = "";

    public bool Cancels => Wanted == "annuler";

    private IntentAction Action => Cancels ? IntentAction.Cancel : IntentAction.Book;

    public async Task OnGetAsync(CancellationToken ct) => await ShowAsync(await ReadAsync(ct), ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var cells = await ReadAsync(ct);
        if (cells.Length == 0 || Key == Guid.Empty)
        {
            return RedirectToPage(new { a = Wanted });
        }
        if (Comment?.Length > 500)
        {
            ModelState.AddModelError(nameof(Comment), $"Votre mot compte {Comment.Length} signes. Gardez-en 500 au plus.");
        }
        else
        {
            try
            {
                var comment = string.IsNullOrWhiteSpace(Comment) ? null : Comment.Trim();
                var receipt = await planning.SubmitAsync(new SubmitRequest(Key, [.. cells.Select(c => c.ToIntent(Action))], comment), ct);
                return RedirectToPage("/Requests/Receipt", new { id = receipt.Id, nouveau = "oui" });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }
        await ShowAsync(cells, ct);
        return Page();
    }

    private Task<CellRef[]> ReadAsync(CancellationToken ct) => choices.ReadAsync(Choices.Of(Request.Query), ct);

    private async Task ShowAsync(CellRef[] cells, CancellationToken ct)
    {
        ViewData["Title"] = "Vérifier la demande";
        if (cells.Length == 0)
        {
            return;
        }
        Month = MonthGrid.Key(cells[0].Date, "yyyy-MM");
        var preview = await planning.PreviewAsync(new SubmitRequest(Key, [.. cells.Select(c => c.ToIntent(Action))]), ct);
        Lines = new RequestLines(preview, await prices.OfAsync(Cancels ? [] : cells, ct, RequestLines.LateOf(preview).Contains), preview: true);
    }
}
