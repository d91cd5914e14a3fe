using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Messaging.Deliveries;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

public abstract class EmailTests(TestDatabase database)
{
    [Fact]
    public async Task A_guardian_who_consents_gets_the_decision_by_mail_with_a_link_that_names_nobody()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian()));

        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, reason: "Le service est complet",
            days: [Day(accepted: false, why: "Le service est complet")]));

        var mail = Assert.Single(await MailsAsync(town, 1));
        Assert.Equal("jean@dupont.example", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal("Votre demande n°\u00a02026-00042 est refusée", mail.Subject);
        Assert.Contains("Motif du refus\u00a0: Le service est complet.", mail.TextBody, StringComparison.Ordinal);
        var row = Assert.Single(await DeliveriesAsync(town, d => d.State == DeliveryState.Sent));
        var request = await town.Service.InTenantAsync(Slug,
            s => s.GetRequiredService<MessagingDb>().Messages.Where(m => m.Id == row.MessageId).Select(m => m.RequestId).SingleAsync());
        var text = mail.TextBody!.ReplaceLineEndings("\n");
        Assert.Contains($"https://portail.example/biviers/demandes/{request}\n", text, StringComparison.Ordinal);
        // Signed once, and the reason said once although the day has the same one.
        Assert.Equal(2, text.Split("Votre mairie").Length);
        Assert.Equal(2, text.Split("Le service est complet").Length);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(row.Id.ToString("N") + "@preau", mail.MessageId);
    }

    [Fact]
    public async Task The_sender_has_the_name_of_the_commune_as_identity_tells_it()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var identity = builder.Build();
        identity.Urls.Add("http://127.0.0.1:0");
        identity.MapGet("/identity/tenants/biviers",
            () => new TenantView("biviers", "Biviers", TenantState.Open, "Europe/Paris", "#2F6B3A", [], null, "", "", null, null, []));
        await identity.StartAsync();
        await using var town = await StartAsync(database, ("Identity:InternalUrl", identity.Urls.First()));
        await town.Service.DeliverAsync(Family(guardians: Guardian()));

        await town.Service.DeliverAsync(Decided());

        Assert.Equal("Biviers, Votre mairie", Assert.Single(await MailsAsync(town, 1)).From.Mailboxes.Single().Name);
    }

    [Fact]
    public async Task Each_guardian_is_asked_for_consent_alone()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians:
        [
            Guardian(),
            Guardian(email: "second@dupont.example", id: Guid.NewGuid()),
            Guardian(consent: false, email: "non@dupont.example", id: Guid.NewGuid()),
            Guardian(email: null, id: Guid.NewGuid()),
            Guardian(email: " ", id: Guid.NewGuid()),
        ]));

        await town.Service.DeliverAsync(Decided());
        await town.Service.DeliverAsync(Decided(family: Moreau));

        Assert.Equal(["jean@dupont.example", "second@dupont.example"], (await MailsAsync(town, 2)).Select(m => m.To.Mailboxes.Single().Address).Order());
        Assert.Equal(2, (await DeliveriesAsync(town)).Count);
    }

    [Fact]
    public async Task A_family_that_becomes_known_after_the_decision_is_mailed_then_and_once()
    {
        await using var town = await StartAsync(database);
        var family = Family(at: Now.UtcDateTime.AddMinutes(-1), guardians: Guardian());

        await town.Service.DeliverAsync(Decided());
        Assert.Empty(await DeliveriesAsync(town));
        await Task.WhenAll(town.Service.DeliverAsync(family), town.Service.DeliverAsync(family));
        await town.Service.DeliverAsync(family with { Version = 2 });

        Assert.Single(await MailsAsync(town, 1));
        Assert.Single(await DeliveriesAsync(town, d => d.State == DeliveryState.Sent));
    }

    [Fact]
    public async Task A_consent_given_before_the_decision_but_learnt_of_after_it_counts()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian(consent: false)));

        await town.Service.DeliverAsync(Decided());
        await town.Service.DeliverAsync(Family(version: 2, at: Now.UtcDateTime.AddMinutes(-5), guardians: Guardian()));

        Assert.Single(await MailsAsync(town, 1));
    }

    [Fact]
    public async Task A_consent_given_after_the_decision_is_for_the_next_one()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian(consent: false)));

        await town.Service.DeliverAsync(Decided());
        await town.Service.DeliverAsync(Family(version: 2, at: Now.UtcDateTime.AddMinutes(5), guardians: Guardian()));

        Assert.Empty(await DeliveriesAsync(town));
    }

    [Fact]
    public async Task After_two_days_a_decision_is_no_news_and_is_not_mailed()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided());
        town.Service.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));
        await town.Service.DeliverAsync(Family(guardians: Guardian()));

        Assert.Empty(await DeliveriesAsync(town));
        Assert.Single((await town.OnlyThreadAsync()).Messages);
    }

    [Fact]
    public async Task An_older_snapshot_of_the_family_changes_nothing()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(version: 5, guardians: Guardian(consent: false)));

        await town.Service.DeliverAsync(Family(version: 4, guardians: Guardian()));
        await town.Service.DeliverAsync(Decided());

        Assert.Empty(await DeliveriesAsync(town));
    }

    [Fact]
    public async Task An_overtaken_decision_that_arrives_late_is_not_mailed()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian()));
        var request = Guid.NewGuid();

        await town.Service.DeliverAsync(Decided(RequestDecision.Accepted, request, 2, at: Now.UtcDateTime.AddMinutes(1)));
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, request, 1, "Complet"));

        Assert.EndsWith("est acceptée", Assert.Single(await MailsAsync(town, 1)).Subject, StringComparison.Ordinal);
        Assert.Single(await DeliveriesAsync(town));
        Assert.Equal(2, (await town.OnlyThreadAsync()).Messages.Length);
    }

    [Fact]
    public async Task An_agents_answer_is_announced_by_mail_without_its_text()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian()));
        var thread = await town.Parent.PostAsAsync<ThreadView>(Route("threads"),
            new StartThread(Guid.NewGuid(), "Allergie de Louise", "Bonjour, elle est allergique."));

        await town.Agent.PostAsAsync<ThreadView>(Route($"threads/{thread.ThreadId}/messages"), new Reply(Guid.NewGuid(), "Il nous faut le PAI."));

        var mail = Assert.Single(await MailsAsync(town, 1));
        Assert.Equal("Nouveau message sur le portail famille", mail.Subject);
        Assert.Contains($"https://portail.example/biviers/messages/{thread.ThreadId}", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("PAI", mail.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Allergie", mail.ToString(), StringComparison.Ordinal);
    }

    internal static async Task<List<Delivery>> DeliveriesAsync(Town town, Func<Delivery, bool>? untilOneIs = null)
    {
        Task<List<Delivery>> LookAsync() => town.Service.InTenantAsync(Slug, s => s.GetRequiredService<MessagingDb>().Deliveries.AsNoTracking().ToListAsync());
        return untilOneIs is null ? await LookAsync() : await Eventually.SeeAsync(LookAsync, all => all.Any(untilOneIs));
    }

    private static async Task<List<MimeMessage>> MailsAsync(Town town, int count)
    {
        var files = await Eventually.SeeAsync(() => Task.FromResult(Directory.GetFiles(town.Mail, "*.eml")), f => f.Length >= count);
        return [.. files.Select(f => MimeMessage.Load(f))];
    }
}

public sealed class EmailOnSqlite() : EmailTests(TestDatabase.Sqlite);

public sealed class EmailOnSqlServer() : EmailTests(TestDatabase.SqlServer);
