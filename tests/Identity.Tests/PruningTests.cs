using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Preau.Identity.OpenId;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>What Identity forgets by itself, and what it must still know: the day before the end is kept, the day after is gone.</summary>
public abstract class PruningTests(TestDatabase database)
{
    [Fact]
    public async Task What_is_past_its_time_is_forgotten_and_what_is_younger_stays()
    {
        await using var portal = await Portal.StartAsync(database);
        var now = portal.Identity.Clock.GetUtcNow().UtcDateTime;
        var account = await portal.InDbAsync(db => db.Accounts.OrderBy(a => a.Id).Select(a => a.Id).FirstAsync());
        await portal.InDbAsync(db =>
        {
            foreach (var (name, off) in new[] { ("kept", TimeSpan.FromHours(1)), ("gone", TimeSpan.FromHours(-1)) })
            {
                var week = now - TimeSpan.FromDays(7) + off;
                db.SignInRecords.Add(new SignInRecord { AccountId = account, At = now - TimeSpan.FromDays(365) + off, Commune = name });
                db.PasswordLinks.Add(new PasswordLink { AccountId = account, TokenHash = name, ExpiresAt = week });
                db.Sessions.Add(new OpenSession { AccountId = account, Device = name, EndsAt = week });
                db.Confirmations.Add(new Confirmation { TokenHash = name, Commune = "biviers", ExpiresAt = week });
                db.SignInGuards.Add(new SignInGuard { NameHash = name, AddressHash = "", LastFailureAt = now - TimeSpan.FromHours(24) + off });
            }

            return db.SaveChangesAsync();
        });

        await portal.Identity.Services.GetServices<IHostedService>().OfType<Pruning>().Single().PruneAsync(TestContext.Current.CancellationToken);

        string[] names = ["kept", "gone"];
        Assert.Equal(["kept"], await portal.InDbAsync(db => db.SignInRecords.Where(r => names.Contains(r.Commune!)).Select(r => r.Commune!).ToListAsync()));
        Assert.Equal(["kept"], await portal.InDbAsync(db => db.PasswordLinks.Where(l => names.Contains(l.TokenHash)).Select(l => l.TokenHash).ToListAsync()));
        Assert.Equal(["kept"], await portal.InDbAsync(db => db.Sessions.Where(s => names.Contains(s.Device)).Select(s => s.Device).ToListAsync()));
        Assert.Equal(["kept"], await portal.InDbAsync(db => db.Confirmations.Where(c => names.Contains(c.TokenHash)).Select(c => c.TokenHash).ToListAsync()));
        Assert.Equal(["kept"], await portal.InDbAsync(db => db.SignInGuards.Where(g => names.Contains(g.NameHash)).Select(g => g.NameHash).ToListAsync()));
    }
}

public sealed class PruningTestsOnSqlite() : PruningTests(TestDatabase.Sqlite);

public sealed class PruningTestsOnSqlServer() : PruningTests(TestDatabase.SqlServer);
