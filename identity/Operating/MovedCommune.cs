using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Platform.Moving;

namespace Preau.Identity.Operating;

/// <summary>
/// What Identity carries of a commune: its facts, who belongs to it, and the accounts of these people with their passwords. An account that is there already,
/// since its holder came with another commune, stays as it is. Sessions, second factors and links in mails stay behind: they hang on this installation's keys.
/// </summary>
internal static class MovedCommune
{
    public static void AddMovedCommune(this IServiceCollection services) => services.Configure<MoveOptions>(o =>
    {
        o.Also.Add(new AlsoMoved("Communes", "Slug = @slug"));
        o.Also.Add(new AlsoMoved("Accounts", "Id IN (SELECT AccountId FROM Memberships WHERE Commune = @slug)")
        {
            Shared = true,
            Unique = nameof(Account.NormalizedUserName),
            // Who runs one platform doesn't run the other.
            Never = nameof(Account.IsOperator),
        });
        foreach (var table in (string[])["Memberships", "GuardianAccesses", "AgentChanges"])
        {
            o.Also.Add(new AlsoMoved(table, "Commune = @slug"));
        }

        o.IsArchived = (db, ct) => db.Set<Commune>().AnyAsync(c => c.Slug == db.CurrentTenant && c.StateOverride == TenantState.Archived, ct);
        o.Check = CheckHostsAsync;
    });

    private static async Task CheckHostsAsync(IServiceProvider services, string slug, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDb>();
        var commune = await db.Communes.AsNoTracking().SingleAsync(c => c.Slug == slug, ct);
        await CommuneImporter.RefuseTakenHostsAsync(db, slug, slug, CommuneFacts.Parse(commune.Document), ct);
    }
}
