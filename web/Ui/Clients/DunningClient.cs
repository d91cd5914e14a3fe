using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Reminders, difficulties told by families, payment plans, debts given up.</summary>
public sealed class DunningClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<DunningView> ListAsync(string? office, CancellationToken ct) => GetAsync<DunningView>("dunning" + Query(("office", office)), ct);

    public Task<RemindersSent> SendAsync(SendReminders send, CancellationToken ct) => PostAsync<RemindersSent>("dunning", send, ct);

    public Task<(byte[] Bytes, string ContentType, string Name)> LetterAsync(Guid id, CancellationToken ct) => GetFileAsync($"reminders/{id}/pdf", ct);

    public Task<(byte[] Bytes, string ContentType, string Name)> LettersAsync(
        string? office, int? step, DateOnly? date, bool all, bool bothSides, CancellationToken ct) =>
        GetFileAsync(
            "dunning/letters"
                + Query(("office", office), ("step", step), ("date", date), ("all", all ? "true" : null), ("bothSides", bothSides ? "true" : null)),
            ct);

    public Task<PlanView> AgreeAsync(AgreePlan plan, CancellationToken ct) => PostAsync<PlanView>("dunning/plans", plan, ct);

    public Task CancelAsync(Guid plan, CancellationToken ct) => SendAsync(HttpMethod.Post, $"dunning/plans/{plan}/cancel", null, ct);

    public Task AnswerAsync(Guid id, AnswerDifficulty answer, CancellationToken ct) => SendAsync(HttpMethod.Post, $"difficulty/{id}/answer", answer, ct);

    public Task StopAsync(Guid family, StopFamilyBookings stop, CancellationToken ct) => SendAsync(HttpMethod.Put, $"stops/{family}", stop, ct);

    public Task LiftAsync(Guid family, CancellationToken ct) => SendAsync(HttpMethod.Delete, $"stops/{family}", null, ct);

    public Task<MyDifficulty> MineAsync(CancellationToken ct) => GetAsync<MyDifficulty>("difficulty", ct);

    public Task TellAsync(TellDifficulty tell, CancellationToken ct) => SendAsync(HttpMethod.Post, "difficulty", tell, ct);

    public Task WriteOffAsync(Guid invoice, string reason, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, $"invoices/{invoice}/write-off", new WriteOffInvoice(reason), ct);
}
