using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>What grows with the years: a statement, the certificates of all families, a grid tried on 1.4 million days.</summary>
internal static class MoneyYears
{
    private const string Town = Invoices.Town;

    public static async Task MeasureAsync(ServiceUnderTest billing, HttpClient agent, int families, BenchOptions options, Report report)
    {
        await SqlAsync(billing, FiveYears);
        report.Add("statement of a family with five years of entries", "15 ms", await Invoices.ReadAsync(billing, "statement?year=2025", options));
        await SqlAsync(billing, Paid);
        report.Add($"tax certificates of {families} families", families == 10_000 ? "60 s" : "", await Invoices.TimedAsync(async () =>
        {
            await agent.PostAsAsync<CertificateJob>($"/api/{Town}/billing/certificates/all", new MakeAllCertificates(2025));
            while ((await agent.GetAsAsync<CertificateJob[]>($"/api/{Town}/billing/certificates/all"))[0].State != "done")
            {
                await Task.Delay(50);
            }
        }) + Report.Invariant($", {await CountAsync(billing)} made"));
        await DraftAsync(agent);
        var lines = 20 * families;
        // As many days again further and further back, up to 1.4 million.
        for (var copy = 1; families == 10_000 && copy < 7; copy++)
        {
            await SqlAsync(billing, Report.Invariant($"""
                INSERT OR IGNORE INTO CellStates (Tenant, ChildId, Unit, Date, Payer, Version, Outcome, Late)
                SELECT Tenant, ChildId, Unit, date(Date, '-{28 * copy} days'), Payer, Version, Outcome, Late FROM CellStates WHERE Unit = 'restauration' AND Date >= '2026-11-01'
                """));
            lines += 20 * families;
        }

        report.Add($"a new grid tried on {lines} days", families == 10_000 ? "5 s" : "", await Invoices.TimedAsync(() =>
            agent.GetAsAsync<TrialView>($"/api/{Town}/billing/tariffs/repas/trial?from=2026-01-01&until=2026-11-30")));
    }

    // Sixty invoices and payments of the fourth family.
    private const string FiveYears = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
        INSERT INTO Entries (Tenant, Id, Payer, CashOffice, Date, Kind, Cents, Number, Source, At)
        SELECT e.Tenant, upper(printf('0D000000-%04d-0000-0000-%012d', k.c, n.i)), e.Payer, e.CashOffice, date(e.Date, '-' || n.i || ' months'), CASE k.c WHEN 0 THEN 'WriteOff' ELSE 'Payment' END,
            CASE k.c WHEN 0 THEN e.Cents ELSE -e.Cents END, printf('V-%d-%d', n.i, k.c), upper(printf('0E000000-%04d-0000-0000-%012d', k.c, n.i)), e.At
        FROM n, (SELECT 0 AS c UNION ALL SELECT 1) k, (SELECT * FROM Entries ORDER BY Payer LIMIT 1 OFFSET 3) e
        """;

    // Every line of care paid in 2025.
    private const string Paid = """
        UPDATE BilledLines SET CareCents = Cents, Date = date(Date, '-1 year') WHERE Unit = 'garderie-matin';
        INSERT INTO ReceivedPayments (Tenant, Id, CashOffice, Payer, Date, Cents, Method, Number, Source, SourceRef, At, By, Version)
        SELECT Tenant, Id, CashOffice, Payer, '2025-06-01', Cents, 'card', Number, 'bench', Id, '2025-06-01 08:00:00', 'bench', 1 FROM IssuedInvoices;
        INSERT INTO PaidLines (Tenant, Id, Payer, Source, InvoiceId, LineNo, Cents, Date)
        SELECT Tenant, substr(InvoiceId, 1, 32) || printf('%04X', No), Payer, InvoiceId, InvoiceId, No, Cents, '2025-06-01' FROM BilledLines
        """;

    private static async Task DraftAsync(HttpClient agent)
    {
        var view = await agent.GetAsAsync<SectionView>($"/api/{Town}/billing/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        var tariff = document["tariffs"]!.AsArray().First(t => (string)t!["key"]! == "repas")!;
        var draft = tariff["versions"]!.AsArray()[^1]!.DeepClone();
        draft["brackets"]![1]!["price"] = 4.10m;
        tariff["draft"] = draft;
        var body = new SaveSection(view.Version, System.Text.Json.JsonSerializer.SerializeToElement(document));
        await (await agent.PutAsJsonAsync($"/api/{Town}/billing/settings", body)).ReadAsync<SectionView>();
    }

    private static Task<int> CountAsync(ServiceUnderTest billing) =>
        billing.InTenantAsync(Town, s => s.GetRequiredService<BillingDb>().Certificates.CountAsync());

    private static Task<int> SqlAsync(ServiceUnderTest billing, string sql) =>
        billing.InTenantAsync(Town, s => s.GetRequiredService<BillingDb>().Database.ExecuteSqlRawAsync(sql));
}
