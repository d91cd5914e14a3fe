using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Months, requests, the agents' queue and days. <c>family</c> is for agents only: a parent's is known.</summary>
public sealed class PlanningClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    /// <summary>What a family's home page shows.</summary>
    public Task<PlanningHome> HomeAsync(CancellationToken ct) => GetAsync<PlanningHome>("home", ct);

    /// <param name="month">"2026-12".</param>
    public Task<MonthView> MonthAsync(string month, CancellationToken ct, Guid? family = null) =>
        GetAsync<MonthView>("month" + Query(("month", month), ("family", family)), ct);

    /// <summary>Nothing is saved.</summary>
    public Task<Receipt> PreviewAsync(SubmitRequest request, CancellationToken ct) => PostAsync<Receipt>("requests/preview", request, ct);

    /// <summary>The same key gives the same receipt, whatever the number of posts.</summary>
    public Task<Receipt> SubmitAsync(SubmitRequest request, CancellationToken ct) => PostAsync<Receipt>("requests", request, ct);

    public Task<RequestPage> RequestsAsync(
        CancellationToken ct, DateOnly? since = null, string? status = null, string? type = null, int page = 1, Guid? family = null) =>
        GetAsync<RequestPage>("requests" + Query(("since", since), ("status", status), ("type", type), ("page", page), ("family", family)), ct);

    public Task<Receipt> RequestAsync(Guid id, CancellationToken ct) => GetAsync<Receipt>($"requests/{id}", ct);

    public Task<Receipt> UndoAsync(Guid id, CancellationToken ct) => PostAsync<Receipt>($"requests/{id}/cancel", new { }, ct);

    public Task<WhyView> WhyAsync(Guid child, string unit, DateOnly date, CancellationToken ct, Guid? family = null) =>
        GetAsync<WhyView>($"cells/{child}/{Uri.EscapeDataString(unit)}/{date:yyyy-MM-dd}/why" + Query(("family", family)), ct);

    public Task<EnrolmentView[]> EnrolmentsAsync(CancellationToken ct, Guid? family = null) =>
        GetAsync<EnrolmentView[]>("enrolments" + Query(("family", family)), ct);

    /// <summary>Agents: waiting requests, oldest first; with status "decided" those agents decided in the last month, newest first.</summary>
    public Task<QueuePage> QueueAsync(
        CancellationToken ct, string? type = null, string? service = null, string? age = null, string? text = null, int page = 1, string? status = null) =>
        GetAsync<QueuePage>("queue" + Query(("type", type), ("service", service), ("age", age), ("q", text), ("status", status), ("page", page)), ct);

    /// <summary>Agents: how much waits in the queue, without what waits.</summary>
    public Task<QueueCounts> QueueCountsAsync(CancellationToken ct) => GetAsync<QueueCounts>("queue/counts", ct);

    /// <summary>Agents: what waits besides the queue.</summary>
    public Task<TodoView> TodoAsync(CancellationToken ct) => GetAsync<TodoView>("todo", ct);

    /// <summary>Agents: whether that family has to be called.</summary>
    public Task<ReachView> ReachAsync(Guid family, CancellationToken ct) => GetAsync<ReachView>("reach" + Query(("family", family)), ct);

    public Task<DecisionResult> DecideAsync(DecideRequests decisions, CancellationToken ct) => PostAsync<DecisionResult>("queue/decisions", decisions, ct);

    public Task<DecisionResult> ReopenAsync(ReopenRequests requests, CancellationToken ct) => PostAsync<DecisionResult>("queue/reopen", requests, ct);

    public Task<DayView> DayAsync(DateOnly date, CancellationToken ct, string? service = null) =>
        GetAsync<DayView>("day" + Query(("date", date), ("service", service)), ct);
}
