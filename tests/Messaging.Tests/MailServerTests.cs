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
        server.Start();

        await SentAsync(town);
        Assert.Equal("nouvelle@moreau.example", Assert.Single(server.Received).To.Mailboxes.Single().Address);
        Assert.Single(await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.Dropped), d => d.FamilyId == Dupont);
    }

    [Fact]
    public async Task A_decision_overtaken_while_the_mail_server_was_down_is_not_mailed()
    {
        await using var server = new SmtpSink(up: false);
        await using var town = await StartWithAsync(server);
        var request = Guid.NewGuid();
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, request, 1, "Complet"));

        await town.Service.DeliverAsync(Decided(RequestDecision.Accepted, request, 2, at: Now.UtcDateTime.AddMinutes(1)));
        server.Start();

        await SentAsync(town);
        Assert.EndsWith("est acceptée", Assert.Single(server.Received).Subject, StringComparison.Ordinal);
    }

    private async Task<Town> StartWithAsync(SmtpSink server, string address = "jean@dupont.example")
    {
        var town = await StartAsync(database, ("Mail:Host", "127.0.0.1"), ("Mail:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await town.Service.DeliverAsync(Family(guardians: Guardian(email: address)));
        return town;
    }

    private static async Task<Delivery> SentAsync(Town town) =>
        (await EmailTests.DeliveriesAsync(town, d => d.State == DeliveryState.Sent)).Single(d => d.State == DeliveryState.Sent);
}

public sealed class MailServerOnSqlite() : MailServerTests(TestDatabase.Sqlite);

public sealed class MailServerOnSqlServer() : MailServerTests(TestDatabase.SqlServer);
