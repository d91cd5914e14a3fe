using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>What Family says of a guardian becomes an account, an invitation, an end.</summary>
public abstract class GuardianAccessTests(TestDatabase database, SharedPortals shared)
{
    private static readonly DateTime Morning = new(2026, 11, 30, 8, 0, 0, DateTimeKind.Utc);

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
    public async Task A_new_address_signs_in_once_its_mailbox_has_answered_and_the_old_one_until_then()
    {
        var portal = await shared.GetAsync(database);
        var (old, next) = (Address(), Address());
        var guardian = NewGuardian("Rose", "Change", next) with { InvitedAt = null };
        var name = "rose." + Guid.NewGuid().ToString("N")[..8];
        await portal.AddAccountAsync(name, "Grenier-7-lune", old,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId });

        await portal.Identity.DeliverAsync(guardian);
        await portal.Identity.DeliverAsync(guardian with { Version = 6, FirstName = "Rosa" });

        var proof = Assert.Single(await portal.WaitForMailsAsync(next, 1));
        Assert.Contains("D’ici là, rien ne change", (await portal.WaitForMailsAsync(old, 1))[0].TextBody, StringComparison.Ordinal);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");
        await browser.SignInAsync(next, "Grenier-7-lune");
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
        await browser.GetAsync(LinkIn(proof.TextBody!));
        Assert.Contains(next, browser.Text, StringComparison.Ordinal);
        await browser.SendAsync();
        Assert.Contains("vous vous connectez maintenant avec cette adresse", browser.Text, StringComparison.Ordinal);
        await browser.SignInAsync(old, "Grenier-7-lune");
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
        await browser.SignInAsync(next, "Grenier-7-lune");
        Assert.Equal("/biviers/", browser.Address.AbsolutePath);
        Assert.Contains($"L’adresse {old} ne sert plus", (await portal.WaitForMailsAsync(old, 2))[^1].TextBody, StringComparison.Ordinal);
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.Email == next && a.EmailConfirmed)));
    }

    [Fact]
    public async Task An_address_that_was_corrected_before_its_answer_can_not_take_the_account()
    {
        var portal = await shared.GetAsync(database);
        var (old, wrong, right) = (Address(), Address(), Address());
        var guardian = NewGuardian("Nora", "Faute", wrong) with { InvitedAt = null };
        await portal.AddAccountAsync("nora." + Guid.NewGuid().ToString("N")[..8], "Grenier-7-lune", old,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId });
        await portal.Identity.DeliverAsync(guardian);
        var strangers = (await portal.WaitForMailsAsync(wrong, 1))[0];
        using var browser = portal.Open();

        await portal.Identity.DeliverAsync(guardian with { Email = right, Version = 6 });
        await browser.GetAsync(LinkIn(strangers.TextBody!));
        await browser.SendAsync();

        Assert.Contains("Ce lien ne sert plus", browser.Text, StringComparison.Ordinal);
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.Email == old)));
        await browser.GetAsync(LinkIn((await portal.WaitForMailsAsync(right, 1))[0].TextBody!));
        await browser.SendAsync();
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.Email == right)));
    }

    [Fact]
    public async Task An_address_that_changes_to_and_fro_sends_a_few_mails_and_no_flood()
    {
        var portal = await shared.GetAsync(database);
        var (old, next) = (Address(), Address());
        var guardian = NewGuardian("Flo", "Flux", next) with { InvitedAt = null };
        await portal.AddAccountAsync("flo." + Guid.NewGuid().ToString("N")[..8], "Grenier-7-lune", old,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId });

        for (var version = 1; version <= 14; version++)
        {
            await portal.Identity.DeliverAsync(guardian with { Email = version % 2 == 1 ? next : Address(), Version = 5 + version });
        }

        var soon = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds();
        await Eventually.SeeAsync(() => portal.InDbAsync(db => db.Letters.CountAsync(l => l.GuardianId == guardian.GuardianId && l.NextAttemptAt < soon)),
            left => left == 0);
        Assert.InRange(portal.MailsTo(next).Count, 0, 5);
        Assert.InRange(await portal.InDbAsync(db => db.Confirmations.CountAsync(c => c.GuardianId == guardian.GuardianId)), 1, 5);
    }

    [Fact]
    public async Task Past_the_questions_of_an_hour_the_former_address_reads_that_no_link_has_left_and_why_and_it_leaves_later()
    {
        var portal = await shared.GetAsync(database);
        var (old, next) = (Address(), Address());
        var guardian = NewGuardian("Léo", "Tard", next) with { InvitedAt = null };
        await portal.AddAccountAsync("leo." + Guid.NewGuid().ToString("N")[..8], "Grenier-7-lune", old,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId });
        await portal.InDbAsync(async db =>
        {
            var account = await db.Accounts.SingleAsync(a => a.Email == old);
            db.Confirmations.AddRange(Enumerable.Range(1, 5).Select(i => new Confirmation
            {
                Kind = ConfirmationKind.AddressProof,
                TokenHash = $"{guardian.GuardianId:N}{i}",
                AccountId = account.Id,
                Commune = "biviers",
                GuardianId = guardian.GuardianId,
                Email = $"{i}@ailleurs.example",
                ExpiresAt = TimeProvider.System.GetUtcNow().UtcDateTime + Confirmation.Lifetime,
            }));
            return await db.SaveChangesAsync();
        });

        await portal.Identity.DeliverAsync(guardian);
        var told = (await portal.WaitForMailsAsync(old, 1))[0].TextBody!;

        Assert.Contains("Plus de 5 adresses ont été notées en une heure", told.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("aucun lien n’y est parti", told, StringComparison.Ordinal);
        var later = TimeProvider.System.GetUtcNow().AddMinutes(50).ToUnixTimeMilliseconds();
        await Eventually.SeeAsync(() => portal.InDbAsync(db => db.Letters.CountAsync(l => l.GuardianId == guardian.GuardianId && l.NextAttemptAt > later)),
            waits => waits == 1);
        Assert.Empty(portal.MailsTo(next));

        // The hour is over.
        await portal.InDbAsync(async db =>
        {
            await db.Confirmations.Where(c => c.GuardianId == guardian.GuardianId).ExecuteDeleteAsync();
            return await db.Letters.Where(l => l.GuardianId == guardian.GuardianId).ExecuteUpdateAsync(s => s.SetProperty(l => l.NextAttemptAt, 0L));
        });
        Assert.Contains("Confirmez-la", (await portal.WaitForMailsAsync(next, 1))[0].TextBody!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_can_not_give_the_account_of_another_commune_an_address()
    {
        var portal = await shared.GetAsync(database);
        var (old, next) = (Address(), Address());
        var guardian = NewGuardian("Lise", "Deux", next) with { InvitedAt = null };
        await portal.AddAccountAsync("lise." + Guid.NewGuid().ToString("N")[..8], "Grenier-7-lune", old,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = guardian.FamilyId, PersonId = guardian.GuardianId },
            new AccountMembership { Commune = "harmonie", Role = Membership.Owner, OwnerId = Guid.NewGuid(), PersonId = Guid.NewGuid() });

        await portal.Identity.DeliverAsync(guardian);

        var mail = (await portal.WaitForMailsAsync(old, 1))[0];
        Assert.Empty(portal.MailsTo(next));
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.Email == old)));
        using var browser = portal.Open();
        await browser.GetAsync(LinkIn(mail.TextBody!));
        Assert.Contains(next, browser.Text, StringComparison.Ordinal);
        await browser.SendAsync();
        await browser.GetAsync(LinkIn((await portal.WaitForMailsAsync(next, 1))[0].TextBody!));
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.Email == old)));
        await browser.SendAsync();
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.Email == next)));
        await browser.GetAsync(LinkIn(mail.TextBody!));
        Assert.Contains("Ce lien ne sert plus", browser.Text, StringComparison.Ordinal);
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

    [Fact]
    public async Task A_printed_code_opens_an_access_once()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Sans", "Courriel", null);
        await portal.Identity.DeliverAsync(guardian);
        using var http = await AgentAsync(portal, "agent.biviers", "biviers");
        var first = await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
        var code = await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
        using var browser = portal.Open();

        await browser.GetAsync(code.Path);
        await browser.SendAsync(("Code", first.Code), ("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.StartsWith("Ce code n’est pas le bon", browser.ErrorOf("Code"), StringComparison.Ordinal);
        await browser.SendAsync(("Code", code.Code), ("NewPassword", "court"), ("Repeated", "court"));
        Assert.NotNull(browser.ErrorOf("NewPassword"));
        await browser.SendAsync(("Code", code.Code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)), ("NewPassword", "Grenier-7-lune"),
            ("Repeated", "Grenier-7-lune"));

        Assert.Contains("Votre identifiant est sans.courriel", browser.Text, StringComparison.Ordinal);
        var tokens = await new Front(portal.Url).SignInAsync(browser, "sans.courriel", "Grenier-7-lune");
        Assert.Equal([$"biviers|owner|{guardian.FamilyId:N}|{guardian.GuardianId:N}|"], tokens.Members);
        await browser.GetAsync(portal.Url + code.Path);
        await browser.SendAsync(("Code", code.Code), ("NewPassword", "Grenier-8-lune"), ("Repeated", "Grenier-8-lune"));
        Assert.NotNull(browser.ErrorOf("Code"));
    }

    [Fact]
    public async Task A_printed_code_ends_on_its_day()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Trop", "Tard", null);
        await portal.Identity.DeliverAsync(guardian);
        using var http = await AgentAsync(portal, "agent.biviers", "biviers");
        var code = await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
        await portal.InDbAsync(db => db.GuardianAccesses.Where(g => g.GuardianId == guardian.GuardianId)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.CodeExpiresAt, DateTime.UnixEpoch)));
        using var browser = portal.Open();

        await browser.GetAsync(code.Path);
        await browser.SendAsync(("Code", code.Code), ("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));

        Assert.StartsWith("Ce code n’est pas le bon", browser.ErrorOf("Code"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_for_agents_of_that_commune_with_the_right()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Autre", "Commune", null);
        await portal.Identity.DeliverAsync(guardian);
        var path = $"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code";
        using var nobody = new HttpClient { BaseAddress = new Uri(portal.Url) };
        using var stranger = await AgentAsync(portal, "agent.croc", "croc-vacances");
        using var parent = await AgentAsync(portal, "jean.dupont", "biviers", "families");

        foreach (var (client, status) in new[] { (nobody, HttpStatusCode.Unauthorized), (stranger, HttpStatusCode.NotFound),
            (parent, HttpStatusCode.Forbidden) })
        {
            await HttpAssert.StatusAsync(status,
                await client.PostAsJsonAsync("/identity/tenants/biviers/guardians/accounts", new WhoSignsIn([guardian.GuardianId])));
        }

        await HttpAssert.StatusAsync(HttpStatusCode.Unauthorized, await nobody.PostAsync(path, null));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "tenant.unknown", await stranger.PostAsync(path, null));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "families.permission", await parent.PostAsync(path, null));
        using var agent = await AgentAsync(portal, "agent.biviers", "biviers");
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "guardian.unknown",
            await agent.PostAsync($"/identity/tenants/biviers/guardians/{Guid.NewGuid()}/code", null));
    }

    private static GuardianAccessChanged NewGuardian(string first, string last, string? email) =>
        new("biviers", Morning, Guid.NewGuid(), Guid.NewGuid(), first, last, email, MayEnter: true, InvitedAt: email is null ? null : Morning, Version: 5);

    private static string Address() => $"{Guid.NewGuid():N}@parent.example";

    private static string LinkIn(string text) => text.Split('\n').First(l => l.Contains("lien=", StringComparison.Ordinal)).Trim();

    private static async Task<HttpClient> AgentAsync(Portal portal, string userName, string commune, string client = "office")
    {
        using var browser = portal.Open();
        var tokens = await new Front(portal.Url, client, $"/{commune}" + (client == "office" ? "/mairie" : ""), commune)
            .SignInAsync(browser, userName, Portal.DemoPassword);
        var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return http;
    }
}

public sealed class GuardianAccessTestsOnSqlite(SharedPortals shared) : GuardianAccessTests(TestDatabase.Sqlite, shared);

public sealed class GuardianAccessTestsOnSqlServer(SharedPortals shared) : GuardianAccessTests(TestDatabase.SqlServer, shared);
