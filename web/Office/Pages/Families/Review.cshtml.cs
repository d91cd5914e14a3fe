using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>What would happen to each day, without and with an exception, and what it costs; then the agent saves in the family's name.</summary>
[May(Permissions.Requests)]
internal sealed class ReviewModel(PlanningClient planning, FamilyClient family, BillingClient billing, Session session) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(Name = "c")]
    public string[] Chosen { get; set; } = [];

    /// <summary>"reserver", "annuler" or "absence".</summary>
    [BindProperty(SupportsGet = true, Name = "a")]
    public string? Verb { get; set; }

    /// <summary>Units given up where they stand in the way: « à la place de ».</summary>
    [BindProperty(Name = "p")]
    public string[] Instead { get; set; } = [];

    [BindProperty(Name = "motif")]
    public string? AbsenceReason { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public FamilyView Family { get; private set; } = null!;

    public Receipt? Plain { get; private set; }

    public string? Month { get; private set; }

    public string? PriceNote { get; private set; }

    public IntentAction Action => ActCells.Action(Verb);

    /// <summary>What stands in the way and can be given up, and on how many days.</summary>
    public IEnumerable<(string Unit, UnitInWay Other, int Days)> Swaps => (Plain?.Lines ?? []).Where(l => l.Instead is not null)
        .GroupBy(l => (l.UnitLabel, l.Instead)).Select(g => (g.Key.UnitLabel, g.Key.Instead!, g.Select(l => (l.ChildId, l.Date)).Distinct().Count()));

    private Intent[] Intents =>
        [.. ActCells.Read(Chosen, Action, AbsenceReason)
            .Select(i => Action == IntentAction.Book ? i with { Instead = [.. Instead.Distinct().Where(u => u != i.Unit)] } : i)];

    private Receipt? _withReason;
    private Dictionary<(Guid, string, DateOnly), decimal> _prices = [];

    /// <summary>What an exception would make of a line; null when it changes nothing.</summary>
    public ReceiptLine? Lifted(ReceiptLine line) =>
        _withReason?.Lines.FirstOrDefault(l => (l.ChildId, l.Unit, l.Date, l.Action) == (line.ChildId, line.Unit, line.Date, line.Action)) is { } other
            && other.Code != line.Code
            ? other
            : null;

    public int LiftedCount => Plain?.Lines.Count(l => Lifted(l) is not null) ?? 0;

    public bool NeedsReason => LiftedCount > 0;

    public decimal? PriceOf(ReceiptLine line) => _prices.TryGetValue((line.ChildId, line.Unit, line.Date), out var price) ? price : null;

    /// <summary>What is booked for sure, as Billing sums it; 0 while it isn't known.</summary>
    public decimal Certain { get; private set; }

    /// <summary>After a rhythm, which the address holds.</summary>
    public async Task<IActionResult> OnGetAsync(string? ligne, DateOnly? du, DateOnly? au, int[] j, int r, CancellationToken ct)
    {
        ModelState.Clear();
        Chosen = ligne is not null && du is { } from && au is { } until
            ? await new ActPattern(ligne, from, until, j, r).ExpandAsync(planning, Id, Action, ct)
            : [];
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken ct)
    {
        var intents = Intents;
        var reason = Reason.OrNull();
        if (reason is { Length: < 3 })
        {
            ModelState.AddModelError(nameof(Reason), "Écrivez le motif en quelques mots, ou laissez vide.");
        }

        if (intents.Length > 0 && ModelState.IsValid)
        {
            try
            {
                var receipt = await planning.SubmitAsync(new SubmitRequest(Key == Guid.Empty ? Guid.NewGuid() : Key, intents, Comment.OrNull(), Id, reason),
                    ct);
                return RedirectToPage("/Families/Receipt", new { id = Id, request = receipt.Id });
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
        Family = await family.OneAsync(Id, ct);
        var intents = Intents;
        if (intents.Length == 0)
        {
            return;
        }

        Month = intents[0].Date!.Value.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        try
        {
            Plain = await planning.PreviewAsync(new SubmitRequest(Key, intents, null, Id), ct);
            _withReason = await planning.PreviewAsync(new SubmitRequest(Key, intents, null, Id, "Motif à écrire"), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return;
        }

        if (Action == IntentAction.Book && session.May(Permissions.Billing))
        {
            await PriceAsync(intents, ct);
        }
    }

    private async Task PriceAsync(Intent[] intents, CancellationToken ct)
    {
        try
        {
            var late = Plain!.Lines.Where(l => l.Dearer).Select(l => (l.ChildId, l.Unit, l.Date)).ToHashSet();
            var certain = Plain.Lines.Where(l => l.Outcome == LineOutcome.Booked || Lifted(l)?.Outcome == LineOutcome.Booked)
                .Select(l => (l.ChildId, l.Unit, l.Date)).ToHashSet();
            var quote = await billing.QuotesAsync(
                new QuoteRequest([.. intents.Select(i => (Key: (i.Child!.Value, i.Unit, i.Date!.Value), Intent: i)).Select(i => new QuoteCell(
                    i.Intent.Child, i.Intent.Unit, i.Intent.Date, late.Contains(i.Key), certain.Contains(i.Key) ? [nameof(Certain)] : null))], Id),
                ct);
            Certain = quote.Sums?.GetValueOrDefault(nameof(Certain))?.Amount ?? 0;
            PriceNote = quote.Missing;
            _prices = intents.Zip(quote.Prices).Where(p => p.Second is not null)
                .ToDictionary(p => (p.First.Child!.Value, p.First.Unit, p.First.Date!.Value), p => p.Second!.Value);
        }
        catch (Exception e) when (e is ApiProblem or HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // The price is a help: booking does not wait for Billing.
        }
    }
}
