using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Bordereaux for the treasury, what it reports paid, and the accountant's file.</summary>
public sealed class TitlesClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<TitlesView> ListAsync(CancellationToken ct) => GetAsync<TitlesView>("titles", ct);

    public Task<TitleDraftView> DraftAsync(string office, DateOnly? dueBefore, CancellationToken ct) =>
        GetAsync<TitleDraftView>("titles/draft" + Query(("office", office), ("dueBefore", dueBefore)), ct);

    public Task<TitleSlipView> MakeAsync(MakeSlip slip, CancellationToken ct) => PostAsync<TitleSlipView>("titles", slip, ct);

    public Task<TitleSlipDetail> SlipAsync(Guid id, CancellationToken ct) => GetAsync<TitleSlipDetail>($"titles/{id}", ct);

    public Task<(byte[] Bytes, string ContentType, string Name)> DownloadAsync(Guid id, CancellationToken ct) => GetFileAsync($"titles/{id}/file", ct);

    public Task<TreasuryReportView> ReportAsync(string office, Stream file, CancellationToken ct) =>
        PostContentAsync<TreasuryReportView>("titles/receipts/upload" + Query(("office", office)), new StreamContent(file), ct);

    public Task<(byte[] Bytes, string ContentType, string Name)> AccountingAsync(string? office, DateOnly? from, DateOnly? until, CancellationToken ct) =>
        GetFileAsync("accounting" + Query(("office", office), ("from", from), ("until", until)), ct);
}
