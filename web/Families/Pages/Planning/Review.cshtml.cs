using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>What will be booked or cancelled, waiting or refused, and what it costs; nothing is saved before the
/// parent confirms. The choice is in the address: a sign-in in between loses nothing.</summary>
public sealed class ReviewModel(PlanningClient planning, Choices choices, Prices prices) : PageModel
{
    /// <summary>"annuler" takes bookings back; else they are asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "a")]
    public string? Wanted { get; set; }

    /// <summary>Cells given up for others of the choice: « à la place de ».</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public string[] GivenUp { get; set; } = [];

    /// <summary>The same key never books twice, however often the form is sent.</summary>
    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    [BindProperty]
    public string? Comment { get; set; }

    public RequestLines? Lines { get; private set; }

    /// <summary>The page of the week this choice begins in.</summary>
    public string Back { get; private set; } = "";

    /// <summary>The page it was chosen on, with all of it still chosen.</summary>
    public string Change { get; private set; } = "";

    public bool Cancels => Wanted == "annuler";

    private IntentAction Action => Cancels ? IntentAction.Cancel : IntentAction.Book;

    public async Task OnGetAsync(CancellationToken ct) => await ShowAsync(await ReadAsync(ct), ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var cells = await ReadAsync(ct);
        var given = await GivenUpAsync(ct);
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
                var comment = Comment.OrNull();
                var receipt = await planning.SubmitAsync(new SubmitRequest(Key, IntentsOf(cells, given), comment), ct);
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

    private async Task<CellRef[]> GivenUpAsync(CancellationToken ct) => Cancels ? [] : await choices.ReadAsync(GivenUp, ct);

    // Both or neither: the service gives up what stands in the way only when the day itself is sure.
    private Intent[] IntentsOf(CellRef[] cells, CellRef[] given) => [.. cells.Select(c => c.ToIntent(Action) with
    {
        Instead = [.. given.Where(g => (g.Child, g.Date) == (c.Child, c.Date) && g != c).Select(g => g.Unit).Distinct()],
    })];

    // What was to be asked too is no longer asked; what is booked is given up.
    private static string InsteadLink(ReceiptLine line, CellRef[] cells, CellRef[] given)
    {
        var other = new CellRef(line.ChildId, line.Instead!.Unit, line.Date);
        var asked = Choices.WriteWhole([.. cells.Where(c => c != other)]).Select(text => "c=" + Uri.EscapeDataString(text));
        var gone = Choices.WriteWhole(cells.Contains(other) ? given : [.. given, other]).Select(text => "p=" + Uri.EscapeDataString(text));
        return "?" + string.Join('&', asked.Concat(gone));
    }

    private async Task ShowAsync(CellRef[] cells, CancellationToken ct)
    {
        ViewData["Title"] = "Vérifier la demande";
        if (cells.Length == 0)
        {
            return;
        }

        var (first, monday) = (cells[0].Date, MonthGrid.Key(MonthGrid.Monday(cells[0].Date)));
        Back = $"~/planning?mois={MonthGrid.Key(first, "yyyy-MM")}&semaine={monday}";
        Change = string.Join('&', Choices.WriteWhole(cells).Select(text => "c=" + Uri.EscapeDataString(text))
            .Prepend(Request.Query.ContainsKey("semaine") ? $"~/planning/semaine?semaine={monday}" : Back));
        var given = await GivenUpAsync(ct);
        var preview = await planning.PreviewAsync(new SubmitRequest(Key, IntentsOf(cells, given)), ct);
        Lines = await RequestLines.OfAsync(preview, prices, preview: true, ct);
        Lines.InsteadLink = line => InsteadLink(line, cells, given);
    }
}
