using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Charges, prices and the account of a family. <c>family</c> is for agents only: a parent's is known.</summary>
public sealed class BillingClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "billing")
{
    /// <summary>What a family's home page shows.</summary>
    public Task<BillingHome> HomeAsync(CancellationToken ct) => GetAsync<BillingHome>("home", ct);

    /// <param name="month">"2026-12".</param>
    public Task<ChargesView> ChargesAsync(string month, CancellationToken ct, Guid? family = null) =>
        GetAsync<ChargesView>("charges" + Query(("month", month), ("family", family)), ct);

    /// <summary>Amounts and prices of a month page, without reasons.</summary>
    public Task<MonthMoney> MonthAsync(string month, CancellationToken ct, Guid? family = null) =>
        GetAsync<MonthMoney>("month" + Query(("month", month), ("family", family)), ct);

    /// <summary>Prices over a period, by unit and child.</summary>
    public Task<PriceTable> PricesAsync(DateOnly from, DateOnly until, CancellationToken ct, Guid? family = null) =>
        GetAsync<PriceTable>("prices" + Query(("from", from), ("until", until), ("family", family)), ct);

    /// <summary>Prices of cells that are not booked yet, in their order.</summary>
    public Task<QuoteView> QuotesAsync(QuoteRequest cells, CancellationToken ct) => PostAsync<QuoteView>("quotes", cells, ct);

    /// <param name="year">In which the school year begins; null for the current one.</param>
    public Task<StatementView> StatementAsync(int? year, CancellationToken ct, Guid? family = null) =>
        GetAsync<StatementView>("statement" + Query(("year", year), ("family", family)), ct);

    /// <param name="format">"pdf" or "csv".</param>
    public Task<(byte[] Bytes, string ContentType, string Name)> StatementFileAsync(string format, int? year, CancellationToken ct, Guid? family = null) =>
        GetFileAsync((format == "pdf" ? "statement/pdf" : "statement.csv") + Query(("year", year), ("family", family)), ct);

    public Task<AccountView> AccountAsync(CancellationToken ct, Guid? family = null) => GetAsync<AccountView>("account" + Query(("family", family)), ct);
}
