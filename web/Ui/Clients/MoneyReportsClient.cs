using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Certificates of a payer, and figures for agents.</summary>
public sealed class MoneyReportsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<CertificatesView> CertificatesAsync(CancellationToken ct, Guid? family = null) => GetAsync<CertificatesView>("certificates" + Query(("family", family)), ct);

    public Task<CertificateView> CertificateAsync(Guid id, CancellationToken ct) => GetAsync<CertificateView>($"certificates/{id}", ct);

    public Task<CertificateView> MakeAsync(MakeCertificate certificate, CancellationToken ct) => PostAsync<CertificateView>("certificates", certificate, ct);

    public Task<CertificateJob[]> JobsAsync(CancellationToken ct) => GetAsync<CertificateJob[]>("certificates/all", ct);

    public Task MakeAllAsync(MakeAllCertificates all, CancellationToken ct) => SendAsync(HttpMethod.Post, "certificates/all", all, ct);

    /// <param name="from">First month, "2026-09".</param>
    /// <param name="until">Last month.</param>
    public Task<FiguresView> FiguresAsync(string from, string until, string? office, CancellationToken ct) =>
        GetAsync<FiguresView>("figures" + Query(("from", from), ("until", until), ("office", office)), ct);

    /// <param name="figure">"billed", "paid", "unpaid", "service" or "age".</param>
    public Task<FigureLines> LinesAsync(string figure, string? month, string? unit, string? age, string? office, string? after, CancellationToken ct) =>
        GetAsync<FigureLines>("figures/lines" + Query(("figure", figure), ("month", month), ("unit", unit), ("age", age), ("office", office), ("after", after)), ct);

    /// <param name="month">"2026-12".</param>
    public Task<AuditView> AuditAsync(string month, CancellationToken ct) => GetAsync<AuditView>("audit" + Query(("month", month)), ct);
}
