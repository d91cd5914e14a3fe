using Microsoft.AspNetCore.Mvc;
using Preau.Contracts.Api;
using Preau.Families.Account;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>One child's file (F-53…F-60): what expires, who collects, health, documents; identity and school aside.</summary>
public sealed class ChildModel(FamilyClient family, FamilyRequestsClient requests, DocumentsClient documents, SectionsClient sections) : AccountPage(requests)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public FamilyView Me { get; private set; } = null!;

    public ChildView Child { get; private set; } = null!;

    public ChildPeopleView? People { get; private set; }

    public FileDocumentsView? Documents { get; private set; }

    public FileSectionReader[] Readers { get; private set; } = [];

    public override string Here => Url.Content($"~/enfants/{Id}");

    public override async Task ShowAsync(CancellationToken ct)
    {
        var (people, files, answers) = (Requests.PeopleAsync(Id, ct).OrNullAsync(ct), documents.ListAsync(ct).OrNullAsync(ct),
            sections.MineAsync(ct).OrNullAsync(ct));
        Me = await family.MeAsync(ct);
        Child = Me.Children.FirstOrDefault(c => c.ChildId == Id)
            ?? throw new ApiProblem(404, "not-found", "Cet enfant n’est pas dans votre dossier.", new Dictionary<string, string[]>());
        await LoadAsync(ct);
        (People, Documents) = (await people, await files);
        Readers = (await answers)?.Sections.FirstOrDefault(s => s.Restricted && s.ChildId == Id)?.Readers ?? [];
        ViewData["Title"] = Child.FirstName;
    }

    public Task<IActionResult> OnPostPersonAsync(Guid key, CancellationToken ct) =>
        AskAsync(key,
            [.. new[] { "person.name", "person.relation", "person.phone", "person.kind" }.Select(n => new FieldValue(n, Id, Request.Form[n].ToString()))], ct);

    public Task<IActionResult> OnPostRemoveAsync(Guid key, string? contact, CancellationToken ct) =>
        AskAsync(key, [new FieldValue("person.remove", Id, contact)], ct);

    private async Task<IActionResult> AskAsync(Guid key, FieldValue[] values, CancellationToken ct)
    {
        ModelState.Clear();
        if (await AccountEdit.TryAskAsync(Requests, new AskChange(key, "personnes", Id, values), ModelState, ct) is { } request)
        {
            TempData["Toast"] = AccountEdit.Done(request);
            return Redirect(Here + "#venir");
        }

        Keep(Request.Form);
        await ShowAsync(ct);
        return Page();
    }
}
