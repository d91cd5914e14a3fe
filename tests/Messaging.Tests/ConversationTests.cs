using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

public abstract class ConversationTests(TestDatabase database)
{
    [Fact]
    public async Task A_family_writes_the_office_answers_and_each_side_sees_what_is_new_for_it()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family());

        var thread = await town.Parent.PostAsAsync<ThreadView>(Route("threads"),
            new StartThread(Guid.NewGuid(), "Facture de novembre", "Bonjour,\r\npourquoi deux repas le 12 ?"));
        Assert.Equal((0, 1), (await town.UnreadAsync(town.Parent), await town.UnreadAsync(town.Agent)));
        var waiting = Assert.Single((await town.Agent.GetAsAsync<ThreadPage>(Route("threads?awaiting=true"))).Items);
        Assert.Equal((true, true, "DUPONT Jean", "Jean Dupont"), (waiting.Unread, waiting.AwaitsAnswer, waiting.FamilyName, waiting.From));
        Assert.Equal("Bonjour, pourquoi deux repas le 12 ?", waiting.Excerpt);

        town.Service.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.Agent.PostAsAsync<ThreadView>(Route($"threads/{thread.ThreadId}/messages"), new Reply(Guid.NewGuid(), "Bonjour, c’est corrigé."));

        Assert.Equal((1, 0), (await town.UnreadAsync(town.Parent), await town.UnreadAsync(town.Agent)));
        // Under what one has sent stands what one has sent; under what came, the answer.
        var sent = Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads?box=sent"))).Items);
        Assert.Equal(("Jean Dupont", "Bonjour, pourquoi deux repas le 12 ?"), (sent.From, sent.Excerpt));
        Assert.Equal("Bonjour, c’est corrigé.", Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads?box=received"))).Items).Excerpt);
        var home = await town.Parent.GetAsAsync<MessagingHome>(Route("home"));
        Assert.Equal((1, "Facture de novembre"), (home.Unread, Assert.Single(home.New).Subject));
        Assert.Equivalent(await town.Parent.GetAsAsync<PublicationsView>(Route("publications")), home.Publications);
        var seen = await town.OnlyThreadAsync();
        Assert.Equal([(true, "Jean Dupont"), (false, "Sophie Perrin, Votre mairie")], seen.Messages.Select(m => (m.Mine, m.From)));
        Assert.Equal("Bonjour,\npourquoi deux repas le 12 ?", seen.Messages[0].Body);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await town.Parent.PostAsync(Route($"threads/{thread.ThreadId}/read"), null));
        Assert.Equal(0, await town.UnreadAsync(town.Parent));
        Assert.Empty((await town.Parent.GetAsAsync<MessagingHome>(Route("home"))).New);
        Assert.Empty((await town.Agent.GetAsAsync<ThreadPage>(Route("threads?awaiting=true"))).Items);
    }

    [Fact]
    public async Task What_came_in_while_the_thread_was_shown_stays_unread()
    {
        await using var town = await StartAsync(database);
        var request = Guid.NewGuid();
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, request, 1, "Complet"));
        var shown = await town.OnlyThreadAsync();
        await town.Service.DeliverAsync(Decided(RequestDecision.Accepted, request, 2, at: Now.UtcDateTime.AddMinutes(1)));

        await town.Parent.PostAsync(Route($"threads/{shown.ThreadId}/read?seen={shown.Messages.Length}"), null);

        Assert.Equal(1, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task A_repeated_post_writes_one_message_even_when_both_come_at_once()
    {
        await using var town = await StartAsync(database);
        var start = new StartThread(Guid.NewGuid(), "Nouvelle adresse", "Nous déménageons.");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.Parent.PostAsJsonAsync(Route("threads"), start)));
        var threads = await Task.WhenAll(answers.Select(a => a.ReadAsync<ThreadView>()));
        var id = Assert.Single(threads.Select(t => t.ThreadId).Distinct());
        var reply = new Reply(Guid.NewGuid(), "Au 1er janvier.");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.Parent.PostAsAsync<ThreadView>(Route($"threads/{id}/messages"), reply)));

        Assert.Equal(["Nous déménageons.", "Au 1er janvier."], (await town.OnlyThreadAsync()).Messages.Select(m => m.Body));
        Assert.Equal(2, await town.UnreadAsync(town.Agent));
    }

    [Fact]
    public async Task A_key_that_served_for_other_words_is_refused_and_another_familys_key_is_no_matter()
    {
        await using var town = await StartAsync(database);
        var key = Guid.NewGuid();
        var thread = await town.Parent.PostAsAsync<ThreadView>(Route("threads"), new StartThread(key, "Un titre", "Un texte."));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "key.reused",
            await town.Parent.PostAsJsonAsync(Route("threads"), new StartThread(key, "Un titre", "Un autre texte.")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "key.reused",
            await town.Parent.PostAsJsonAsync(Route($"threads/{thread.ThreadId}/messages"), new Reply(key, "Encore.")));
        await HttpAssert.StatusAsync(HttpStatusCode.Created,
            await town.OtherParent.PostAsJsonAsync(Route("threads"), new StartThread(key, "Un titre", "Un texte.")));
    }

    [Fact]
    public async Task A_family_can_answer_a_decision_and_the_office_finds_it_among_the_conversations()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, reason: "Complet"));
        var notice = await town.OnlyThreadAsync();
        Assert.Empty((await town.Agent.GetAsAsync<ThreadPage>(Route("threads?kind=conversation"))).Items);

        await town.Parent.PostAsAsync<ThreadView>(Route($"threads/{notice.ThreadId}/messages"), new Reply(Guid.NewGuid(), "Et le vendredi ?"));

        Assert.Equal(notice.ThreadId, Assert.Single((await town.Agent.GetAsAsync<ThreadPage>(Route("threads?kind=conversation"))).Items).ThreadId);
        Assert.Equal(0, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task An_agent_writes_first_to_a_known_family()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family());

        await town.Agent.PostAsAsync<ThreadView>(Route("threads"), new StartThread(Guid.NewGuid(), "Sortie du 15 décembre", "Prévoir un pique-nique.", Dupont));

        Assert.Equal("Sortie du 15 décembre", (await town.OnlyThreadAsync()).Subject);
        Assert.Equal(1, await town.UnreadAsync(town.Parent));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await town.Agent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Titre", "Texte", Guid.NewGuid())));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "family.missing",
            await town.Agent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Titre", "Texte")));
    }

    [Fact]
    public async Task A_deleted_thread_leaves_the_inbox_and_the_counter_until_something_new_comes()
    {
        await using var town = await StartAsync(database);
        var request = Guid.NewGuid();
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, request, 1, "Complet"));
        var thread = await town.OnlyThreadAsync();

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await town.Parent.PostAsync(Route($"threads/{thread.ThreadId}/delete"), null));
        Assert.Empty((await town.Parent.GetAsAsync<ThreadPage>(Route("threads"))).Items);
        Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads?box=deleted"))).Items);
        Assert.Equal(0, await town.UnreadAsync(town.Parent));
        Assert.Single((await town.Agent.GetAsAsync<ThreadPage>(Route("threads"))).Items);

        await town.Service.DeliverAsync(Decided(RequestDecision.Accepted, request, 2, at: Now.UtcDateTime.AddMinutes(1)));
        Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads?box=received"))).Items);
        Assert.Empty((await town.Parent.GetAsAsync<ThreadPage>(Route("threads?box=sent"))).Items);
        await town.Parent.PostAsync(Route($"threads/{thread.ThreadId}/delete"), null);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await town.Parent.PostAsync(Route($"threads/{thread.ThreadId}/restore"), null));
        Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads"))).Items);
    }

    [Fact]
    public async Task The_list_is_in_pages_newest_first()
    {
        await using var town = await StartAsync(database);
        for (var i = 1; i <= 23; i++)
        {
            await town.Service.DeliverAsync(Decided(at: Now.UtcDateTime.AddMinutes(i)) with { Number = $"N{i}" });
        }

        var first = await town.Parent.GetAsAsync<ThreadPage>(Route("threads"));
        Assert.Equal((20, 1, 2, 23, 23), (first.Items.Length, first.Page, first.Pages, first.Total, first.Unread));
        Assert.Contains("N23 ", first.Items[0].Subject, StringComparison.Ordinal);
        var second = await town.Parent.GetAsAsync<ThreadPage>(Route("threads?page=2"));
        Assert.Equal(3, second.Items.Length);
        Assert.Contains("N1 ", second.Items[^1].Subject, StringComparison.Ordinal);
        Assert.Empty((await town.Parent.GetAsAsync<ThreadPage>(Route("threads?page=3"))).Items);
    }

    [Fact]
    public async Task Someone_who_is_parent_and_agent_reads_as_a_parent_unless_the_office_side_is_asked_for()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Decided());
        await town.Service.DeliverAsync(Decided(family: Moreau));
        var both = town.Service.Client(Tokens.Issue("Jean Dupont",
            new Membership(Slug, Membership.Owner, Dupont, Guid.NewGuid(), []), new Membership(Slug, Membership.Staff, null, null, [Permissions.Messages])));

        Assert.Equal(Dupont, (await town.OnlyThreadAsync(both)).FamilyId);
        Assert.Equal(2, (await both.GetAsAsync<ThreadPage>(Route("threads?side=office"))).Total);
        Assert.Equal(1, (await town.Parent.GetAsAsync<ThreadPage>(Route("threads?side=office"))).Total);
    }
}

public sealed class ConversationOnSqlite() : ConversationTests(TestDatabase.Sqlite);

public sealed class ConversationOnSqlServer() : ConversationTests(TestDatabase.SqlServer);
