using System.Globalization;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>What a family reads and changes of its own file, by numbered demandes.</summary>
public sealed class FamilyRequestsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "family")
{
    public Task<AccountFormsView> FormsAsync(CancellationToken ct) => GetAsync<AccountFormsView>("me/forms", ct);

    /// <summary>The same key asks once.</summary>
    public Task<FamilyRequestView> AskAsync(AskChange change, CancellationToken ct) => PostAsync<FamilyRequestView>("me/requests", change, ct);

    public Task<FamilyRequestView> CancelAsync(Guid id, CancellationToken ct) => PostAsync<FamilyRequestView>($"me/requests/{id}/cancel", new { }, ct);

    public Task<FamilyRequestPage> MineAsync(
        CancellationToken ct, DateOnly? since = null, DateOnly? until = null, string? form = null, string? status = null, int page = 1) =>
        GetAsync<FamilyRequestPage>("me/requests" + Query(("since", since), ("until", until), ("form", form), ("status", status), ("page", page)), ct);

    /// <summary>For its family and for agents.</summary>
    public Task<FamilyRequestView> OneAsync(Guid id, CancellationToken ct) => GetAsync<FamilyRequestView>($"requests/{id}", ct);

    public Task ConfirmAsync(long version, CancellationToken ct) => SendAsync(HttpMethod.Post, "me/confirmation", new ConfirmFile(version), ct);

    public Task<ChildPeopleView> PeopleAsync(Guid child, CancellationToken ct) => GetAsync<ChildPeopleView>($"me/people/{child}", ct);

    public Task<AgreementView[]> AgreementsAsync(CancellationToken ct) => GetAsync<AgreementView[]>("me/agreements", ct);

    public Task AgreeAsync(AnswerAgreement answer, CancellationToken ct) => SendAsync(HttpMethod.Put, "me/agreements", answer, ct);

    /// <summary>Agents with the settings right.</summary>
    public Task<FieldPolicyView[]> PoliciesAsync(CancellationToken ct) => GetAsync<FieldPolicyView[]>("field-policies", ct);

    /// <summary>Agents: those that wait, oldest first.</summary>
    public Task<FamilyRequestPage> QueueAsync(CancellationToken ct, string? form = null, string? text = null, int page = 1) =>
        GetAsync<FamilyRequestPage>("requests/queue" + Query(("form", form), ("q", text), ("page", page)), ct);

    /// <summary>Agents: what agents decided in the last month, newest first; of one family without end.</summary>
    public Task<FamilyRequestPage> DecidedAsync(CancellationToken ct, Guid? family = null, string? text = null, int page = 1) =>
        GetAsync<FamilyRequestPage>("requests/decided" + Query(("family", family), ("q", text), ("page", page)), ct);

    /// <summary>Agents: those that wait, sent from one local moment until before another.</summary>
    public Task<FamilyRequestHeads> HeadsAsync(CancellationToken ct, DateTime? since = null, DateTime? until = null, string? text = null) =>
        GetAsync<FamilyRequestHeads>(
            "requests/heads"
                + Query(("since", since?.ToString("O", CultureInfo.InvariantCulture)), ("until", until?.ToString("O", CultureInfo.InvariantCulture)),
                    ("q", text)),
            ct);

    public Task<FamilyRequestCounts> CountsAsync(CancellationToken ct) => GetAsync<FamilyRequestCounts>("requests/counts", ct);

    /// <summary>Lines left out are refused.</summary>
    public Task<FamilyRequestView> DecideAsync(Guid id, DecideFamilyRequest decision, CancellationToken ct) =>
        PostAsync<FamilyRequestView>($"requests/{id}/decision", decision, ct);
}
