using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Platform;
using Preau.Standalone;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The demo's data once imported and known to every service, as a folder that each
/// <see cref="Product"/> copies: what one changes, no other sees.</summary>
public sealed class DemoData : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _folder = new(PrepareAsync);

    public async Task CopyToAsync(string folder)
    {
        var from = await _folder.Value;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder.IsValueCreated)
        {
            Directory.Delete(await _folder.Value, recursive: true);
        }
    }

    internal static Task<StandaloneHost> StartAsync(string data) => StandaloneHost.StartAsync(new StandaloneOptions(
        Ports.Free(), data, DateTimeOffset.Parse(Product.Now, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow(), Fresh: false, Production: false)
    {
        // Many browsers behind one address would meet the limits meant for strangers; those have their own tests.
        More = new Dictionary<string, string?> { ["RateLimits:Enabled"] = "false" },
    });

    private static async Task<string> PrepareAsync()
    {
        var data = Directory.CreateTempSubdirectory("preau-e2e-demo-").FullName;
        await using (var host = await StartAsync(data))
        {
            // Demo families reach the other services by events; in process a row leaves the outbox once every handler has committed.
            await Eventually.SeeAsync(() => WaitingAsync(host), n => n == 0, seconds: 120);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return data;
    }

    private static async Task<int> WaitingAsync(StandaloneHost host)
    {
        var waiting = 0;
        foreach (var services in host.Hosts.Select(h => h.Services))
        {
            await using var scope = services.CreateAsyncScope();
            foreach (var type in (Type[])[typeof(Preau.Family.FamilyDb), typeof(Preau.Planning.PlanningDb), typeof(Preau.Billing.BillingDb),
                typeof(Preau.Messaging.MessagingDb)])
            {
                waiting += scope.ServiceProvider.GetService(type) is TenantDb db ? await db.Outbox.CountAsync() : 0;
            }
        }

        return waiting;
    }
}
