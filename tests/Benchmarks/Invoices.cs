using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing;
using Preau.Billing.Cells;
using Preau.Billing.Invoicing;
using Preau.Billing.Known;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>One month of a commune billed: prices, a run, a change of the largest tariff, statements and certificates.</summary>
internal static class Invoices
{
    internal const string Town = "biviers";
    private const int DaysPerFamily = 37;
    private static readonly DateOnly First = new(2026, 11, 1);

    public static async Task MeasureAsync(int families, BenchOptions options, Report report)
    {
        await using var billing = await ServiceUnderTest.StartAsync(
            BillingApp.BuildAsync, new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), TestDatabase.Sqlite,
            ("Tenants:Directory", Path.Combine(Root(AppContext.BaseDirectory), "deploy", "tenants")));
        var size = Report.Invariant($"{families} families, {families * DaysPerFamily} days");
        var agent = billing.Client(Tokens.Agent(Town, Permissions.Billing, Permissions.Cash, Permissions.Settings));
        await FillAsync(billing, families);
        report.Add($"prices of a month, {size}", "", await TimedAsync(() => PricedAsync(billing)));
        // Before anything is billed by it: a price that was billed stays as it is.
        report.Add($"the largest tariff changed, {size}", "1 s", await TariffAsync(agent));
        report.Add($"prices after it, {size}", "in the background", await TimedAsync(() => PricedAsync(billing)));
        var start = Stopwatch.GetTimestamp();
        await IssueAsync(billing, agent, families, size, report);
        await DrawAllAsync(billing, agent, report);
        report.Add("invoices issued and 500 of them drawn, together", families == 500 ? "10 s, 200 MB" : "", Report.Invariant(
            $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s with the draft; the process holds {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB at its peak"));
        await ReadAllAsync(billing, options, report);
        await MoneyYears.MeasureAsync(billing, agent, families, options, report);
    }

    private static async Task IssueAsync(ServiceUnderTest billing, HttpClient agent, int families, string size, Report report)
    {
        var made = await (await agent.PostAsJsonAsync($"/api/{Town}/billing/runs",
            new StartRun("garderie-alsh", First, First.AddMonths(1).AddDays(-1), new DateOnly(2026, 12, 1))))
            .ReadAsync<RunSummary>();
        var path = $"/api/{Town}/billing/runs/{made.Id}";
        RunView draft = null!;
        report.Add($"draft of a run, {size}", "", await TimedAsync(async () => draft = await agent.GetAsAsync<RunView>(path)));
        var confirmed = new ConfirmRun(draft.Totals.ToIssue, draft.Totals.ToIssueAmount);
        await agent.PostAsAsync<RunSummary>(path + "/check", confirmed);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        var took = await TimedAsync(async () =>
        {
            await agent.PostAsAsync<RunSummary>(path + "/issue", confirmed);
            while ((await billing.InTenantAsync(Town, s => s.GetRequiredService<BillingDb>().Runs.Select(r => r.State).SingleAsync())) != RunState.Issued)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(50);
            }
        });
        report.Add($"{draft.Totals.ToIssue} invoices issued", families == 500 ? "10 s with PDF, 200 MB" : "linear",
            Report.Invariant($"{took}, {(peak - before) / 1e6:0} MB more at the peak"));
    }

    // As many at once as there are cores: families and agents open them side by side.
    private static async Task DrawAllAsync(ServiceUnderTest billing, HttpClient agent, Report report)
    {
        var ids = await billing.InTenantAsync(Town,
            s => s.GetRequiredService<BillingDb>().Invoices.OrderBy(i => i.Seq).Select(i => i.Id).Take(500).ToListAsync());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (cpu, peak) = (Process.GetCurrentProcess().TotalProcessorTime, 0L);
        var took = await TimedAsync(() =>
            Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (id, ct) =>
        {
            (await agent.GetAsync(new Uri($"/api/{Town}/billing/invoices/{id}/pdf", UriKind.Relative), ct)).EnsureSuccessStatusCode();
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }));
        var each = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / ids.Count;
        report.Add($"PDF of {ids.Count} invoices", "50 ms each",
            Report.Invariant($"{took}, {each:0.0} ms CPU each, {(peak - before) / 1e6:0} MB more at the peak"));
    }

    private static async Task ReadAllAsync(ServiceUnderTest billing, BenchOptions options, Report report)
    {
        var fourth = await billing.InTenantAsync(Town,
            s => s.GetRequiredService<BillingDb>().Invoices.Where(i => i.Payer == new Guid(3, 1, 1, new byte[8])).Select(i => i.Id).FirstAsync());
        report.Add("invoice read by a family", "15 ms", await ReadAsync(billing, $"invoices/{fourth}", options));
        report.Add("account of a family", "", await ReadAsync(billing, "account", options));
        // Lists of agents, over all families.
        using var agent = billing.Client(Tokens.Agent(Town, Permissions.Billing, Permissions.Cash, Permissions.MoneyView));
        foreach (var list in (string[])["invoices", "invoices?state=unpaid", "payments", "follow-up", "runs", "dunning?office=garderie-alsh", "mandates",
            "online/attempts", "figures?from=2026-11&until=2026-11"])
        {
            report.Add($"agents' list « {list} »", "50 ms", await ReadAsync(billing, list, options, agent));
        }
    }

    private static async Task FillAsync(ServiceUnderTest billing, int families)
    {
        for (var from = 0; from < families; from += 250)
        {
            await billing.InTenantAsync(Town, async s =>
            {
                var db = s.GetRequiredService<BillingDb>();
                for (var n = from; n < Math.Min(families, from + 250); n++)
                {
                    AddFamily(db, n);
                }

                await db.SaveChangesAsync();
                return true;
            });
        }

        // The days of the first family for all others, and their months marked last.
        await billing.InTenantAsync(Town, s => s.GetRequiredService<BillingDb>().Database.ExecuteSqlRawAsync("""
            INSERT INTO CellStates (Tenant, ChildId, Unit, Date, Payer, Version, Outcome, Late)
            SELECT c.Tenant, k.ChildId, c.Unit, c.Date, k.FamilyId, c.Version, c.Outcome, c.Late
            FROM CellStates c JOIN KnownChildren k ON k.FamilyId <> c.Payer WHERE c.Payer = (SELECT MIN(Payer) FROM CellStates);
            UPDATE FamilyMonths SET Stale = 1
            """));
    }

    private static void AddFamily(BillingDb db, int n)
    {
        var (family, child) = (new Guid(n, 1, 1, new byte[8]), new Guid(n, 2, 2, new byte[8]));
        var facts = new HouseholdFacts(true, [], [new ChildFacts(child, 1, false)]);
        db.KnownFamilies.Add(new KnownFamily
        {
            FamilyId = family,
            Version = 1,
            Number = $"{n}",
            Name = $"FAMILLE {n}",
            Resident = true,
            Street = "1 rue",
            City = "Biviers"
        });
        db.KnownChildren.Add(new KnownChild
        {
            FamilyId = family,
            ChildId = child,
            FirstName = "Enfant",
            LastName = $"{n}",
            BirthDate = new DateOnly(2021, 1, 1),
            Rank = 1
        });
        db.KnownQuotients.Add(new KnownQuotient { FamilyId = family, From = new DateOnly(2026, 1, 1), Value = 300 + n % 1800, Source = "CAF" });
        db.FactVersions.Add(new FactVersion { FamilyId = family, Version = 1, Last = 1, From = new DateOnly(2026, 1, 1), Facts = facts.Write() });
        db.Months.Add(new FamilyMonth { Payer = family, Month = First });
        for (var day = 0; n == 0 && day < DaysPerFamily; day++)
        {
            var unit = day < 20 ? "restauration" : "garderie-matin";
            db.Cells.Add(new Cell
            {
                ChildId = child,
                Unit = unit,
                Date = First.AddDays(day % 20 + day / 20),
                Payer = family,
                Version = 1,
                Outcome = CellOutcome.Present
            });
        }
    }

    private static async Task PricedAsync(ServiceUnderTest billing)
    {
        while (await billing.InTenantAsync(Town, s => s.GetRequiredService<BillingDb>().Months.AnyAsync(m => m.Stale != 0)))
        {
            await Task.Delay(50);
        }
    }

    private static async Task<string> TariffAsync(HttpClient agent)
    {
        var view = await agent.GetAsAsync<SectionView>($"/api/{Town}/billing/settings");
        var document = System.Text.Json.Nodes.JsonNode.Parse(view.Document.GetRawText())!;
        document["tariffs"]![0]!["versions"]![0]!["brackets"]![1]!["price"] = 3.75m;
        var body = new SaveSection(view.Version, System.Text.Json.JsonSerializer.SerializeToElement(document));
        return await TimedAsync(async () => await (await agent.PutAsJsonAsync($"/api/{Town}/billing/settings", body)).ReadAsync<SectionView>());
    }

    internal static async Task<string> ReadAsync(ServiceUnderTest billing, string what, BenchOptions options, HttpClient? agent = null)
    {
        var parent = agent ?? billing.Client(Tokens.Guardian(Town, new Guid(3, 1, 1, new byte[8])));
        for (var i = 0; i < 20; i++)
        {
            await parent.GetAsync(new Uri($"/api/{Town}/billing/{what}", UriKind.Relative));
        }

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < options.Pages; i++)
        {
            (await parent.GetAsync(new Uri($"/api/{Town}/billing/{what}", UriKind.Relative))).EnsureSuccessStatusCode();
        }

        return Report.Invariant($"{(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / options.Pages:0.0} ms CPU with the client's");
    }

    internal static async Task<string> TimedAsync(Func<Task> act)
    {
        // The time on the wall says much about what else the machine does; the processor's says what this costs.
        var (start, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        await act();
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        return Report.Invariant($"{Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s ({spent:0.00} s CPU)");
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
