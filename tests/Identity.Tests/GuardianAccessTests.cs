using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>What Family says of a guardian becomes an account, an invitation, an end.</summary>
public abstract class GuardianAccessTests(TestDatabase database, SharedPortals shared) : GuardianActs
{
    [Fact]
    public async Task An_invited_guardian_gets_a_mailed_link_chooses_a_password_and_is_member_of_the_family()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Éloïse", "ŁĄCKA", Address());
        var message = Guid.NewGuid();

        await portal.Identity.DeliverAsync(guardian, message);
        await portal.Identity.DeliverAsync(guardian, message);
        await portal.Identity.DeliverAsync(guardian);

        var mail = (await portal.WaitForMailsAsync(guardian.Email!, 1))[0];
        Assert.Contains("Votre identifiant est eloise.lacka", mail.TextBody, StringComparison.Ordinal);
        using var browser = portal.Open();
        await browser.GetAsync(LinkIn(mail.TextBody!));
        await browser.SendAsync(("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        await browser.GetAsync("/identity/connexion?commune=biviers");
        var tokens = await new Front(portal.Url).SignInAsync(browser, guardian.Email!, "Grenier-7-lune");

        Assert.Equal([$"biviers|owner|{guardian.FamilyId:N}|{guardian.GuardianId:N}|"], tokens.Members);
        Assert.Equal("Éloïse Łącka", tokens.Access.GetClaim("name").Value);
        Assert.Single(portal.MailsTo(guardian.Email!));

        var later = NewGuardian("Sans", "Réponse", Address());
        await portal.Identity.DeliverAsync(later);
        using var agent = await AgentAsync(portal, "agent.biviers", "biviers");
        var known = await agent.PostAsJsonAsync("/identity/tenants/biviers/guardians/accounts",
            new WhoSignsIn([guardian.GuardianId, later.GuardianId, Guid.NewGuid()]));
        Assert.Equal([guardian.GuardianId], await known.ReadAsync<Guid[]>());
    }

    [Fact]
    public async Task An_older_state_changes_nothing_and_a_new_invitation_is_mailed_again()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Ana", "Vasseur", Address());
        await portal.Identity.DeliverAsync(guardian);
        await portal.WaitForMailsAsync(guardian.Email!, 1);

        await portal.Identity.DeliverAsync(guardian with { Version = 4, MayEnter = false, InvitedAt = Morning.AddDays(-1) });
        Assert.Equal(1, await portal.InDbAsync(db => db.Memberships.CountAsync(m => m.PersonId == guardian.GuardianId)));
        await portal.Identity.DeliverAsync(guardian with { Version = 6, InvitedAt = Morning.AddDays(1) });

        await portal.WaitForMailsAsync(guardian.Email!, 2);
        Assert.Equal(1, await portal.InDbAsync(db => db.Memberships.CountAsync(m => m.PersonId == guardian.GuardianId)));
    }

    [Fact]
    public async Task An_access_taken_away_ends_the_sessions()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Paul", "Fini", Address());
        await portal.AddAccountAsync("paul.fini", "Grenier-7-lune", guardian.Email,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId });
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        var tokens = await front.SignInAsync(browser, "paul.fini", "Grenier-7-lune");

        await portal.Identity.DeliverAsync(guardian with { MayEnter = false });

        Assert.Equal("invalid_grant", (await front.RefreshAsync(tokens.RefreshToken!)).Error);
        await browser.GetAsync(portal.Url + "/identity/mot-de-passe");
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
        Assert.Equal(0, await portal.InDbAsync(db => db.Memberships.CountAsync(m => m.PersonId == guardian.GuardianId)));
    }

    [Fact]
    public async Task An_account_of_another_commune_joins_only_after_its_holder_has_said_yes()
    {
        var portal = await shared.GetAsync(database);
        var email = Address();
        var name = "jo." + Guid.NewGuid().ToString("N")[..8];
        await portal.AddAccountAsync(name, "Grenier-7-lune", email,
            new AccountMembership { Commune = "harmonie", Role = Membership.Owner, OwnerId = Guid.NewGuid(), PersonId = Guid.NewGuid() });
        await portal.InDbAsync(db => db.Accounts.Where(a => a.UserName == name).ExecuteUpdateAsync(s => s.SetProperty(a => a.EmailConfirmed, true)));
        var guardian = NewGuardian("Jo", "Double", email);

        await portal.Identity.DeliverAsync(guardian);

        var mail = (await portal.WaitForMailsAsync(email, 1))[0];
        Assert.Equal(0, await portal.InDbAsync(db => db.Memberships.CountAsync(m => m.PersonId == guardian.GuardianId)));
        using var browser = portal.Open();
        await browser.GetAsync(LinkIn(mail.TextBody!));
        await browser.SendAsync();
        var tokens = await new Front(portal.Url).SignInAsync(browser, name, "Grenier-7-lune");
        Assert.Equal(2, tokens.Members.Length);
        Assert.Contains($"biviers|owner|{guardian.FamilyId:N}|{guardian.GuardianId:N}|", tokens.Members);
    }
}

public sealed class GuardianAccessTestsOnSqlite(SharedPortals shared) : GuardianAccessTests(TestDatabase.Sqlite, shared);

public sealed class GuardianAccessTestsOnSqlServer(SharedPortals shared) : GuardianAccessTests(TestDatabase.SqlServer, shared);
