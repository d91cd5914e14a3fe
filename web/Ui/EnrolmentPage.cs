using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Ui;

/// <summary>Asking for an enrolment (F-62), the same form for a family and for an agent in its name:
/// child, service, then period, days, pieces. Each step is an address.</summary>
public abstract class EnrolmentPage(PlanningEnrolmentsClient enrolments, TenantContext tenant) : PageModel
{
    private const int MostBytes = 10_000_000;

    [BindProperty(SupportsGet = true, Name = "enfant")]
    public Guid? ChildId { get; set; }

    [BindProperty(SupportsGet = true, Name = "service")]
    public string? ServiceKey { get; set; }

    /// <summary>Label of a school year, or "dates".</summary>
    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public int[] Weekdays { get; set; } = [];

    [BindProperty]
    public string? Unit { get; set; }

    [BindProperty(Name = "guichet")]
    public string[] AtCounter { get; set; } = [];

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public Guid Key { get; set; } = Guid.NewGuid();

    public EnrolmentChoices Choices { get; private set; } = null!;

    public EnrolmentChild? Child { get; private set; }

    public EnrolmentService? Service { get; private set; }

    /// <summary>In whose name an agent asks; null for a parent.</summary>
    public virtual Guid? ForFamily => null;

    /// <summary>Why an agent sets a rule aside.</summary>
    public virtual string? Override => null;

    /// <summary>May this service be asked for, as it stands?</summary>
    public virtual bool MayAsk(EnrolmentOffer offer) => offer.Blocked is null;

    protected async Task LoadAsync(CancellationToken ct)
    {
        Choices = await enrolments.ChoicesAsync(ct, ForFamily);
        Child = Choices.Children.FirstOrDefault(c => c.ChildId == ChildId);
        var offer = Child?.Offers.FirstOrDefault(o => o.Service == ServiceKey && MayAsk(o));
        Service = offer is null ? null : Choices.Services.FirstOrDefault(s => s.Service == offer.Service);
    }

    /// <summary>Null when something is missing or the service refuses: the model state says what.</summary>
    protected async Task<EnrolmentRequestView?> AskAsync(CancellationToken ct)
    {
        var pieces = await PiecesAsync(Service!, ct);
        var period = Period();
        if (Service!.Weekdays.Length > 0 && Weekdays.Length == 0)
        {
            ModelState.AddModelError(nameof(Weekdays), "Cochez au moins un jour.");
        }

        if (Service.Units.Length > 0 && Unit is null)
        {
            ModelState.AddModelError(nameof(Unit), "Choisissez une formule.");
        }

        if (Comment?.Length > 500)
        {
            ModelState.AddModelError(nameof(Comment), $"Votre mot compte {Comment.Length} signes. Gardez-en 500 au plus.");
        }

        if (!ModelState.IsValid || period is not { } days)
        {
            return null;
        }

        try
        {
            return await enrolments.AskAsync(new AskEnrolment(
                Key == Guid.Empty ? Guid.NewGuid() : Key, Child!.ChildId, Service.Service, days.From, days.Until, Weekdays.Length == 0 ? null : Weekdays, Unit,
                [.. pieces],
                Comment.OrNull(), ForFamily, Override), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
            return null;
        }
    }

    private (DateOnly From, DateOnly Until)? Period()
    {
        if (Choices.Years.FirstOrDefault(y => y.Label == Year) is { } year)
        {
            return (year.From > tenant.Today ? year.From : tenant.Today, year.Until);
        }

        if (Year != "dates")
        {
            ModelState.AddModelError(nameof(Year), "Choisissez une période.");
            return null;
        }

        if (From is null)
        {
            ModelState.AddModelError(nameof(From), "Indiquez le premier jour.");
        }

        if (Until is null || Until < From)
        {
            ModelState.AddModelError(nameof(Until), Until is null ? "Indiquez le dernier jour." : "Le dernier jour vient avant le premier.");
        }

        return From is { } from && Until is { } until && until >= from ? (from, until) : null;
    }

    private async Task<List<GivenPiece>> PiecesAsync(EnrolmentService service, CancellationToken ct)
    {
        var given = new List<GivenPiece>();
        foreach (var piece in service.Pieces)
        {
            var field = "piece-" + piece.Key;
            var file = Request.HasFormContentType ? Request.Form.Files.GetFile(field) : null;
            if (file is { Length: > MostBytes })
            {
                ModelState.AddModelError(field, $"Ce fichier pèse {French.Size(file.Length)}. Envoyez-en un de 10 Mo au plus.");
            }
            else if (file is { Length: > 0 })
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content, ct);
                given.Add(new GivenPiece(piece.Key, Name: file.FileName.Length > 120 ? file.FileName[^120..] : file.FileName, Content: content.ToArray()));
            }
            else if (piece.AtCounter && AtCounter.Contains(piece.Key))
            {
                given.Add(new GivenPiece(piece.Key, AtCounter: true));
            }
            else if (piece.Required && Override is null)
            {
                ModelState.AddModelError(field, piece.AtCounter ? "Joignez cette pièce, ou cochez la remise au guichet." : "Joignez cette pièce.");
            }
        }

        return given;
    }
}
