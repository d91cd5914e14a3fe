using System.Net.Http.Headers;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>What absences come to, and their certificates. <c>family</c> is for agents only: a parent's is known.</summary>
public sealed class AbsencesClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    /// <summary>For all reasons at once; nothing is saved.</summary>
    public Task<ReasonEffect[]> EffectsAsync(AskEffects days, CancellationToken ct) => PostAsync<ReasonEffect[]>("absences/effects", days, ct);

    public Task<EvidenceView[]> EvidenceAsync(CancellationToken ct, Guid? family = null) =>
        GetAsync<EvidenceView[]>("evidence" + Query(("family", family)), ct);

    public Task<EvidenceView> OneAsync(Guid id, CancellationToken ct) => GetAsync<EvidenceView>($"evidence/{id}", ct);

    /// <summary>The bytes go through as they come.</summary>
    public async Task<EvidenceView> SendAsync(Guid id, Stream file, CancellationToken ct)
    {
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await PostContentAsync<EvidenceView>($"evidence/{id}/upload", content, ct);
    }

    /// <summary>One file as it was sent; that it was opened is noted.</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> FileAsync(Guid id, Guid file, CancellationToken ct) =>
        GetFileAsync($"evidence/{id}/files/{file}", ct);

    /// <summary>Until it is decided; twice is one.</summary>
    public Task<EvidenceView> WithdrawAsync(Guid id, Guid file, CancellationToken ct) =>
        PostAsync<EvidenceView>($"evidence/{id}/files/{file}/withdraw", new { }, ct);

    public Task<EvidencePage> QueueAsync(string? state, int page, CancellationToken ct) =>
        GetAsync<EvidencePage>("evidence/queue" + Query(("state", state), ("page", page)), ct);

    public Task<EvidenceView> DecideAsync(Guid id, DecideEvidence decision, CancellationToken ct) =>
        PostAsync<EvidenceView>($"evidence/{id}/decision", decision, ct);

    public Task<EvidencesDecided> DecideAsync(DecideEvidences decisions, CancellationToken ct) =>
        PostAsync<EvidencesDecided>("evidence/decisions", decisions, ct);
}

/// <summary>Strikes, trips and closures, for agents.</summary>
public sealed class DisruptionsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<DisruptionPage> ListAsync(int page, CancellationToken ct) => GetAsync<DisruptionPage>("disruptions" + Query(("page", page)), ct);

    public Task<DisruptionOptions> OptionsAsync(CancellationToken ct) => GetAsync<DisruptionOptions>("disruptions/options", ct);

    public Task<DisruptionView> OneAsync(Guid id, CancellationToken ct) => GetAsync<DisruptionView>($"disruptions/{id}", ct);

    /// <summary>Nothing is saved.</summary>
    public Task<DisruptionPreview> PreviewAsync(DisruptionPlan plan, CancellationToken ct) => PostAsync<DisruptionPreview>("disruptions/preview", plan, ct);

    /// <summary>The same key applies once.</summary>
    public Task<DisruptionView> ApplyAsync(ApplyDisruption disruption, CancellationToken ct) => PostAsync<DisruptionView>("disruptions", disruption, ct);

    public Task<DisruptionView> UndoAsync(Guid id, CancellationToken ct) => PostAsync<DisruptionView>($"disruptions/{id}/undo", new { }, ct);
}

/// <summary>Contracts of children, and cells that contradict something.</summary>
public sealed class ContractsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<ContractView[]> ListAsync(CancellationToken ct, Guid? family = null) => GetAsync<ContractView[]>("contracts" + Query(("family", family)), ct);

    public Task<ContractView[]> GiveAsync(GiveContract contract, CancellationToken ct) => PostAsync<ContractView[]>("contracts", contract, ct);

    public Task<ContractView[]> EndAsync(Guid id, DateOnly until, CancellationToken ct) =>
        PostAsync<ContractView[]>($"contracts/{id}/end", new EndContract(until), ct);

    public Task<CheckList> ChecksAsync(CancellationToken ct) => GetAsync<CheckList>("checks", ct);

    public Task<CorrectedCells> CorrectAsync(CorrectCells correction, CancellationToken ct) => PostAsync<CorrectedCells>("checks/correct/many", correction, ct);

    public Task<CorrectedCells> UndoAsync(Guid batch, CancellationToken ct) => PostAsync<CorrectedCells>($"checks/correct/many/{batch}/undo", new { }, ct);

    public Task CorrectAsync(CorrectCell correction, CancellationToken ct) => SendAsync(HttpMethod.Post, "checks/correct", correction, ct);
}
