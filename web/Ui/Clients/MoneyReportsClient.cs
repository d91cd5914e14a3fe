using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Certificates of a payer, and figures for agents.</summary>
public sealed class MoneyReportsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<CertificatesView> CertificatesAsync(CancellationToken ct, Guid? family = null) =>
        GetAsync<CertificatesView>("certificates" + Query(("family", family)), ct);

    public Task<CertificateView> CertificateAsync(Guid id, CancellationToken ct) => GetAsync<CertificateView>($"certificates/{id}", ct);

    public Task<CertificateView> MakeAsync(MakeCertificate certificate, CancellationToken ct) => PostAsync<CertificateView>("certificates", certificate, ct);

    public Task<CertificateJob[]> JobsAsync(CancellationToken ct) => GetAsync<CertificateJob[]>("certificates/all", ct);

    /// <param name="after">"Next" of the page before.</param>
    public Task<CertificatesOfYear> OfYearAsync(int year, string? after, CancellationToken ct) =>
        GetAsync<CertificatesOfYear>($"certificates/all/{year}" + Query(("after", after)), ct);

    /// <summary>All of a year as PDF in one ZIP.</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> PapersOfYearAsync(int year, CancellationToken ct) =>
        GetFileAsync($"certificates/all/{year}/papers", ct);

    public Task MakeAllAsync(MakeAllCertificates all, CancellationToken ct) => SendAsync(HttpMethod.Post, "certificates/all", all, ct);

    /// <param name="from">First month, "2026-09".</param>
    /// <param name="until">Last month.</param>
    public Task<FiguresView> FiguresAsync(string from, string until, string? office, CancellationToken ct) =>
        GetAsync<FiguresView>("figures" + Query(("from", from), ("until", until), ("office", office)), ct);

    /// <param name="after">"Next" of the page before.</param>
    public Task<FigureLines> LinesAsync(FigureAsked figure, string? after, CancellationToken ct) => GetAsync<FigureLines>("figures/lines" + Query(
        ("figure", figure.Figure), ("month", figure.Month), ("unit", figure.Unit), ("label", figure.Label), ("age", figure.Age), ("from", figure.From),
        ("until", figure.Until), ("period", figure.Period), ("school", figure.School), ("centre", figure.Centre), ("regime", figure.Regime), ("after", after)),
        ct);

    /// <param name="month">"2026-12".</param>
    public Task<AuditView> AuditAsync(string month, CancellationToken ct) => GetAsync<AuditView>("audit" + Query(("month", month)), ct);
}

/// <summary>A number of the figures, as GET /figures/lines names it.</summary>
public sealed record FigureAsked(
    string Figure, string? Month = null, string? Unit = null, string? Label = null, string? Age = null, string? From = null, string? Until = null,
    string? Period = null, string? School = null, string? Centre = null, string? Regime = null);
