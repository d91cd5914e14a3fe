using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Enrolments: what can be asked, what was asked, and the agents' answers. <c>family</c> is for agents only: a parent's is known.</summary>
public sealed class PlanningEnrolmentsClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<EnrolmentChoices> ChoicesAsync(CancellationToken ct, Guid? family = null) =>
        GetAsync<EnrolmentChoices>("enrolments/choices" + Query(("family", family)), ct);

    public Task<EnrolmentRequestView[]> RequestsAsync(CancellationToken ct, Guid? family = null) =>
        GetAsync<EnrolmentRequestView[]>("enrolments/requests" + Query(("family", family)), ct);

    public Task<EnrolmentRequestView> RequestAsync(Guid id, CancellationToken ct) => GetAsync<EnrolmentRequestView>($"enrolments/requests/{id}", ct);

    /// <summary>The same key gives the same receipt, whatever the number of posts.</summary>
    public Task<EnrolmentRequestView> AskAsync(AskEnrolment asked, CancellationToken ct) =>
        PostAsync<EnrolmentRequestView>("enrolments/requests/upload", asked, ct);

    public Task<EnrolmentRequestView> WithdrawAsync(Guid id, CancellationToken ct) =>
        PostAsync<EnrolmentRequestView>($"enrolments/requests/{id}/cancel", new { }, ct);

    /// <summary>A file of a request with its type and name; an agent's look leaves a trace.</summary>
    public async Task<(byte[] Content, string Type, string Name)> FileAsync(Guid id, string piece, CancellationToken ct)
    {
        using var answer = await AnswerAsync(HttpMethod.Get, $"enrolments/requests/{id}/pieces/{Uri.EscapeDataString(piece)}/file", null, ct);
        var name = answer.Content.Headers.ContentDisposition is { } given ? given.FileNameStar ?? given.FileName?.Trim('"') : null;
        return (await answer.Content.ReadAsByteArrayAsync(ct), answer.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", name ?? piece);
    }

    /// <summary>Agents: waiting ones, oldest first; with status "decided" the last month's answers.</summary>
    public Task<EnrolmentQueue> QueueAsync(CancellationToken ct, string? status = null, string? service = null, int page = 1) =>
        GetAsync<EnrolmentQueue>("enrolments/queue" + Query(("status", status), ("service", service), ("page", page)), ct);

    public Task<EnrolmentRequestView> DecideAsync(Guid id, DecideEnrolment decision, CancellationToken ct) =>
        PostAsync<EnrolmentRequestView>($"enrolments/requests/{id}/decide", decision, ct);

    public Task<EnrolmentRequestView> ReceiveAsync(Guid id, string piece, bool received, CancellationToken ct) =>
        PostAsync<EnrolmentRequestView>($"enrolments/requests/{id}/pieces/{Uri.EscapeDataString(piece)}/received", new ReceivePiece(received), ct);

    /// <summary>Agents: all services in which a child can be enrolled.</summary>
    /// <summary>Facilities ("@key") and their services, to give rights on.</summary>
    public Task<FilterOption[]> PartsAsync(CancellationToken ct) => GetAsync<FilterOption[]>("parts", ct);

    public Task<FilterOption[]> ServicesAsync(CancellationToken ct) => GetAsync<FilterOption[]>("enrolments/services", ct);

    /// <summary>Agents: an enrolment without a request.</summary>
    public Task<EnrolmentView> CreateAsync(CreateEnrolment enrolment, CancellationToken ct) => PostAsync<EnrolmentView>("enrolments", enrolment, ct);

    public Task ChangeAsync(Guid id, ChangeEnrolment change, CancellationToken ct) => SendAsync(HttpMethod.Put, $"enrolments/{id}", change, ct);
}
