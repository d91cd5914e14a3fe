using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>The service as a process of its own, killed with SIGKILL in the midst of a run, again and again.</summary>
public sealed class KillTests() : BillingWorld(TestDatabase.Sqlite)
{
    private const int Families = 60;

    [Fact]
    public async Task A_run_whose_process_is_killed_goes_on_without_gap_double_or_half_invoice()
    {
        using var folder = new Folder();
        var run = await FillAsync(folder.Path);
        var random = new Random(9);
        var kills = 0;
        for (; kills < 4; kills++)
        {
            using var process = Launch(folder.Path, out var address);
            using var agent = new HttpClient { BaseAddress = address };
            agent.DefaultRequestHeaders.Authorization = new("Bearer", Tokens.Agent("biviers", Permissions.Billing));
            var state = await Eventually.SeeAsync(() => StateAsync(agent, run.Run.Id), s => s is not null, seconds: 60);
            if (state == "checked")
            {
                await agent.PostAsAsync<RunSummary>($"/api/biviers/billing/runs/{run.Run.Id}/issue", new ConfirmRun(run.Totals.ToIssue, run.Totals.ToIssueAmount));
            }

            await Task.Delay(random.Next(300, 900), TestContext.Current.CancellationToken);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await StartAsync(folder.Path);
        var agents = again.Client(Tokens.Agent("biviers", Permissions.Billing));
        var issued = await Eventually.SeeAsync(() => agents.GetAsAsync<RunView>($"/api/biviers/billing/runs/{run.Run.Id}"), r => r.Run.State == "issued", seconds: 60);
        Assert.Equal((Families, run.Totals.ToIssueAmount), (issued.Run.Invoices, issued.Run.Amount));
        await Invariants.HoldAsync(again, "biviers");
        Assert.Equal(Families, await again.InTenantAsync("biviers", s => s.GetRequiredService<BillingDb>().Invoices.Select(i => i.Payer).Distinct().CountAsync()));
    }

    private static Task<ServiceUnderTest> StartAsync(string folder) => ServiceUnderTest.StartAsync(
        BillingApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
        ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")), ("Database:Directory", folder));

    private static async Task<RunView> FillAsync(string folder)
    {
        await using var billing = await StartAsync(folder);
        for (var n = 1; n <= Families; n++)
        {
            var (family, child) = (new Guid(n, 7, 7, new byte[8]), new Guid(n, 8, 8, new byte[8]));
            await billing.DeliverAsync(MoreauFamily() with { FamilyId = family, Children = [MoreauFamily().Children[0] with { ChildId = child }] });
            await billing.DeliverAsync(Settled(family, [.. Enumerable.Range(1, 12).Select(d => Cell(child, "restauration", d))]));
        }

        var agent = billing.Client(Tokens.Agent("biviers", Permissions.Billing));
        var made = await agent.PostAsAsync<RunSummary>("/api/biviers/billing/runs", new StartRun("garderie-alsh", Day(12, 1), Day(12, 31), Day(12, 8)));
        var draft = await Eventually.SeeAsync(() => agent.GetAsAsync<RunView>($"/api/biviers/billing/runs/{made.Id}"), r => r.Progress.Pricing == 0, seconds: 60);
        await agent.PostAsAsync<RunSummary>($"/api/biviers/billing/runs/{made.Id}/check", new ConfirmRun(draft.Totals.ToIssue, draft.Totals.ToIssueAmount));
        return draft;
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
