using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Papers of a child as PDF: "simple" and "complete" (F-56), "dossier" (F-38). The family's own without <c>family</c>, which is for agents.</summary>
public sealed class PapersClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<(byte[] Bytes, string ContentType, string Name)> OfChildAsync(Guid child, string paper, CancellationToken ct, Guid? family = null) =>
        GetFileAsync($"{(family is { } id ? $"families/{id}" : "me")}/children/{child}/papers/{paper}", ct);

    /// <summary>For agents: what a new family asked, as its sheet (F-39).</summary>
    public Task<(byte[] Bytes, string ContentType, string Name)> OfPreEnrolmentAsync(Guid id, CancellationToken ct) =>
        GetFileAsync($"pre-enrolments/{id}/paper", ct);
}
