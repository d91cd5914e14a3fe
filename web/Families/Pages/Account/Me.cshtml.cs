using Microsoft.AspNetCore.Mvc;
using Preau.Contracts.Api;
using Preau.Families.Account;
using Preau.Platform;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>« Mon compte » (F-41…F-49): the guardian's and the household's forms, what waits, the yearly word, the sign-in.</summary>
public sealed class MeModel(
    FamilyClient family, FamilyRequestsClient requests, TenantContext tenant, TenantDirectory directory, Session session,
        DebitsClient debits) : AccountPage(requests)
{
    public FamilyView Me { get; private set; } = null!;

    /// <summary>Cash offices that debit, each with its newest mandate; empty where none does, or when Billing does not answer.</summary>
    public IReadOnlyList<OfficeMandate> Debits { get; private set; } = [];

    /// <summary>Other communes in which this account is a parent.</summary>
    public IReadOnlyList<TenantView> Others { get; private set; } = [];

    /// <summary>Identity's page, which leads back here.</summary>
    public string PasswordPath => "/identity/mot-de-passe" + QueryString.Create("commune", tenant.Slug).Add("returnUrl", Request.PathBase + "/compte");

    public override string Here => Url.Content("~/compte");

    /// <summary>Asks for the portal for the other guardian of the household.</summary>
    public async Task<IActionResult> OnPostAccessAsync(Guid of, Guid key, [FromForm(Name = "access.invite")] string? email, CancellationToken ct)
    {
        ModelState.Clear();
        var change = new AskChange(key, "acces", null, [new FieldValue("access.invite", of, email)]);
        if (await AccountEdit.TryAskAsync(Requests, change, ModelState, ct) is { } asked)
        {
            TempData["Toast"] = AccountEdit.Done(asked);
            return Redirect(Here + "#attente");
        }

        Keep(Request.Form);
        await ShowAsync(ct);
        return Page();
    }

    public override async Task ShowAsync(CancellationToken ct)
    {
        var me = family.MeAsync(ct);
        var mandates = debits.MineAsync(ct).OrNullAsync(ct);
        await LoadAsync(ct);
        Debits = (await mandates)?.Offices ?? [];
        Me = await me;
        var slugs = session.Members.Where(m => m.Role == Membership.Owner && m.Tenant != tenant.Slug).Select(m => m.Tenant).ToHashSet();
        Others = slugs.Count == 0 ? [] : [.. (await directory.AllAsync(ct)).Where(t => slugs.Contains(t.Slug))];
        ViewData["Title"] = "Mon compte";
    }
}
