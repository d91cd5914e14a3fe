using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Family.Families;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Files that were told before the event said all that others keep today.</summary>
public sealed class TellAgainTests() : FamilyWorld(TestDatabase.Sqlite)
{
    [Fact]
    public async Task Files_told_in_an_older_form_are_told_once_more_and_a_commune_that_begins_here_is_not()
    {
        Assert.Equal(0, await TellAsync());
        // As an older release left it.
        await Family.InTenantAsync("biviers",
            async scope => await scope.GetRequiredService<FamilyDb>().Settings.Where(s => s.Section == "$told").ExecuteDeleteAsync());
        var before = await VersionsAsync();
        var known = await Eventually.SeeAsync(() => Task.FromResult(Told()),
            told => before.All(f => told.TryGetValue(f.Key, out var file) && file.Version == f.Value));

        Assert.Equal(before.Count, await TellAsync());
        Assert.Equal(0, await TellAsync());

        Assert.All(await VersionsAsync(), f => Assert.Equal(before[f.Key] + 1, f.Value));
        var again = await Eventually.SeeAsync(() => Task.FromResult(Told()), told => before.All(f => told[f.Key].Version == f.Value + 1));
        // All that was said, addresses and consents among it.
        Assert.All(
            before.Keys, id =>
                Assert.Equal(known[id].Guardians.Select(g => (g.GuardianId, g.Email, g.EmailConsent)),
                    again[id].Guardians.Select(g => (g.GuardianId, g.Email, g.EmailConsent))));
        Assert.Contains(again.Values, f => f.Guardians.Any(g => g.EmailConsent));
    }

    private Dictionary<Guid, FamilyChanged> Told() => Family.Published.OfType<FamilyChanged>().Where(e => e.Tenant == "biviers")
        .GroupBy(e => e.FamilyId).ToDictionary(g => g.Key, g => g.OrderBy(e => e.Version).Last());

    private Task<int> TellAsync() => Family.InTenantAsync("biviers", scope =>
        TellAgain.TellAsync(scope.GetRequiredService<FamilyDb>(), scope.GetRequiredService<TimeProvider>(), CancellationToken.None));

    private Task<Dictionary<Guid, long>> VersionsAsync() => Family.InTenantAsync("biviers", scope =>
        scope.GetRequiredService<FamilyDb>().Families.AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.Version));
}
