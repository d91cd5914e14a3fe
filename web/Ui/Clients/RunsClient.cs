using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Billing runs: anomalies, draft, check, issue. Agents only.</summary>
public sealed class RunsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<RunsView> ListAsync(CancellationToken ct) => GetAsync<RunsView>("runs", ct);

    public Task<RunView> GetAsync(Guid id, CancellationToken ct) => GetAsync<RunView>($"runs/{id}", ct);

    /// <param name="kind">"toIssue", "carried", "waiting" or "blocked"; of those to issue "mail", "paper" or "corrected".</param>
    public Task<RunPayers> PayersAsync(Guid id, string? kind, string? after, CancellationToken ct) =>
        GetAsync<RunPayers>($"runs/{id}/payers" + Query(("kind", kind), ("after", after)), ct);

    /// <summary>Invoices to be sent on paper, as PDF in one ZIP; with <paramref name="all"/> every invoice of the run.</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> PapersAsync(Guid id, bool all, CancellationToken ct) =>
        GetFileAsync($"runs/{id}/papers" + Query(("all", all ? "true" : null)), ct);

    public Task<DraftInvoice> DraftAsync(Guid id, Guid family, CancellationToken ct) => GetAsync<DraftInvoice>($"runs/{id}/payers/{family}", ct);

    /// <summary>What a service of the comparison is made of.</summary>
    /// <param name="before">Of the period before.</param>
    public Task<FigureLines> LinesAsync(Guid id, string label, bool before, string? after, CancellationToken ct) =>
        GetAsync<FigureLines>($"runs/{id}/lines" + Query(("label", label), ("before", before ? "true" : null), ("after", after)), ct);

    public Task<AnomalyRows> AnomalyAsync(Guid id, string key, string? after, CancellationToken ct) =>
        GetAsync<AnomalyRows>($"runs/{id}/anomalies/{Uri.EscapeDataString(key)}" + Query(("after", after)), ct);

    public Task<RunSummary> StartAsync(StartRun run, CancellationToken ct) => PostAsync<RunSummary>("runs", run, ct);

    public Task DeleteAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Delete, $"runs/{id}", null, ct);

    public Task CheckAsync(Guid id, ConfirmRun seen, CancellationToken ct) => SendAsync(HttpMethod.Post, $"runs/{id}/check", seen, ct);

    public Task IssueAsync(Guid id, ConfirmRun seen, CancellationToken ct) => SendAsync(HttpMethod.Post, $"runs/{id}/issue", seen, ct);

    /// <param name="act">"stop", "resume" or "redraft".</param>
    public Task ActAsync(Guid id, string act, CancellationToken ct) => SendAsync(HttpMethod.Post, $"runs/{id}/{act}", null, ct);
}
