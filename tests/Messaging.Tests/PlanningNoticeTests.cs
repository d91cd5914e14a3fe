using Preau.Contracts;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

public abstract class PlanningNoticeTests(TestDatabase database)
{
    [Fact]
    public async Task A_notice_of_the_planning_is_one_unread_message_that_leads_on()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Offer());

        var thread = await town.OnlyThreadAsync();
        Assert.Equal(("notice", "Une place est libre pour Louise"), (thread.Kind, thread.Subject));
        var message = Assert.Single(thread.Messages);
        Assert.Equal("planning/offres", message.Path);
        Assert.Contains("Répondez avant jeudi.", message.Body, StringComparison.Ordinal);
        Assert.Equal(1, await town.UnreadAsync(town.Parent));
        Assert.Equal(0, await town.UnreadAsync(town.OtherParent));
    }

    [Theory]
    [InlineData("Répondez avant jeudi.", "Bonjour,\n\nRépondez avant jeudi.")]
    [InlineData("Bonjour, voici trois dates.", "Bonjour, voici trois dates.")]
    public async Task A_notice_greets_once_even_when_an_agents_words_greet_already(string text, string begins)
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Offer() with { Text = text });

        Assert.StartsWith(begins, Assert.Single((await town.OnlyThreadAsync()).Messages).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_notice_twice_even_under_another_message_id_is_told_once()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian()));
        var offer = Offer();

        await town.Service.DeliverAsync(offer);
        await Task.WhenAll(town.Service.DeliverAsync(offer), town.Service.DeliverAsync(offer));

        Assert.Single((await town.OnlyThreadAsync()).Messages);
        var mail = await Eventually.SeeAsync(() => Task.FromResult(Directory.GetFiles(town.Mail, "*.eml").SingleOrDefault()), found => found is not null);
        var text = (await MimeKit.MimeMessage.LoadAsync(mail!, TestContext.Current.CancellationToken)).TextBody;
        Assert.Contains("https://portail.example/biviers/planning/offres", text, StringComparison.Ordinal);
    }

    private static FamilyNotified Offer() =>
        new("biviers", Now.UtcDateTime, Guid.NewGuid(), Dupont, "offer", "Une place est libre pour Louise", "Répondez avant jeudi.", "planning/offres");
}

public sealed class PlanningNoticeOnSqlite() : PlanningNoticeTests(TestDatabase.Sqlite);

public sealed class PlanningNoticeOnSqlServer() : PlanningNoticeTests(TestDatabase.SqlServer);
