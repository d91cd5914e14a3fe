using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Messaging.Deliveries;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

/// <summary>Over a real SMTP conversation on loopback.</summary>
public abstract class MailServerTests(TestDatabase database)
{
    [Fact]
    public async Task A_message_goes_to_the_mail_server()
    {
        await using var server = new SmtpSink();
        await using var town = await StartWithAsync(server);

        await town.Service.DeliverAsync(Decided());

        var delivery = await SentAsync(town);
        var mail = Assert.Single(server.Received);
        Assert.Equal(delivery.Id.ToString("N") + "@preau", mail.MessageId);
        Assert.Contains("Votre demande n°\u00a02026-00042 est acceptée", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(1, delivery.Attempts);
    }

    [Fact]
    public async Task While_the_mail_server_is_down_messages_wait_and_then_arrive_once()
    {
        await using var server = new SmtpSink(up: false);
        await using var town = await StartWithAsync(server);

        await town.Service.DeliverAsync(Decided());
        await EmailTests.DeliveriesAsync(town, d => d is { Attempts: >= 2, State: DeliveryState.Pending });
        server.Start();

        await SentAsync(town);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_busy_mail_server_is_asked_again()
    {
        await using var server = new SmtpSink { Mood = SmtpMood.IsBusy };
        await using var town = await StartWithAsync(server);

        await town.Service.DeliverAsync(Decided());
        await EmailTests.DeliveriesAsync(town, d => d is { Attempts: >= 2, LastError: not null });
        Assert.Empty(server.Received);
        server.Mood = SmtpMood.Accepts;

        await SentAsync(town);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_message_taken_without_a_word_is_sent_again_under_the_same_id()
    {
        await using var server = new SmtpSink { Mood = SmtpMood.HangsUpAfterData };
        await using var town = await StartWithAsync(server);

        await town.Service.DeliverAsync(Decided());
        await Eventually.SeeAsync(() => Task.FromResult(server.Received.Count), n => n >= 1);
        server.Mood = SmtpMood.Accepts;

        await SentAsync(town);
        Assert.True(server.Received.Count >= 2);
        Assert.Single(server.Received.Select(m => m.MessageId).Distinct());
    }

    [Fact]
    public async Task An_unknown_mailbox_is_given_up_and_holds_nobody_else_back()
    {
        await using var server = new SmtpSink { Mood = SmtpMood.KnowsNobody };
        await using var town = await StartWithAsync(server);

        await town.Service.DeliverAsync(Decided());
        var lost = Assert.Single(await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.GivenUp));
        Assert.Equal(("recipient.refused", 1), (lost.LastError, lost.Attempts));
        server.Mood = SmtpMood.Accepts;
        await town.Service.DeliverAsync(Decided());

        await SentAsync(town);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task An_address_that_is_none_is_given_up()
    {
        await using var server = new SmtpSink();
        await using var town = await StartWithAsync(server, "jean@@dupont, autre <");

        await town.Service.DeliverAsync(Decided());

        Assert.Equal("address.malformed", Assert.Single(await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.GivenUp)).LastError);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_withdrawn_consent_stops_what_still_waits_and_a_new_address_redirects_it()
    {
        await using var server = new SmtpSink(up: false);
        await using var town = await StartWithAsync(server);
        await town.Service.DeliverAsync(Family(Moreau, guardians: Guardian(email: "ancienne@moreau.example")));
        await town.Service.DeliverAsync(Decided());
        await town.Service.DeliverAsync(Decided(family: Moreau));

        await town.Service.DeliverAsync(Family(version: 2, guardians: Guardian(consent: false)));
        await town.Service.DeliverAsync(Family(Moreau, version: 2, guardians: Guardian(email: "nouvelle@moreau.example")));
        await NoAttemptInFlightAsync(town);
        server.Start();

        await SentAsync(town);
        Assert.Equal("nouvelle@moreau.example", Assert.Single(server.Received).To.Mailboxes.Single().Address);
        Assert.Single(await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.Dropped), d => d.FamilyId == Dupont);
    }

    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(true, 1, 2)]
    public async Task What_changes_once_mails_are_claimed_counts_for_those_not_yet_under_way(bool consents, int toOld, int toNew)
    {
        var greeting = new TaskCompletionSource();
        await using var server = new SmtpSink { Greets = greeting.Task };
        await using var town = await StartAsync(database, server);
        Guid[] guardians = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        await town.Service.DeliverAsync(Family(guardians: [.. guardians.Select(g => Guardian(email: "ancienne@dupont.example", id: g))]));

        // The three are claimed as one batch; the first is under way as soon as the server is asked.
        await town.Service.DeliverAsync(Decided());
        await Eventually.SeeAsync(() => Task.FromResult(server.Connections), n => n == 1);
        await town.Service.DeliverAsync(Family(version: 2, guardians: [.. guardians.Select(g => Guardian(consents, "nouvelle@dupont.example", g))]));
        greeting.SetResult();

        await Eventually.SeeAsync(() => EmailTests.DeliveriesAsync(town), all => all.TrueForAll(d => d.State != DeliveryState.Pending && d.LeaseId is null));
        Assert.Equal((toOld, toNew), (Count("ancienne"), Count("nouvelle")));

        int Count(string box) => server.Received.Count(m => m.To.Mailboxes.Single().Address == box + "@dupont.example");
    }

    [Fact]
    public async Task A_sender_renews_what_it_holds_while_the_server_takes_its_time()
    {
        var greeting = new TaskCompletionSource();
        await using var server = new SmtpSink { Greets = greeting.Task };
        await using var town = await StartWithAsync(server);
        await town.Service.DeliverAsync(Decided());

        var first = (await EmailTests.DeliveriesAsync(town, d => d.LeaseId is not null))[0];
        var later = (await EmailTests.DeliveriesAsync(town, d => d.NextAttemptAt > first.NextAttemptAt))[0];
        Assert.Equal((first.LeaseId, 1), (later.LeaseId, later.Attempts));
        greeting.SetResult();

        await SentAsync(town);
        Assert.Single(server.Received);
        Assert.InRange(new DeliveryOptions().Lease.TotalSeconds, new DeliveryOptions().Renewal.TotalSeconds * 3, 10);
    }

    [Fact]
    public async Task A_sender_whose_lease_another_took_neither_notes_what_it_sent_nor_sends_the_rest()
    {
        var greeting = new TaskCompletionSource();
        await using var server = new SmtpSink { Greets = greeting.Task };
        await using var town = await StartAsync(database, server, "1.00:00:00", ("Deliveries:MaxRetry", "01:00:00"));
        Guid[] guardians = [Guid.NewGuid(), Guid.NewGuid()];
        await town.Service.DeliverAsync(Family(guardians: [.. guardians.Select(g => Guardian(email: $"{g:N}@dupont.example", id: g))]));
        await town.Service.DeliverAsync(Decided());
        await Eventually.SeeAsync(() => Task.FromResult(server.Connections), n => n == 1);
        var (other, away) = (Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());
        await town.Service.InTenantAsync(Slug, s => s.GetRequiredService<MessagingDb>().Deliveries
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.LeaseId, other).SetProperty(x => x.NextAttemptAt, away)));

        greeting.SetResult();

        await Eventually.SeeAsync(() => Task.FromResult(server.Received.Count), n => n == 1);
        // Another family’s mail, claimed after the batch above is done with.
        await town.Service.DeliverAsync(Family(Moreau, guardians: Guardian(email: "moreau@example.org")));
        await town.Service.DeliverAsync(Decided(family: Moreau));
        await Eventually.SeeAsync(() => EmailTests.DeliveriesAsync(town), all => all.Exists(d => d.FamilyId == Moreau && d.State == DeliveryState.Sent));
        var held = (await EmailTests.DeliveriesAsync(town)).Where(d => d.FamilyId == Dupont).ToList();
        Assert.Equal([(DeliveryState.Pending, other), (DeliveryState.Pending, other)], held.Select(d => (d.State, d.LeaseId!.Value)));
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task What_a_killed_sender_held_is_mailed_once_when_its_lease_ends()
    {
        await using var server = new SmtpSink { Mood = SmtpMood.IsBusy };
        await using var town = await StartWithAsync(server);
        await town.Service.DeliverAsync(Decided());
        var (killed, lease) = (Guid.NewGuid(), DateTimeOffset.UtcNow);
        // Claimed between two tries of the living one, which has no part in it any more.
        await Eventually.SeeAsync(() => town.Service.InTenantAsync(Slug, s =>
        {
            lease = DateTimeOffset.UtcNow.AddSeconds(2);
            return s.GetRequiredService<MessagingDb>().Deliveries.Where(d => d.Attempts > 0 && d.LeaseId == null).ExecuteUpdateAsync(d =>
                d.SetProperty(x => x.LeaseId, killed).SetProperty(x => x.NextAttemptAt, lease.ToUnixTimeMilliseconds()));
        }), n => n == 1);

        server.Mood = SmtpMood.Accepts;

        var sent = await SentAsync(town);
        Assert.Single(server.Received);
        Assert.True(sent.SentAt >= lease.UtcDateTime.AddMilliseconds(-1), $"Sent at {sent.SentAt:O}, held until {lease:O}.");
        Assert.Null(sent.LeaseId);
    }

    [Fact]
    public async Task What_a_clock_days_ahead_has_put_off_is_mailed_once_the_clock_is_set_back()
    {
        await using var server = new SmtpSink { Mood = SmtpMood.IsBusy };
        await using var town = await StartAsync(database, server);
        await town.Service.DeliverAsync(Family(guardians: Guardian(email: "jean@dupont.example")));
        await town.Service.DeliverAsync(Decided());
        var ahead = DateTimeOffset.UtcNow.AddDays(3).ToUnixTimeMilliseconds();
        // Between two tries, when nobody holds it.
        await Eventually.SeeAsync(() => town.Service.InTenantAsync(Slug, s => s.GetRequiredService<MessagingDb>().Deliveries
            .Where(d => d.Attempts > 0 && d.LeaseId == null).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, ahead))), n => n == 1);

        server.Mood = SmtpMood.Accepts;

        Assert.Single(await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.Sent));
    }

    [Fact]
    public async Task A_mail_is_given_up_at_the_last_attempt_that_is_allowed()
    {
        await using var server = new SmtpSink { Mood = SmtpMood.IsBusy };
        await using var town = await StartAsync(database, server, more: ("Deliveries:MaxAttempts", "2"));
        await town.Service.DeliverAsync(Family(guardians: Guardian(email: "jean@dupont.example")));

        await town.Service.DeliverAsync(Decided());

        Assert.Equal(2, Assert.Single(await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.GivenUp)).Attempts);
    }

    [Fact]
    public async Task A_decision_overtaken_while_the_mail_server_was_down_is_not_mailed()
    {
        await using var server = new SmtpSink(up: false);
        await using var town = await StartWithAsync(server);
        var request = Guid.NewGuid();
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, request, 1, "Complet"));

        await town.Service.DeliverAsync(Decided(RequestDecision.Accepted, request, 2, at: Now.UtcDateTime.AddMinutes(1)));
        await NoAttemptInFlightAsync(town);
        server.Start();

        await SentAsync(town);
        Assert.EndsWith("est acceptée", Assert.Single(server.Received).Subject, StringComparison.Ordinal);
    }

    private async Task<Town> StartWithAsync(SmtpSink server, string address = "jean@dupont.example")
    {
        var town = await StartAsync(database, server);
        await town.Service.DeliverAsync(Family(guardians: Guardian(email: address)));
        return town;
    }

    private static Task<Town> StartAsync(TestDatabase database, SmtpSink server, string renewal = "00:00:00.200", params (string, string)[] more) =>
        Town.StartAsync(
            database, [("Mail:Host", "127.0.0.1"), ("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("Deliveries:Renewal", renewal), .. more]);

    /// <summary>What begins from here on reads state, consent and address again; what began before could still use the old ones.</summary>
    private static async Task NoAttemptInFlightAsync(Town town) =>
        await Eventually.SeeAsync(() => EmailTests.DeliveriesAsync(town), all => all.TrueForAll(d => d.LeaseId is null));

    private static async Task<Delivery> SentAsync(Town town) =>
        (await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.Sent)).Single(d => d.State == DeliveryState.Sent);
}

public sealed class MailServerOnSqlite() : MailServerTests(TestDatabase.Sqlite);

public sealed class MailServerOnSqlServer() : MailServerTests(TestDatabase.SqlServer);
