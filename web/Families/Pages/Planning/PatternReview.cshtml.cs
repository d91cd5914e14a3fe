using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>What a typical week comes to over its period: booked, refused and why, left out by the calendar, and
/// what it costs month by month. Nothing is saved before the parent confirms.</summary>
public sealed class PatternReviewModel(PatternClient patterns, FamilyClient family, Prices prices, TenantContext tenant) : PageModel
{
    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    [BindProperty]
    public string? Comment { get; set; }

    /// <summary>Units given up where they stand in the way: « à la place de ».</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public string[] Instead { get; set; } = [];

    public PatternChoice Choice { get; private set; } = null!;

    public PatternPreview? Preview { get; private set; }

    public LineSummary? Summary { get; private set; }

    /// <summary>What stands in the way and can be given up, with how many days that concerns and the address that asks for it.</summary>
    public IEnumerable<(string Unit, string Other, int Days, string Link)> Swaps => (Preview?.Receipt.Lines ?? []).Where(l => l.Instead is not null)
        .GroupBy(l => (l.UnitLabel, l.Instead)).Select(g => (g.Key.UnitLabel, g.Key.Instead!.Label, g.Select(l => (l.ChildId, l.Date)).Distinct().Count(),
            Choice.ToQuery() + string.Concat(Instead.Append(g.Key.Instead.Unit).Distinct().Select(unit => "&p=" + Uri.EscapeDataString(unit)))));

    /// <summary>Why the pattern can't even be looked at.</summary>
    public string? Problem { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var names = await NamesAsync(ct);
        var request = PatternChoice.Read(Request.Query, tenant.Today).ToRequest(Key, names, Comment.OrNull()) with { Instead = Instead };
        if (Comment?.Length > 500)
        {
            ModelState.AddModelError(nameof(Comment), $"Votre mot compte {Comment.Length} signes. Gardez-en 500 au plus.");
        }
        else if (Key != Guid.Empty && request.Rows.Length > 0)
        {
            try
            {
                var receipt = await patterns.SubmitAsync(request, ct);
                return RedirectToPage("/Requests/Receipt", new { id = receipt.Id, nouveau = "oui" });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        ViewData["Title"] = "Vérifier la semaine type";
        Choice = PatternChoice.Read(Request.Query, tenant.Today);
        var request = Choice.ToRequest(Key == Guid.Empty ? Guid.NewGuid() : Key, await NamesAsync(ct)) with { Instead = Instead };
        if (request.Rows.Length == 0)
        {
            Problem = "Cochez au moins un jour pour un enfant et un service.";
            return;
        }

        try
        {
            Preview = await patterns.PreviewAsync(request, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400)
        {
            Problem = problem.Detail;
            return;
        }

        Summary = new LineSummary(await RequestLines.OfAsync(Preview.Receipt, prices, preview: true, ct));
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(CancellationToken ct) =>
        Choices.Names([.. (await family.MeAsync(ct)).Children.Select(c => c.ChildId)]);
}
