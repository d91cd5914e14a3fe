using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Requests;

/// <summary>The queue: what families asked and an agent decides, one by one or several at once, with a way back.</summary>
[May(Permissions.Requests)]
internal sealed class IndexModel(
    PlanningClient planning, FamilyRequestsClient files, BillingClient billing, Session session, TenantContext tenant, OfficeCounts counts,
        Told told) : PageModel
{
    private const string DecidedKey = "Decided";
    private const string FailedKey = "Failed";

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Age { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The request shown at the right; without it the first.</summary>
    [BindProperty(SupportsGet = true, Name = "d")]
    public Guid? Shown { get; set; }

    [BindProperty]
    public RefusalForm Refusal { get; set; } = new();

    public QueuePage Queue { get; private set; } = null!;

    public QueueItem? Item { get; private set; }

    /// <summary>Demandes about files sent in the time of this page, to stand among those of the planning; null when the service doesn't answer.</summary>
    public FamilyRequestHeads? Files { get; private set; }

    /// <summary>The demande about a file shown at the right, in place of <see cref="Item"/>.</summary>
    public FamilyRequestView? Demand { get; private set; }

    public bool FileFailed { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Both kinds, oldest first.</summary>
    public IEnumerable<(QueueItem? Days, FamilyRequestHead? File)> Rows =>
        Queue.Items.Select(i => (Days: (QueueItem?)i, File: (FamilyRequestHead?)null))
            .Concat((Files?.Items ?? []).Select(f => (Days: (QueueItem?)null, File: (FamilyRequestHead?)f)))
            .OrderBy(r => r.Days?.At ?? r.File!.At);

    public int Position { get; private set; }

    /// <summary>Requests whose check box was set when the post failed.</summary>
    public IReadOnlyCollection<Guid> Chosen { get; private set; } = [];

    /// <summary>What accepting all that waits would cost, as Billing sums it; 0 while it isn't known.</summary>
    public decimal OpenPrice { get; private set; }

    /// <summary>Prices of the shown request's lines, by line; empty when the agent may not see money or no tariff is known.</summary>
    public IReadOnlyDictionary<Guid, decimal> Prices { get; private set; } = new Dictionary<Guid, decimal>();

    /// <summary>Why the price is not the family's own: « Quotient non fourni : tarif le plus élevé ».</summary>
    public string? PriceNote { get; private set; }

    /// <summary>The request to show once this one is decided.</summary>
    public Guid? Following => (Queue.Items.ElementAtOrDefault(Position + 1) ?? Queue.Items.ElementAtOrDefault(Position - 1))?.RequestId;

    public Decided? Last { get; private set; }

    public string[] Failures { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Type) || !string.IsNullOrEmpty(Service) || !string.IsNullOrEmpty(Age) || !string.IsNullOrEmpty(Q);

    public string Link(Guid? shown = null, int? page = null) => Url.Page("/Requests/Index", Filters(shown, page))!;

    public string Post(string handler) => Url.Page("/Requests/Index", handler, Filters(Shown ?? Item?.RequestId, null))!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Last = TempData[DecidedKey] is string decided ? JsonSerializer.Deserialize<Decided>(decided) : null;
        Failures = TempData[FailedKey] as string[] ?? [];
        await LoadAsync(ct);
    }

    /// <summary>One request, or only the ticked lines of it.</summary>
    public Task<IActionResult> OnPostDecideAsync(Guid id, bool accept, Guid[] lines, int open, Guid? next, CancellationToken ct)
    {
        if (lines.Length == 0)
        {
            ModelState.AddModelError("", "Cochez au moins un jour à accepter ou à refuser.");
        }

        Shown = id;
        return DecideAsync([id], accept, lines.Length == open ? null : lines, next, ct);
    }

    /// <summary>All waiting lines of the ticked requests.</summary>
    public Task<IActionResult> OnPostManyAsync(Guid[] ids, bool accept, CancellationToken ct)
    {
        Chosen = ids;
        if (ids.Length is 0 or > 100)
        {
            ModelState.AddModelError("", ids.Length == 0 ? "Cochez d’abord une ou plusieurs demandes." : "Traitez 100 demandes au plus à la fois.");
        }

        return DecideAsync(ids, accept, null, null, ct);
    }

    /// <summary>A demande about a file: the ticked lines accepted, or all refused with a reason.</summary>
    public async Task<IActionResult> OnPostFileAsync(Guid id, bool accept, Guid[] lines, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            var decided = await files.DecideAsync(id, new DecideFamilyRequest(accept ? lines : [], Reason), ct);
            var word = decided.Status switch { RequestStatus.Accepted => "acceptée", RequestStatus.PartlyAccepted => "acceptée en partie", _ => "refusée" };
            TempData["Toast"] = $"Demande {decided.Number} {word}. {await told.OfAsync(decided.FamilyId, ct)}";
            Shown = null;
            return Redirect(Link());
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 403 or 404 or 409)
        {
            ModelState.AddModelError(problem.Code == "reason.missing" ? "Reason" : "", problem.Detail);
        }

        (Shown, Chosen, FileFailed) = (id, lines, true);
        await LoadAsync(ct);
        return Page();
    }

    /// <summary>Takes decisions back: the requests wait again, with a trace of both.</summary>
    public async Task<IActionResult> OnPostReopenAsync(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length is > 0 and <= 100)
        {
            Keep(await planning.ReopenAsync(new ReopenRequests(ids), ct), "remise à traiter", "remises à traiter", undo: false);
        }

        return Redirect(Link(ids.FirstOrDefault()));
    }

    private async Task<IActionResult> DecideAsync(Guid[] ids, bool accept, Guid[]? lines, Guid? next, CancellationToken ct)
    {
        var reason = accept ? null : Refusal.Reason;
        if (!accept && reason is null)
        {
            ModelState.AddModelError(Chosen.Count > 0 ? "" : "Refusal.Message",
                "La famille doit savoir pourquoi : choisissez une phrase ou écrivez quelques mots.");
        }

        if (accept)
        {
            // What was typed for a refusal does not stand in the way of accepting.
            ModelState.Remove("Refusal.Message");
            ModelState.Remove("Refusal.Choice");
        }

        if (ModelState.IsValid)
        {
            try
            {
                var result = await planning.DecideAsync(new DecideRequests(ids, accept, reason, lines), ct);
                Keep(result, accept ? "acceptée" : "refusée", accept ? "acceptées" : "refusées", undo: true);
                return Redirect(Link(next));
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                problem.AddTo(ModelState, "Refusal");
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        // A filter that means nothing is left out, whoever wrote the address.
        Type = Type is "booking" or "cancellation" or "absence" or "mixed" ? Type : null;
        Age = int.TryParse(Age, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650 ? Age : null;
        Q = Q is { Length: > 100 } ? Q[..100] : Q;
        Queue = await planning.QueueAsync(ct, Type, Service, Age, Q, Math.Clamp(Number, 1, 100_000));
        counts.Days = Queue.Counts.Waiting;
        await LoadFilesAsync(ct);
        Position = Math.Max(0, Array.FindIndex(Queue.Items, i => i.RequestId == Shown));
        Item = Demand is null ? Queue.Items.ElementAtOrDefault(Position) : null;
        if (Item is not null && session.May(Permissions.Billing))
        {
            await PriceAsync(Item, ct);
        }
    }

    /// <summary>What falls between the days of this page and the next; filters of days leave files out, those of people and of age don't.</summary>
    private async Task LoadFilesAsync(CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(Type) || !string.IsNullOrEmpty(Service))
        {
            return;
        }

        var (first, last) = (Queue.Page <= 1, Queue.Page >= Queue.Pages);
        DateTime? since = first || Queue.Items.Length == 0 ? null : Queue.Items[0].At;
        DateTime? until = last || Queue.Items.Length == 0
            ? null
            : (await planning.QueueAsync(ct, Type, Service, Age, Q, Queue.Page + 1)).Items.FirstOrDefault()?.At;
        if (Age is not null && int.Parse(Age, CultureInfo.InvariantCulture) is var days)
        {
            var old = tenant.Now.AddDays(-days);
            until = until is { } end && end < old ? end : old;
        }

        try
        {
            Files = await files.HeadsAsync(ct, since, until, Q);
            if (Shown is { } id && Files.Items.Any(f => f.Id == id) || (Queue.Items.Length == 0 && Shown is null && Files.Items.Length > 0))
            {
                Demand = await files.OneAsync(Shown ?? Files.Items[0].Id, ct);
            }
        }
        catch (Exception e) when (e is ApiProblem { Status: not 401 } or HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // The days are decided without the files: the page says what is missing.
            (Files, Demand) = (null, null);
        }
    }

    /// <summary>Still to be decided.</summary>
    public static bool IsOpen(QueueLine line) => line.Outcome is LineOutcome.Pending or LineOutcome.Waitlisted;

    private async Task PriceAsync(QueueItem item, CancellationToken ct)
    {
        var lines = item.Lines.Where(l => l is { Action: IntentAction.Book, Unit.Length: > 0 }).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        try
        {
            var cells = lines.ConvertAll(l => new QuoteCell(l.ChildId, l.Unit, l.Date, l.Dearer, IsOpen(l) ? [nameof(OpenPrice)] : null));
            var quote = await billing.QuotesAsync(new QuoteRequest([.. cells], item.FamilyId), ct);
            OpenPrice = quote.Sums?.GetValueOrDefault(nameof(OpenPrice))?.Amount ?? 0;
            PriceNote = quote.Missing?.TrimEnd('.');
            Prices = lines.Zip(quote.Prices).Where(p => p.Second is not null).ToDictionary(p => p.First.LineId, p => p.Second!.Value);
        }
        catch (Exception e) when (e is ApiProblem or HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // Deciding does not wait for Billing: the price is a help.
        }
    }

    private void Keep(DecisionResult result, string one, string many, bool undo)
    {
        var done = result.Results.Where(r => r.Done).ToList();
        if (done.Count > 0)
        {
            var text = done.Count == 1 ? $"Demande {done[0].Number} {one}." : $"{French.Number(done.Count)} demandes {many}.";
            TempData[DecidedKey] = JsonSerializer.Serialize(new Decided(text, undo ? [.. done.Select(r => r.RequestId)] : []));
        }

        TempData[FailedKey] = result.Results.Where(r => !r.Done).Select(r => $"Demande {r.Number} : {r.Text}").ToArray();
    }

    private Dictionary<string, string?> Filters(Guid? shown, int? page) => new()
    {
        ["type"] = Blank(Type),
        ["service"] = Blank(Service),
        ["age"] = Blank(Age),
        ["q"] = Blank(Q),
        ["p"] = (page ?? Number) is > 1 and var n ? n.ToString(CultureInfo.InvariantCulture) : null,
        ["d"] = shown?.ToString(),
    };

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>What the toast says, and what « Annuler » takes back.</summary>
    internal sealed record Decided(string Text, Guid[] Undo);
}
