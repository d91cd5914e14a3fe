using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>New families that announce themselves: without an account on the families' side, decided on the agents'.</summary>
public sealed class PreEnrolmentClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    /// <summary>404 where the commune takes none.</summary>
    public Task<PreEnrolmentTerms> TermsAsync(CancellationToken ct) => GetAsync<PreEnrolmentTerms>("open/pre-enrolments", ct);

    public Task<PreEnrolmentReceipt> AskAsync(AskPreEnrolment asked, CancellationToken ct) => PostAsync<PreEnrolmentReceipt>("open/pre-enrolments", asked, ct);

    public Task<PreEnrolmentReceipt> ConfirmAsync(ConfirmPreEnrolment token, CancellationToken ct) =>
        PostAsync<PreEnrolmentReceipt>("open/pre-enrolments/confirm", token, ct);

    public Task<PreEnrolmentPage> ListAsync(int page, CancellationToken ct) => GetAsync<PreEnrolmentPage>("pre-enrolments" + Query(("page", page)), ct);

    public Task<PreEnrolmentView> DecideAsync(Guid id, DecidePreEnrolment decision, CancellationToken ct) =>
        PostAsync<PreEnrolmentView>($"pre-enrolments/{id}/decision", decision, ct);
}
