using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;
using Preau.Families.Account;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>« Ajouter un enfant » (F-61): a demande, shown below while it waits.</summary>
public sealed class AddChildModel(FamilyRequestsClient requests) : AccountPage(requests)
{
    private static readonly string[] Fields = ["child.firstName", "child.lastName", "child.gender", "child.birthDate", "child.birthPlace", "child.school",
        "child.grade"];

    public static IEnumerable<SelectListItem> Grades { get; } = new[] { "", "TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2",
        "ULIS" }.Select(g => new SelectListItem(g, g));

    public Guid Key { get; private set; } = Guid.NewGuid();

    /// <summary>Schools the commune knows, from the children it has.</summary>
    public IEnumerable<string> Schools =>
        View.Forms.Where(f => f.Form == "enfant").SelectMany(f => f.Fields).Where(f => f.Key == "child.school").SelectMany(f => f.Choices.Append(f.Value ?? ""))
            .Where(s => s.Length > 0).Distinct();

    public override string Here => Url.Content("~/enfants/ajouter");

    public string? Value(string name) => Typed?[name].ToString();

    public override Task ShowAsync(CancellationToken ct)
    {
        ViewData["Title"] = "Ajouter un enfant";
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(Guid key, string? comment, CancellationToken ct)
    {
        ModelState.Clear();
        var values = Fields.Select(f => new FieldValue(f, null, Request.Form[f].ToString())).Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToArray();
        if (await AccountEdit.TryAskAsync(Requests, new AskChange(key, "ajout-enfant", null, values, comment),
            ModelState, ct) is { } request)
        {
            TempData["Toast"] = AccountEdit.Done(request);
            return Redirect(Here + "#attente");
        }

        Key = key;
        Keep(Request.Form);
        await ShowAsync(ct);
        return Page();
    }
}
