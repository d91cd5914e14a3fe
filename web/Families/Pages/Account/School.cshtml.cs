using Microsoft.AspNetCore.Mvc;
using Preau.Contracts.Api;
using Preau.Families.Account;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>« Nouvelle inscription scolaire » (F-63), apart from the services.</summary>
public sealed class SchoolModel(FamilyRequestsClient requests, TenantContext tenant) : AccountPage(requests)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Guid Key { get; private set; } = Guid.NewGuid();

    public string Child { get; private set; } = "";

    /// <summary>First of September to come.</summary>
    public string Start => tenant.Today < new DateOnly(tenant.Today.Year, 9, 1) ? $"{tenant.Today.Year}-09-01" : $"{tenant.Today.Year + 1}-09-01";

    public IEnumerable<string> Schools =>
        View.Forms.Where(f => f.Form == "enfant").SelectMany(f => f.Fields).Where(f => f.Key == "child.school").SelectMany(f => f.Choices.Append(f.Value ?? ""))
            .Where(s => s.Length > 0).Distinct();

    public override string Here => Url.Content($"~/enfants/{Id}/ecole");

    public string? Value(string name) => Typed?[name].ToString();

    public override async Task ShowAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Child = View.Forms.FirstOrDefault(f => f.Form == "enfant" && f.Of == Id)?.Name
            ?? throw new ApiProblem(404, "not-found", "Cet enfant n’est pas dans votre dossier.", new Dictionary<string, string[]>());
        ViewData["Title"] = "Inscription scolaire";
    }

    public async Task<IActionResult> OnPostAsync(Guid key, string? comment, CancellationToken ct)
    {
        ModelState.Clear();
        var values = new[] { "school.school", "school.grade", "school.from" }.Select(f => new FieldValue(f, Id, Request.Form[f].ToString())).ToArray();
        if (await AccountEdit.TryAskAsync(Requests, new AskChange(key, "inscription-scolaire", Id, values, comment),
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
