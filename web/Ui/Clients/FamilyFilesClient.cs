using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Family files as agents keep them: fields, people, households, classes, invitations.</summary>
public sealed class FamilyFilesClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<FileFieldsView> FieldsAsync(Guid family, CancellationToken ct) => GetAsync<FileFieldsView>($"families/{family}/fields", ct);

    public Task<FileFieldsView> SetFieldsAsync(Guid family, SetFields fields, CancellationToken ct) =>
        SendAsync<FileFieldsView>(HttpMethod.Put, $"families/{family}/fields", fields, ct);

    /// <summary>A group of empty fields: "guardian", "child" or "household".</summary>
    public Task<FileGroup> BlankAsync(string subject, CancellationToken ct) => GetAsync<FileGroup>("fields" + Query(("subject", subject)), ct);

    public Task<FamilyHistoryView> HistoryAsync(Guid family, long? before, CancellationToken ct) =>
        GetAsync<FamilyHistoryView>($"families/{family}/history" + Query(("before", before)), ct);

    public Task<FamilyOffice> OfficeAsync(Guid family, CancellationToken ct) => GetAsync<FamilyOffice>($"families/{family}/office", ct);

    public Task<FamilyPage> SearchAsync(string? text, string? after, bool archived, CancellationToken ct) =>
        GetAsync<FamilyPage>("families" + Query(("q", text), ("after", after), ("archived", archived ? "true" : null)), ct);

    public Task<FamilyMade> CreateAsync(NewFamily family, CancellationToken ct) => PostAsync<FamilyMade>("families", family, ct);

    /// <param name="members">"guardians" or "children".</param>
    public Task<FileFieldsView> AddAsync(Guid family, string members, AddMember member, CancellationToken ct) =>
        PostAsync<FileFieldsView>($"families/{family}/{members}", member, ct);

    public Task RemoveAsync(Guid family, string members, Guid id, CancellationToken ct) =>
        SendAsync(HttpMethod.Delete, $"families/{family}/{members}/{id}", null, ct);

    public Task<FamilyMade> MoveChildAsync(Guid family, Guid child, Guid to, CancellationToken ct) =>
        PostAsync<FamilyMade>($"families/{family}/children/{child}/move", new MoveChild(to), ct);

    public Task<FamilyMade> SplitAsync(Guid family, SplitFamily split, CancellationToken ct) => PostAsync<FamilyMade>($"families/{family}/split", split, ct);

    public Task<MergePreview> MergePreviewAsync(Guid family, Guid with, CancellationToken ct) =>
        GetAsync<MergePreview>($"families/{family}/merge" + Query(("with", with)), ct);

    public Task<MergePreview> MergeAsync(Guid family, Guid with, CancellationToken ct) =>
        PostAsync<MergePreview>($"families/{family}/merge", new MergeFamily(with), ct);

    public Task<FamilyMade> UndoMergeAsync(Guid family, CancellationToken ct) =>
        SendAsync<FamilyMade>(HttpMethod.Post, $"families/{family}/merge/undo", null, ct);

    public Task ArchiveAsync(Guid family, string? reason, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, $"families/{family}/archive", new ArchiveFamily(reason), ct);

    public Task ReopenAsync(Guid family, CancellationToken ct) => SendAsync(HttpMethod.Post, $"families/{family}/reopen", null, ct);

    public Task AddNoteAsync(Guid family, string? text, CancellationToken ct) => SendAsync(HttpMethod.Post, $"families/{family}/notes", new AddNote(text), ct);

    public Task RemoveNoteAsync(Guid family, Guid note, CancellationToken ct) => SendAsync(HttpMethod.Delete, $"families/{family}/notes/{note}", null, ct);

    public Task AddOrderAsync(Guid family, AddCourtOrder order, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, $"families/{family}/court-orders", order, ct);

    public Task EndOrderAsync(Guid family, Guid order, CancellationToken ct) =>
        SendAsync(HttpMethod.Delete, $"families/{family}/court-orders/{order}", null, ct);

    public Task<CustodyView> CustodyAsync(Guid family, Guid child, CancellationToken ct) =>
        GetAsync<CustodyView>($"families/{family}/children/{child}/custody", ct);

    public Task<CustodyView> SetCustodyAsync(Guid family, Guid child, SetCustody custody, CancellationToken ct) =>
        SendAsync<CustodyView>(HttpMethod.Put, $"families/{family}/children/{child}/custody", custody, ct);

    public Task<CustodyView> AddCustodyDaysAsync(Guid family, Guid child, AddCustodyDays days, CancellationToken ct) =>
        PostAsync<CustodyView>($"families/{family}/children/{child}/custody/exceptions", days, ct);

    public Task<CustodyView> RemoveCustodyDaysAsync(Guid family, Guid child, Guid exception, CancellationToken ct) =>
        SendAsync<CustodyView>(HttpMethod.Delete, $"families/{family}/children/{child}/custody/exceptions/{exception}", null, ct);

    /// <param name="of">These, also when they were invited before.</param>
    public Task<InvitationsView> InvitationsAsync(CancellationToken ct, params Guid[] of) =>
        GetAsync<InvitationsView>("invitations" + (of.Length == 0 ? "" : "?" + string.Join('&', of.Select(g => $"of={g}"))), ct);

    public Task<Invited> InviteAsync(Guid[]? guardians, CancellationToken ct) =>
        PostAsync<Invited>("invitations", new InviteGuardians(guardians, guardians is null), ct);

    public Task<SchoolsView> SchoolsAsync(CancellationToken ct) => GetAsync<SchoolsView>("schools", ct);

    public Task<PupilsView> PupilsAsync(string school, CancellationToken ct) => GetAsync<PupilsView>("schools/children" + Query(("school", school)), ct);

    public Task<ClassUpDone> ClassUpAsync(ClassUp classUp, CancellationToken ct) => PostAsync<ClassUpDone>("schools/class-up", classUp, ct);

    public Task<ClassUpDone> UndoClassUpAsync(Guid id, CancellationToken ct) =>
        SendAsync<ClassUpDone>(HttpMethod.Post, $"schools/class-up/{id}/undo", null, ct);
}
