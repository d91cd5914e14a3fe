using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Account;

/// <summary>What the pages of the account share: one form open, demandes sent and cancelled, agreements.</summary>
public abstract class AccountPage(FamilyRequestsClient requests) : PageModel
{
    public AccountFormsView View { get; private set; } = null!;

    public AgreementView[] Agreements { get; private set; } = [];

    /// <summary>Values of the form that was sent and not taken.</summary>
    public IFormCollection? Typed { get; private set; }

    private (string? Form, Guid? Of) _open;

    public bool IsOpen(AccountForm form) => form.Form == _open.Form && (_open.Of is null || form.Of == _open.Of);

    /// <summary>Address of this page, with its path base.</summary>
    public abstract string Here { get; }

    /// <summary>Demandes this page shows at its foot.</summary>
    public IEnumerable<FamilyRequestView> Of(Func<FamilyRequestView, bool> such) => View.Requests.Where(such);

    protected FamilyRequestsClient Requests => requests;

    public abstract Task ShowAsync(CancellationToken ct);

    protected void Keep(IFormCollection typed) => Typed = typed;

    protected async Task LoadAsync(CancellationToken ct)
    {
        View = await requests.FormsAsync(ct);
        Agreements = await requests.AgreementsAsync(ct);
    }

    /// <param name="modifier">Form to open.</param>
    /// <param name="de">Its guardian or child.</param>
    public async Task OnGetAsync(string? modifier, Guid? de, CancellationToken ct)
    {
        ModelState.Clear();
        _open = (modifier, de);
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostFormAsync(string? form, Guid? de, Guid key, string? comment, CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
        if (View.Forms.FirstOrDefault(f => f.Form == form && f.Of == de) is not { } sent)
        {
            return Redirect(Here);
        }

        var changes = AccountEdit.Changes(sent, Request.Form);
        if (changes.Length == 0)
        {
            ModelState.AddModelError("", "Rien n’a changé : modifiez une information avant d’envoyer.");
        }
        else if (await AccountEdit.TryAskAsync(requests, new AskChange(key, sent.Form, IsOfChild(sent) ? sent.Of : null, changes, comment), ModelState,
            ct) is { } request)
        {
            TempData["Toast"] = AccountEdit.Done(request);
            return Redirect(Here + (request.Automatic ? "" : "#attente"));
        }

        (_open, Typed) = ((form, de), Request.Form);
        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken ct)
    {
        try
        {
            TempData["Toast"] = $"Demande n° {(await requests.CancelAsync(id, ct)).Number} annulée.";
            return Redirect(Here + "#attente");
        }
        catch (ApiProblem problem) when (problem.Status is 404 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAgreeAsync(string? key, Guid of, int version, bool agree, CancellationToken ct)
    {
        try
        {
            await requests.AgreeAsync(new AnswerAgreement(key ?? "", of, version, agree), ct);
            TempData["Toast"] = agree ? "Votre accord est noté." : "Votre refus est noté.";
            return Redirect(Here + "#accords");
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.Clear();
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(long version, CancellationToken ct)
    {
        await requests.ConfirmAsync(version, ct);
        TempData["Toast"] = "Merci. C’est noté pour cette année.";
        return Redirect(Here);
    }

    private static bool IsOfChild(AccountForm form) => form.Form is "enfant" or "autorisations" or "complementaires" or "sanitaires" or "pai";
}
