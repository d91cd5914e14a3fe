using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

public abstract class DecisionNoticeTests(TestDatabase database)
{
    [Fact]
    public async Task A_decision_is_one_unread_message_in_the_inbox_of_the_family()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(days: [Day(10, why: "Demandé avant la limite, une place était libre"), Day(11)]));

        var thread = await town.OnlyThreadAsync();
        Assert.Equal("notice", thread.Kind);
        Assert.Equal("Votre demande n°\u00a02026-00042 est acceptée", thread.Subject);
        var message = Assert.Single(thread.Messages);
        Assert.Equal(Now.UtcDateTime, message.At);
        Assert.False(message.Mine);
        Assert.Contains("Décision du mardi 8 décembre 2026 à 9\u00a0h\u00a010, par Sophie Perrin, service enfance jeunesse.", message.Body,
            StringComparison.Ordinal);
        Assert.Contains("Louise – Restauration scolaire (Garderie périscolaire)\n", message.Body, StringComparison.Ordinal);
        Assert.Contains("– jeudi 10 décembre\u00a0: réservé. Demandé avant la limite, une place était libre.\n", message.Body, StringComparison.Ordinal);
        Assert.Contains("– vendredi 11 décembre\u00a0: réservé.\n", message.Body, StringComparison.Ordinal);
        Assert.Equal(1, await town.UnreadAsync(town.Parent));
        Assert.Equal(0, await town.UnreadAsync(town.OtherParent));
        Assert.Equal(0, await town.UnreadAsync(town.Agent));
    }

    [Fact]
    public async Task A_school_year_of_one_answer_is_said_in_one_line_and_what_differs_by_day()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(RequestDecision.PartlyAccepted,
            days: [.. Enumerable.Range(1, 28).Select(d => Day(d, d != 10, d == 10 ? "Complet : 24 places prises." : null))]));

        var body = (await town.OnlyThreadAsync()).Messages[0].Body;
        Assert.Contains("– 27 jours, du mardi 1er décembre au lundi 28 décembre\u00a0: réservé.", body, StringComparison.Ordinal);
        Assert.Contains("– jeudi 10 décembre\u00a0: non réservé. Complet : 24 places prises.\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("mercredi 9 décembre", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_taken_back_says_that_the_booking_holds_again()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(RequestDecision.Cancelled,
            days: [Day(10, false, action: "cancel"), Day(11, false, action: "absence")]) with
        { OwnAct = true });

        var thread = await town.OnlyThreadAsync();
        Assert.Equal("Votre demande n°\u00a02026-00042 est reprise", thread.Subject);
        Assert.Contains("– jeudi 10 décembre\u00a0: réservé, comme avant.\n", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.Contains("Vos réservations sont de nouveau comme avant cette demande.", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("annulée", thread.Messages[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absence_that_a_certificate_decides_is_not_accepted_and_the_message_leads_to_the_certificate()
    {
        await using var town = await StartAsync(database);
        var certificate = Guid.NewGuid();

        await town.Service.DeliverAsync(Decided(days: [Day(10) with { Action = "absence", Certificate = certificate }]));

        var thread = await town.OnlyThreadAsync();
        Assert.Equal("Votre demande n°\u00a02026-00042 est notée", thread.Subject);
        Assert.Contains("absence notée, un justificatif la décidera", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("acceptée", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.Equal($"justificatifs/{certificate}", thread.Messages[0].Path);
    }

    [Fact]
    public async Task A_refusal_says_its_reason_and_what_can_be_done_next()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, reason: "Le service est complet ce jour-là",
            days: [Day(10, false, "Complet : 24 places prises.")]));

        var body = (await town.OnlyThreadAsync()).Messages[0].Body;
        Assert.Contains("est refusée", body, StringComparison.Ordinal);
        Assert.Contains("– jeudi 10 décembre\u00a0: non réservé. Complet : 24 places prises.\n", body, StringComparison.Ordinal);
        Assert.Contains("Motif du refus\u00a0: Le service est complet ce jour-là.", body, StringComparison.Ordinal);
        Assert.Contains("Choisissez d’autres jours dans le planning", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestDecision.PartlyAccepted, "book", true, "est acceptée en partie", "réservé")]
    [InlineData(RequestDecision.PartlyAccepted, "book", null, "est acceptée en partie", "à l’étude")]
    [InlineData(RequestDecision.Accepted, "absence", true, "est acceptée", "absence acceptée")]
    [InlineData(RequestDecision.Refused, "absence", false, "est refusée", "absence refusée")]
    [InlineData(RequestDecision.Accepted, "cancel", true, "est acceptée", "réservation annulée")]
    [InlineData(RequestDecision.Refused, "cancel", false, "est refusée", "réservation maintenue")]
    [InlineData(RequestDecision.Reopened, "book", true, "est de nouveau à l’étude", "à l’étude")]
    [InlineData(RequestDecision.Cancelled, "book", true, "est annulée", "demande annulée")]
    public async Task Each_day_is_told_with_its_own_result(RequestDecision decision, string action, bool? accepted, string answer, string result)
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(decision, automatic: true, days: [Day(10, accepted, action: action)]));

        var thread = await town.OnlyThreadAsync();
        Assert.EndsWith(answer, thread.Subject, StringComparison.Ordinal);
        Assert.Contains($"– jeudi 10 décembre\u00a0: {result}.\n", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.Contains("Réponse automatique du mardi 8 décembre 2026 à 9\u00a0h\u00a010 (règle du service).", thread.Messages[0].Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestDecision.Accepted, 1, "Vous l’avez envoyée le mardi 8 décembre 2026 à 9\u00a0h\u00a010, et la règle du service a répondu aussitôt.")]
    [InlineData(RequestDecision.Accepted, 2, "Vous l’avez changée le mardi 8 décembre 2026 à 9\u00a0h\u00a010.")]
    [InlineData(RequestDecision.Cancelled, 2, "Vous l’avez annulée le mardi 8 décembre 2026 à 9\u00a0h\u00a010.")]
    public async Task What_the_family_did_itself_is_kept_as_its_own_act_and_is_no_news(RequestDecision decision, long version, string sentence)
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(decision, version: version, automatic: true) with { OwnAct = true });

        var thread = await town.OnlyThreadAsync();
        Assert.Contains(sentence, thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("automatique", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.Equal(0, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task The_same_decision_delivered_again_adds_nothing()
    {
        await using var town = await StartAsync(database);
        var (decided, id) = (Decided(), Guid.NewGuid());

        await town.Service.DeliverAsync(decided, id);
        await town.Service.DeliverAsync(decided, id);
        await town.Service.DeliverAsync(decided, Guid.NewGuid());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.Service.DeliverAsync(decided, Guid.NewGuid())));

        Assert.Single((await town.OnlyThreadAsync()).Messages);
        Assert.Equal(1, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task Decisions_on_one_request_share_a_thread_in_the_order_they_were_taken_whatever_order_they_arrive_in()
    {
        await using var town = await StartAsync(database);
        var request = Guid.NewGuid();
        var refused = Decided(RequestDecision.Refused, request, 1, "Complet");
        var reopened = Decided(RequestDecision.Reopened, request, 2, at: Now.UtcDateTime.AddMinutes(1));
        var accepted = Decided(RequestDecision.Accepted, request, 3, at: Now.UtcDateTime.AddMinutes(2));

        await Task.WhenAll(town.Service.DeliverAsync(accepted), town.Service.DeliverAsync(refused), town.Service.DeliverAsync(reopened));

        var thread = await town.OnlyThreadAsync();
        Assert.EndsWith("est acceptée", thread.Subject, StringComparison.Ordinal);
        Assert.Equal(3, thread.Messages.Length);
        Assert.Contains("refusée", thread.Messages[0].Body, StringComparison.Ordinal);
        Assert.Contains("de nouveau à l’étude", thread.Messages[1].Body, StringComparison.Ordinal);
        Assert.Contains("est acceptée", thread.Messages[2].Body, StringComparison.Ordinal);
        var row = Assert.Single((await town.Parent.GetAsAsync<ThreadPage>(Route("threads"))).Items);
        Assert.Equal(accepted.At, row.LastAt);
        Assert.Equal(3, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task A_decision_of_the_next_year_names_the_year()
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Decided(days: [Day() with { Date = new DateOnly(2027, 2, 1) }]));

        Assert.Contains("– lundi 1er février 2027\u00a0: réservé.", (await town.OnlyThreadAsync()).Messages[0].Body, StringComparison.Ordinal);
    }
}

public sealed class DecisionNoticeOnSqlite() : DecisionNoticeTests(TestDatabase.Sqlite);

public sealed class DecisionNoticeOnSqlServer() : DecisionNoticeTests(TestDatabase.SqlServer);
