using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>A family's file: people, quotient, what this month costs and why, what they asked.</summary>
[May(Permissions.Families)]
internal sealed class FileModel(
    FamilyClient family, FamilyFilesClient files, PlanningClient planning, BillingClient billing, PapersClient papers, FamilyRequestsClient demands,
    AccessCodesClient accounts, Session session, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>"2026-12"; this month without it.</summary>
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string? AskedMonth { get; set; }

    [BindProperty]
    public QuotientForm Input { get; set; } = new();

    public FamilyView Family { get; private set; } = null!;

    /// <summary>Households, notes, orders, likely duplicates; null when the service did not give it.</summary>
    public FamilyOffice? Office { get; private set; }

    public DateOnly Month { get; private set; }

    public ChargesView? Charges { get; private set; }

    public AccountView? Account { get; private set; }

    public RequestPage? Requests { get; private set; }

    /// <summary>What agents decided of this file, newest first.</summary>
    public FamilyRequestPage? Decided { get; private set; }

    /// <summary>Guardians who can sign in; null when Identity doesn't say.</summary>
    public IReadOnlyCollection<Guid>? WithAccount { get; private set; }

    /// <summary>How far a guardian's access is, in words.</summary>
    public string AccessWords(AccessView access) =>
        access.Restricted ? "Aucun : droits limités par un juge" : access.LivesElsewhere ? "Aucun : vit ailleurs" : !access.MayEnter ? "Aucun"
        : WithAccount?.Contains(access.GuardianId) == true ? "Se connecte déjà"
        : access.InvitedAt is { } at
            ? $"Invitation du {French.DayOfMonth(DateOnly.FromDateTime(tenant.Local(at)), tenant.Today)}{(WithAccount is null ? "" : ", sans réponse")}"
        : WithAccount is null ? "Jamais invité d’ici" : "Pas encore invité";

    /// <summary>A part that a service did not give: the page says so and shows the rest.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>A file of a moment ago: the other services don't know it yet.</summary>
    public bool IsArriving { get; private set; }

    /// <summary>A note or a court's decision that was refused comes back as it was typed.</summary>
    public TypedAct Typed { get; private set; } = new();

    public AccessView? AccessOf(Guid guardian) => Office?.Access.FirstOrDefault(a => a.GuardianId == guardian);

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        Input.From = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
    }

    /// <summary>A child's sheet or enrolment file; health only with its right, and noted for the family.</summary>
    public async Task<IActionResult> OnGetPaperAsync(Guid child, string? paper, CancellationToken ct)
    {
        var (bytes, contentType, name) = await papers.OfChildAsync(child, paper is "simple" or "complete" or "dossier" ? paper : "simple", ct, Id);
        Response.Headers.CacheControl = "no-store";
        return File(bytes, contentType, name);
    }

    public async Task<IActionResult> OnPostQuotientAsync(CancellationToken ct)
    {
        if (Input is { From: { } from, Until: { } until } && until < from)
        {
            ModelState.AddModelError("Input.Until",
                $"La fin vient avant le début : choisissez un jour après le {French.DayOfMonth(from, tenant.Today)}, ou laissez vide.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                await family.AddQuotientAsync(Id, new AddQuotient(Input.Value, Input.From, Input.Until, Input.Source!.Trim()), ct);
                TempData["Toast"] = $"Quotient {French.Number(Input.Value!.Value)} enregistré. Les prix à facturer suivent.";
                return RedirectToPage(new { id = Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostCategoriesAsync(string[]? categories, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await family.SetCategoriesAsync(Id, new SetCategories(categories ?? []), ct);
            TempData["Toast"] = "Situation enregistrée. Elle comptera pour les prochaines demandes.";
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await LoadAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostNoteAsync(string? text, CancellationToken ct)
    {
        Typed = new(Note: text);
        return ActAsync("Note ajoutée.", () => files.AddNoteAsync(Id, text, ct), ct);
    }

    public Task<IActionResult> OnPostNoNoteAsync(Guid note, CancellationToken ct) => ActAsync("Note retirée.", () => files.RemoveNoteAsync(Id, note, ct), ct);

    public Task<IActionResult> OnPostOrderAsync(Guid? child, DateOnly? date, DateOnly? until, string? what, CancellationToken ct)
    {
        Typed = new(null, child, date, until, what);
        return ActAsync("Décision de justice ajoutée : elle est sur toutes les listes.",
            () => files.AddOrderAsync(Id, new AddCourtOrder(child, date, until, what), ct), ct,
            "Indiquez l’enfant, le jour du jugement et ce qu’il décide, en une phrase de 200 signes au plus.");
    }

    public Task<IActionResult> OnPostEndOrderAsync(Guid order, CancellationToken ct) =>
        ActAsync("La décision n’est plus sur les listes.", () => files.EndOrderAsync(Id, order, ct), ct);

    public Task<IActionResult> OnPostUndoMergeAsync(CancellationToken ct) =>
        ActAsync("Les deux dossiers sont de nouveau séparés.", () => files.UndoMergeAsync(Id, ct), ct);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => ActAsync("Dossier rouvert.", () => files.ReopenAsync(Id, ct), ct);

    public async Task<IActionResult> OnPostInviteAsync(Guid guardian, CancellationToken ct)
    {
        var done = await files.InviteAsync([guardian], ct);
        TempData["Toast"] = done.Mails > 0
            ? "L’invitation part par courriel."
            : "Sans adresse électronique, l’accès se donne par une lettre : imprimez-la depuis cette fiche.";
        return RedirectToPage(new { id = Id });
    }

    /// <summary>An act of one button: done and said, or refused in the service's words above the page.</summary>
    private async Task<IActionResult> ActAsync(string said, Func<Task> act, CancellationToken ct, string? missing = null)
    {
        ModelState.Clear();
        try
        {
            await act();
            TempData["Toast"] = said;
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("",
                problem.Errors.Count > 0 && missing is not null ? missing : problem.Errors.Count > 0 ? "Écrivez la note, 500 signes au plus." : problem.Detail);
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Month = DateOnly.TryParseExact(AskedMonth, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && asked.Year is >= 2000 and <= 2100
            ? asked : new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        var month = Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var charges = session.May(Permissions.Billing) ? TryAsync(billing.ChargesAsync(month, ct, Id)) : null;
        var account = session.May(Permissions.Billing) ? TryAsync(billing.AccountAsync(ct, Id)) : null;
        var requests = session.May(Permissions.Requests) ? TryAsync(planning.RequestsAsync(ct, family: Id)) : null;
        var decided = session.May(Permissions.Requests) ? TryAsync(demands.DecidedAsync(ct, Id)) : null;
        var office = TryAsync(files.OfficeAsync(Id, ct));
        Family = await family.OneAsync(Id, ct);
        Office = await office;
        Charges = charges is null ? null : await charges;
        Account = account is null ? null : await account;
        Requests = requests is null ? null : await requests;
        Decided = decided is null ? null : await decided;
        WithAccount = Office is null ? null : await accounts.WithAccountAsync([.. Office.Access.Where(a => a.MayEnter).Select(a => a.GuardianId)], ct);
    }

    private async Task<T?> TryAsync<T>(Task<T> part) where T : class
    {
        try
        {
            return await part;
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            IsArriving = true;
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ApiProblem { Status: >= 500 }
            && !HttpContext.RequestAborted.IsCancellationRequested)
        {
            IsIncomplete = true;
            return null;
        }
    }

    internal sealed record TypedAct(string? Note = null, Guid? Child = null, DateOnly? Date = null, DateOnly? Until = null, string? What = null)
    {
        /// <summary>The decision's part of the page is open again.</summary>
        public bool IsOrder => Child is not null || Date is not null || Until is not null || What is not null;
    }

    internal sealed class QuotientForm
    {
        [Required(ErrorMessage = "Indiquez le quotient, par exemple 612.")]
        [Range(typeof(decimal), "0", "99999", ErrorMessage = "Indiquez un quotient entre 0 et 99 999.", ParseLimitsInInvariantCulture = true,
            ConvertValueInInvariantCulture = true)]
        public decimal? Value { get; set; }

        [Required(ErrorMessage = "Indiquez le jour à partir duquel il vaut.")]
        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        [Required(ErrorMessage = "Indiquez d’où vient ce quotient, par exemple « Attestation CAF ».")]
        [StringLength(60, MinimumLength = 2, ErrorMessage = "Entre 2 et 60 signes.")]
        public string? Source { get; set; }
    }
}
