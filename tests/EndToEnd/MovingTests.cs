using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Identity.Operating;
using Preau.Platform;
using Preau.Platform.Moving;
using Preau.Standalone;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>A commune leaves one installation for another with all that happened: the same people
/// read the same there, and every sum is the one it left with.</summary>
public sealed class MovingTests(DemoData demo) : IAsyncLifetime
{
    private const string Slug = "biviers";
    private static readonly string[] Hosts = ["identity", "family", "planning", "billing", "messaging"];
    private readonly string _here = Directory.CreateTempSubdirectory("preau-move-here-").FullName;
    private readonly string _there = Directory.CreateTempSubdirectory("preau-move-there-").FullName;
    private readonly string _way = Directory.CreateTempSubdirectory("preau-move-way-").FullName;
    private readonly string _nothing = Directory.CreateTempSubdirectory("preau-move-nothing-").FullName;
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["RateLimits:Enabled"] = "false",
        ["Transfer:Key"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
    };

    public async ValueTask InitializeAsync() => await demo.CopyToAsync(_here);

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var folder in (string[])[_here, _there, _way, _nothing])
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_commune_moves_with_its_history_and_everyone_reads_there_what_they_read_here()
    {
        Dictionary<string, string> read;
        await using (var host = await StandaloneHost.StartAsync(Here()))
        {
            await BookADayAsync(host);
            read = await ReadAsync(host);
            await SettledAsync(host);
            await ChangeAsync(host, TenantState.Archived);
            await Eventually.SeeAsync(() => ToldAsync(host), n => n == 4, seconds: 120);
        }

        Assert.Equal(0, await StandaloneHost.DoAsync(Here(), ["move-out", Slug, Path.Combine(_way, "first")]));
        Assert.Equal(0, await StandaloneHost.DoAsync(There(), ["move-in", Path.Combine(_way, "first")]));
        Assert.Equal(0, await StandaloneHost.DoAsync(There(), ["move-out", Slug, Path.Combine(_way, "second")]));
        foreach (var name in Hosts)
        {
            var left = await TablesAsync("first", name);
            Assert.Equal(left, await TablesAsync("second", name));
            Assert.Contains(left, t => !t.EndsWith(" 0 00000000000000000000000000000000", StringComparison.Ordinal));
        }

        var again = await Assert.ThrowsAsync<TenantFileException>(() => StandaloneHost.DoAsync(There(), ["move-in", Path.Combine(_way, "first")]));
        Assert.Contains("here already", again.Message, StringComparison.Ordinal);

        await using var other = await StandaloneHost.StartAsync(There());
        await ChangeAsync(other, TenantState.Open);
        await Eventually.SeeAsync(() => SignsInAsync(other), known => known, seconds: 120);
        foreach (var (address, text) in await ReadAsync(other))
        {
            Assert.Equal((address, read[address]), (address, text));
        }
    }

    private StandaloneOptions Here() => Options(_here);

    private StandaloneOptions There() => Options(_there) with { Tenants = _nothing, Demo = _nothing };

    private StandaloneOptions Options(string data) =>
        new(Ports.Free(), data, DateTimeOffset.Parse(Product.Now, System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow(),
            Fresh: false, Production: false)
        { More = _settings };

    private static Task<HttpClient> ApiAsync(StandaloneHost host, string account, bool office = false) =>
        SignIn.ApiClientAsync(host.Address, Slug, account, office, host.Hosts[0].Configuration[office ? "Clients:Office:Secret" : "Clients:Families:Secret"]);

    // So that something has gone through every service when it leaves.
    private static async Task BookADayAsync(StandaloneHost host)
    {
        using var parent = await ApiAsync(host, "jean.dupont");
        using var agent = await ApiAsync(host, "agent.biviers", office: true);
        var month = await parent.GetAsAsync<MonthView>("planning/month?month=2027-01");
        var child = month.Children.First(c => c.Rows.Any(r => r.Unit == "alsh-mercredi-journee")).ChildId;
        var day = (await parent.FreeDaysAsync("2027-01", child, "alsh-mercredi-journee"))[0];
        Assert.True((await agent.DecideAsync((await parent.AskAsync(child, "alsh-mercredi-journee", day)).Id, accept: true)).Done);
        await Eventually.SeeAsync(async () => (await parent.ChargesAsync("2027-01")).Count(l => l.Date == day), n => n == 1);
    }

    /// <summary>What a parent and an agent read, sealed answers and a sealed document among it, by address.</summary>
    private static async Task<Dictionary<string, string>> ReadAsync(StandaloneHost host)
    {
        using var parent = await ApiAsync(host, "jean.dupont");
        using var agent = await ApiAsync(host, "agent.biviers", office: true);
        var read = new Dictionary<string, string>();
        foreach (var address in (string[])["family/me", "family/me/sections", "family/me/documents", "planning/month?month=2026-12",
            "planning/month?month=2027-01", "planning/requests",
            "billing/account", "billing/statement", "billing/charges?month=2027-01", "messaging/threads"])
        {
            read[address] = await parent.GetStringAsync(address);
        }

        foreach (var address in (string[])["family/families", "family/requests/queue", "planning/queue", "billing/settings", "planning/settings"])
        {
            read[address] = await agent.GetStringAsync(address);
        }

        foreach (var document in (await parent.GetAsAsync<FileDocumentsView>("family/me/documents")).Documents.SelectMany(d => new[] { d.Current, d.Waiting })
            .OfType<SentDocumentView>())
        {
            foreach (var file in document.Files)
            {
                var address = $"family/documents/{document.DocumentId}/files/{file.FileId}";
                read[address] = Convert.ToBase64String(await parent.GetByteArrayAsync(address));
            }
        }

        Assert.Contains(read.Keys, k => k.StartsWith("family/documents/", StringComparison.Ordinal));
        return read;
    }

    private static async Task ChangeAsync(StandaloneHost host, TenantState state)
    {
        await using var scope = host.Hosts[0].Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<ChangeCommune>().ToAsync(Slug, state, "essai", CancellationToken.None));
    }

    private static async Task SettledAsync(StandaloneHost host) =>
        await Eventually.SeeAsync(() => OverServicesAsync(host, db => db.Outbox.CountAsync()), n => n == 0, seconds: 120);

    // How many services have heard that it is archived and have no event of their own left.
    private static Task<int> ToldAsync(StandaloneHost host) => OverServicesAsync(host, async db =>
        await db.Settings.AnyAsync(s => s.Section == TakeTenant<TenantDb>.Section && s.By == nameof(TenantState.Archived)) && !await db.Outbox.AnyAsync()
            ? 1
            : 0);

    private static async Task<int> OverServicesAsync(StandaloneHost host, Func<TenantDb, Task<int>> count)
    {
        var sum = 0;
        foreach (var services in host.Hosts.Skip(1).Take(4).Select(h => h.Services))
        {
            await using var scope = services.CreateTenantScope(Slug);
            sum += await count(scope.ServiceProvider.GetRequiredService<TenantDb>());
        }

        return sum;
    }

    private static async Task<bool> SignsInAsync(StandaloneHost host)
    {
        using var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        return (await client.GetAsync($"/{Slug}/")).IsSuccessStatusCode;
    }

    private async Task<List<string>> TablesAsync(string folder, string host)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(_way, folder, host, "manifest.json"));
        return [.. JsonSerializer.Deserialize<Manifest>(text, JsonSerializerOptions.Web)!.Tables.Select(t => $"{t.Table} {t.Rows} {t.Sum}")];
    }
}
