using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Invoices and payments, as a payer reads them. <c>family</c> is for agents only: a parent's is known.</summary>
public sealed class InvoicesClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    /// <param name="state">"unpaid", "paid" or "all".</param>
    /// <param name="after">Of the page before; agents only.</param>
    public Task<InvoicesView> ListAsync(
        string state, CancellationToken ct, Guid? family = null, int? year = null, string? office = null, string? after = null) =>
        GetAsync<InvoicesView>("invoices" + Query(("state", state), ("family", family), ("year", year), ("office", office), ("after", after)), ct);

    public Task<InvoiceDetail> GetAsync(Guid id, CancellationToken ct) => GetAsync<InvoiceDetail>($"invoices/{id}", ct);

    public Task<PaymentsView> PaymentsAsync(CancellationToken ct, Guid? family = null, string? office = null, DateOnly? date = null) =>
        GetAsync<PaymentsView>("payments" + Query(("family", family), ("office", office), ("date", date)), ct);

    public Task<PaymentDetail> PaymentAsync(Guid id, CancellationToken ct) => GetAsync<PaymentDetail>($"payments/{id}", ct);

    public Task<InvoiceSummary> CreditAsync(Guid id, CreditInvoice credit, CancellationToken ct) =>
        PostAsync<InvoiceSummary>($"invoices/{id}/credit", credit, ct);

    public Task<CreditPreview> PreviewCreditAsync(Guid id, CreditInvoice credit, CancellationToken ct) =>
        PostAsync<CreditPreview>($"invoices/{id}/credit/preview", credit, ct);

    public Task<HandedOver> HandOverAsync(HandOver over, CancellationToken ct) => PostAsync<HandedOver>("invoices/title", over, ct);
}
