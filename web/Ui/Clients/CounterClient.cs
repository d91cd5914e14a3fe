using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Money taken in at the counter: payments, deposit slips, the closing of a day. Agents with the right to cash.</summary>
public sealed class CounterClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    public Task<CounterView> CounterAsync(Guid family, string office, decimal? amount, string? method, Guid? first, CancellationToken ct) =>
        GetAsync<CounterView>("counter" + Query(("family", family), ("office", office), ("amount", amount), ("method", method), ("first", first)), ct);

    public Task<PaymentDetail> RecordAsync(RecordPayment payment, CancellationToken ct) => PostAsync<PaymentDetail>("payments", payment, ct);

    public Task<PaymentDetail> AllocateAsync(Guid id, AllocatePayment allocation, CancellationToken ct) =>
        PostAsync<PaymentDetail>($"payments/{id}/allocate", allocation, ct);

    public Task<PaymentDetail> ReverseAsync(Guid id, ReversePayment reversal, CancellationToken ct) =>
        PostAsync<PaymentDetail>($"payments/{id}/reverse", reversal, ct);

    public Task<PaymentDetail> RefundAsync(Guid id, AskRefund refund, CancellationToken ct) => PostAsync<PaymentDetail>($"payments/{id}/refund", refund, ct);

    public Task RefundPaidAsync(Guid id, PayRefund how, CancellationToken ct) => SendAsync(HttpMethod.Post, $"refunds/{id}/paid", how, ct);

    public Task RefundCancelledAsync(Guid id, CancellationToken ct) => SendAsync(HttpMethod.Post, $"refunds/{id}/cancelled", null, ct);

    public Task<DepositsView> DepositsAsync(string? office, CancellationToken ct) => GetAsync<DepositsView>("deposits" + Query(("office", office)), ct);

    public Task<DepositView> DepositAsync(Guid id, CancellationToken ct) => GetAsync<DepositView>($"deposits/{id}", ct);

    public Task<DepositView> MakeDepositAsync(MakeDeposit deposit, CancellationToken ct) => PostAsync<DepositView>("deposits", deposit, ct);

    public Task<CashDayView> DayAsync(DateOnly date, string office, CancellationToken ct) =>
        GetAsync<CashDayView>($"days/{date:yyyy-MM-dd}" + Query(("office", office)), ct);

    public Task<CashDayView> CloseAsync(DateOnly date, string office, CloseDay close, CancellationToken ct) =>
        SendAsync<CashDayView>(HttpMethod.Put, $"days/{date:yyyy-MM-dd}" + Query(("office", office)), close, ct);

    public Task<FollowUpView> FollowUpAsync(string? office, CancellationToken ct) => GetAsync<FollowUpView>("follow-up" + Query(("office", office)), ct);
}
