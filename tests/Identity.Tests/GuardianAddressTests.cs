using Microsoft.EntityFrameworkCore;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>A guardian’s e-mail address changes: the new one counts once its mailbox has answered.</summary>
public abstract class GuardianAddressTests(TestDatabase database, SharedPortals shared) : GuardianActs
{
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
}

public sealed class GuardianAddressTestsOnSqlite(SharedPortals shared) : GuardianAddressTests(TestDatabase.Sqlite, shared);

public sealed class GuardianAddressTestsOnSqlServer(SharedPortals shared) : GuardianAddressTests(TestDatabase.SqlServer, shared);
