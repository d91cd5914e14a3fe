using System.Collections.Concurrent;
using Preau.Testing;

[assembly: AssemblyFixture(typeof(Preau.Identity.Tests.SharedPortals))]

namespace Preau.Identity.Tests;

/// <summary>One running portal per database for tests that leave no trace others could meet: they
/// read, or use accounts of their own, and leave the clock alone.</summary>
public sealed class SharedPortals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TestDatabase, Lazy<Task<Portal>>> _portals = new();

    public Task<Portal> GetAsync(TestDatabase database = TestDatabase.Sqlite) =>
        _portals.GetOrAdd(database, d => new Lazy<Task<Portal>>(() => Portal.StartAsync(d, ("RateLimits:Enabled", "false")))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals.Values)
        {
            if (portal.Value.IsCompletedSuccessfully)
            {
                await (await portal.Value).DisposeAsync();
            }
        }
    }
}
