using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>The service as a process of its own, killed with SIGKILL in the midst of a run, again and again.</summary>
public sealed class KillTests() : BillingWorld(TestDatabase.Sqlite)
{
    private const int Families = 300;

    [Fact]
    public async Task A_run_whose_process_is_killed_goes_on_without_gap_double_or_half_invoice()
    {
        using var folder = new Folder();
        var run = await FillAsync(folder.Path);
        var random = new Random(9);
        for (var kills = 0; kills < 4; kills++)
        {
            var before = await IssuedAsync(folder.Path);
            using var process = Launch(folder.Path, out var address);
            using var agent = new HttpClient { BaseAddress = address };
            agent.DefaultRequestHeaders.Authorization = new("Bearer", Tokens.Agent("biviers", Permissions.Billing));
            if (kills == 0)
            {
                await Eventually.SeeAsync(() => StateAsync(agent, run.Run.Id), s => s == "checked", seconds: 60);
                await agent.PostAsAsync<RunSummary>($"/api/biviers/billing/runs/{run.Run.Id}/issue",
                    new ConfirmRun(run.Totals.ToIssue, run.Totals.ToIssueAmount));
            }

            // In the midst of it: as soon as the file has more invoices than before.
            for (var looks = 0; looks < 6000 && await IssuedAsync(folder.Path) is var count && count == before && count < Families; looks++)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            await Task.Delay(random.Next(0, 60), TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await StartAsync(folder.Path);
        var agents = again.Client(Tokens.Agent("biviers", Permissions.Billing));
        var issued = await Eventually.SeeAsync(() => agents.GetAsAsync<RunView>($"/api/biviers/billing/runs/{run.Run.Id}"), r => r.Run.State == "issued",
            seconds: 60);
        Assert.Equal((Families, run.Totals.ToIssueAmount), (issued.Run.Invoices, issued.Run.Amount));
        await Invariants.HoldAsync(again, "biviers");
        Assert.Equal(Families,
            await again.InTenantAsync("biviers", s => s.GetRequiredService<BillingDb>().Invoices.Select(i => i.Payer).Distinct().CountAsync()));
    }

    private static Task<ServiceUnderTest> StartAsync(string folder) => ServiceUnderTest.StartAsync(
        BillingApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
        ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")), ("Database:Directory", folder));

    private static async Task<RunView> FillAsync(string folder)
    {
        await using var billing = await StartAsync(folder);
        await billing.InTenantAsync("biviers", async services =>
        {
            var db = services.GetRequiredService<BillingDb>();
            for (var n = 1; n <= Families; n++)
            {
                AddFamily(db, n);
            }

            return await db.SaveChangesAsync();
        });
        var agent = billing.Client(Tokens.Agent("biviers", Permissions.Billing));
        var made = await agent.PostAsAsync<RunSummary>("/api/biviers/billing/runs", new StartRun("garderie-alsh", Day(12, 1), Day(12, 31), Day(12, 8)));
        var draft = await Eventually.SeeAsync(() => agent.GetAsAsync<RunView>($"/api/biviers/billing/runs/{made.Id}"), r => r.Progress.Pricing == 0,
            seconds: 60);
        await agent.PostAsAsync<RunSummary>($"/api/biviers/billing/runs/{made.Id}/check", new ConfirmRun(draft.Totals.ToIssue, draft.Totals.ToIssueAmount));
        return draft;
    }

    private static void AddFamily(BillingDb db, int n)
    {
        var (family, child) = (new Guid(n, 7, 7, new byte[8]), new Guid(n, 8, 8, new byte[8]));
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
            BirthDate = Day(11, 30, 2017),
            Rank = 1
        });
        db.FactVersions.Add(new FactVersion { FamilyId = family, Version = 1, Last = 1, From = Day(1, 1), Facts = facts.Write() });
        db.Months.Add(new FamilyMonth { Payer = family, Month = Day(12, 1), Stale = 1 });
        db.Cells.AddRange(Enumerable.Range(1, 6)
            .Select(d => new Cell { ChildId = child, Unit = "restauration", Date = Day(12, d), Payer = family, Version = 1, Outcome = CellOutcome.Present }));
    }

    private static async Task<int> IssuedAsync(string folder)
    {
        await using var db = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "billing.db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false
        }
            .ToString());
        await db.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = db.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM IssuedInvoices";
        return (int)(long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<string?> StateAsync(HttpClient agent, Guid run)
    {
        try
        {
            return (await agent.GetAsAsync<RunView>($"/api/biviers/billing/runs/{run}")).Run.State;
        }
        catch (HttpRequestException)
        {
            // Not up yet.
            return null;
        }
    }

    private static Process Launch(string folder, out Uri address)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        return Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Preau.Billing.dll"), "--environment", "Testing"])
        {
            Environment =
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["Database__Directory"] = folder,
                ["Tenants__Directory"] = Path.Combine(Communes.Deploy, "tenants"),
                ["Auth__Issuer"] = Tokens.Issuer,
                ["Auth__SigningKey"] = Tokens.Key,
            },
        })!;
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("preau-kill-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
