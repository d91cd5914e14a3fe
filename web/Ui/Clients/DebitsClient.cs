using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Mandates and direct debits, and the parts of a cash office that no other page sets.</summary>
public sealed class DebitsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<MyMandates> MineAsync(CancellationToken ct) => GetAsync<MyMandates>("mandates/mine", ct);

    public Task<MandateView> GiveAsync(string office, GiveDirectDebit mandate, CancellationToken ct) =>
        PostAsync<MandateView>($"mandates/{Uri.EscapeDataString(office)}", mandate, ct);

    public Task StopAsync(string office, CancellationToken ct) => SendAsync(HttpMethod.Post, $"mandates/{Uri.EscapeDataString(office)}/stop", null, ct);

    public Task<MandatesView> MandatesAsync(string? office, string? search, int page, CancellationToken ct) =>
        GetAsync<MandatesView>("mandates" + Query(("office", office), ("search", search), ("page", page)), ct);

    public Task<MandateView> RecordAsync(string office, Guid family, RecordMandate mandate, CancellationToken ct) =>
        PostAsync<MandateView>($"mandates/{Uri.EscapeDataString(office)}/families/{family}", mandate, ct);

    public Task EndAsync(Guid id, StopMandate stop, CancellationToken ct) => SendAsync(HttpMethod.Post, $"mandates/{id}/end", stop, ct);

    public Task<DebitsView> ListAsync(string? office, CancellationToken ct) => GetAsync<DebitsView>("debits" + Query(("office", office)), ct);

    public Task<DebitDraftView> DraftAsync(string office, DateOnly date, CancellationToken ct) =>
        GetAsync<DebitDraftView>("debits/draft" + Query(("office", office), ("date", date)), ct);

    public Task<DebitFileView> MakeAsync(MakeDebits make, CancellationToken ct) => PostAsync<DebitFileView>("debits", make, ct);

    public Task<DebitFileDetail> FileAsync(Guid id, CancellationToken ct) => GetAsync<DebitFileDetail>($"debits/{id}", ct);

    public Task<(byte[] Bytes, string ContentType, string Name)> DownloadAsync(Guid id, CancellationToken ct) => GetFileAsync($"debits/{id}/file", ct);

    /// <summary><paramref name="act"/> is "sent" or "cancel".</summary>
    public Task<DebitFileView> ActAsync(Guid id, string act, CancellationToken ct) => PostAsync<DebitFileView>($"debits/{id}/{act}", new { }, ct);

    public Task<DebitReturnsView> ReturnsAsync(Stream file, CancellationToken ct) =>
        PostContentAsync<DebitReturnsView>("debits/returns/upload", new StreamContent(file), ct);

    public Task<OfficePartsView> OfficesAsync(CancellationToken ct) => GetAsync<OfficePartsView>("offices", ct);

    public Task SavePartAsync(string office, string part, long basedOn, object? value, CancellationToken ct) => SendAsync(
        HttpMethod.Put, $"offices/{Uri.EscapeDataString(office)}/{part}",
        new SaveOfficePart(basedOn, value is null ? null : JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web)), ct);
}
