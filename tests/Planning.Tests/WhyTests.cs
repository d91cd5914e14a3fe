using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>« Pourquoi ? » of what happens to a day after it was asked: the sentence, who, under which version of the rules, when, and the places.</summary>
public abstract class WhyTests(TestDatabase database)
{
    private const string Pays = PlanningWorld.Pays;
    private const string Meal = "bessins-restauration";
    private const string Rule = "règle du service";
    private const string Agent = "Sophie Perrin, service e-enfance";
    private const string ForFamily = "Sophie Perrin, pour la famille";
    private static readonly DateOnly Monday14 = new(2026, 12, 14);
    private static readonly DateOnly Tuesday8 = new(2026, 12, 8);

    [Fact]
    public async Task An_offer_is_told_with_its_hour_its_limit_and_what_became_of_it()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ListAsync(Meal, 1, """{"waitingList":{"offer":{"hours":4}}}""");
        var families = await world.AddFamiliesAsync(3, Meal);
        foreach (var family in families)
        {
            await family.AskAsync(family.Book(Meal, Monday14));
        }

        world.Service.Clock.Advance(TimeSpan.FromHours(1));
        await families[0].AskAsync(families[0].Cancel(Meal, Monday14));

        var offered = await WhyAsync(families[1], Meal, Monday14);
        Assert.StartsWith("En liste d’attente : demande n° ", offered.Answer, StringComparison.Ordinal);
        Assert.Contains("Une place s’est libérée : elle vous est réservée jusqu’au mardi 8 décembre à 14 h 09.", offered.Answer, StringComparison.Ordinal);
        Assert.Contains((At(10, 10), Rule, "Une place s’est libérée : elle est proposée à votre famille."), Facts(offered));
        Assert.Contains((At(14, 9), "", "Limite pour accepter la place proposée."), Facts(offered));
        Assert.Equal([new WhyPool("Restauration", 1, 1)], offered.Pools);

        world.Service.Clock.Advance(TimeSpan.FromHours(5));
        await world.SweepAsync();
        await families[2].AnswerAsync("accept").OkAsync();

        var expired = await WhyAsync(families[1], Meal, Monday14);
        Assert.Equal("Complet : 1 place prise. Une demande irait sur la liste d’attente.", expired.Answer);
        Assert.Equal([(At(9, 10), "Jean Dupont", "Réservation demandée."), (At(9, 10), Rule, "Complet : sur la liste d’attente.")], Facts(expired).Take(2));
        Assert.Contains(Facts(expired),
            f => f.At == At(10, 10) && f.By == Rule && f.Text.EndsWith("place proposée jusqu’au mardi 8 décembre à 14 h 09.", StringComparison.Ordinal));
        Assert.Contains((At(15, 10), Rule, "La place proposée n’a pas été acceptée à temps : elle va à la famille suivante."), Facts(expired));
        var booked = await WhyAsync(families[2], Meal, Monday14);
        Assert.Contains(
            Facts(booked), f =>
                f.At == At(15, 10) && f.By == "Jean Dupont"
                    && f.Text.StartsWith("Place proposée et acceptée : le jour est réservé.", StringComparison.Ordinal));
        Assert.Equal([new WhyPool("Restauration", 1, 1)], booked.Pools);
    }

    [Fact]
    public async Task The_answer_by_rule_names_the_version_that_gave_it_also_after_the_rules_have_changed()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));
        var before = await WhyAsync(family, Meal, Monday14);
        await world.SetCapacityAsync(Pays, Meal, 5);

        var after = await WhyAsync(family, Meal, Monday14);

        var answer = Assert.Single(after.Facts, f => f.SettingsVersion is not null);
        Assert.Equal((before.Rules[0].SettingsVersion, Rule), (answer.SettingsVersion, answer.By));
        Assert.StartsWith("Réservé. Annulable jusqu’au", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before.Rules[0].SettingsVersion + 1, after.Rules[0].SettingsVersion);
        Assert.Equal([new WhyPool("Restauration", 5, 1)], after.Pools);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_is_told_with_who_sent_it_and_who_decided(bool accept)
    {
        await using var world = await CertificatesAsync();
        var (family, evidence) = await AbsentAsync(world);
        world.Service.Clock.Advance(TimeSpan.FromMinutes(50));
        using var content = new ByteArrayContent(CertificateTests.Jpeg(1));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await family.Parent.PostAsync($"{family.Api}/evidence/{evidence.Id}/upload", content).OkAsync();
        var given = await WhyAsync(family, Meal, Tuesday8);
        world.Service.Clock.Advance(TimeSpan.FromHours(2));
        await world.Agent(Pays)
            .PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(accept, accept ? null : "Document illisible"));

        var why = await WhyAsync(family, Meal, Tuesday8);

        Assert.Contains((At(10, 0), "Jean Dupont", "Certificat envoyé."), Facts(given));
        Assert.Contains((At(10, 0), "Jean Dupont", "Certificat envoyé."), Facts(why));
        Assert.Contains((At(12, 0), Agent, accept ? "Certificat accepté." : "Certificat refusé. Document illisible"), Facts(why));
        Assert.Contains(
            (At(12, 0), Agent, accept ? "Justificatif accepté : rien ne sera facturé." : "Justificatif refusé, le jour est facturé : Document illisible"),
            Facts(why));
        Assert.StartsWith(accept ? "Absente, non facturée : demande n° " : "Absente, facturée : demande n° ", why.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_never_came_is_told_with_its_limit_before_and_after_it_on_each_day_it_is_for()
    {
        await using var world = await CertificatesAsync();
        var (family, _) = await AbsentAsync(world, Tuesday8, new DateOnly(2026, 12, 10));
        // The second day was told apart, and joined the certificate of the first.
        Assert.Contains((new DateTime(2026, 12, 10, 9, 10, 0), "", "Limite pour donner le certificat."),
            Facts(await WhyAsync(family, Meal, new DateOnly(2026, 12, 10))));

        world.Service.Clock.Advance(TimeSpan.FromHours(49));
        var why = await Eventually.SeeAsync(() => WhyAsync(family, Meal, new DateOnly(2026, 12, 10)), w => w.State == CellState.AbsentBilled);

        var missed = Assert.Single(Facts(why), f => f.Text == "Certificat : le délai est passé.");
        Assert.Equal((Rule, true), (missed.By, missed.At >= new DateTime(2026, 12, 10, 9, 10, 0)));
        Assert.Contains(Facts(why), f => f.By == Rule && f.Text == "Aucun justificatif reçu avant le jeudi 10 décembre à 9 h 10 : le jour est facturé.");
        Assert.DoesNotContain(Facts(why), f => f.Text == "Limite pour donner le certificat.");
    }

    [Fact]
    public async Task An_absence_entered_by_an_agent_names_the_agent_and_the_reason_of_the_exception()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await AbsenceRuleTests.BookedAsync(world, Tuesday8);
        var agent = world.Agent(Pays);
        await agent.PostAsAsync<Receipt>($"{family.Api}/requests",
            new SubmitRequest(Guid.NewGuid(), [family.Absent(Meal, Tuesday8)], Family: family.Family, OverrideReason: "Appel de la mère à 8 h"));

        var why = await WhyAsync(family, Meal, Tuesday8);

        Assert.Contains($"de {ForFamily}, le mardi 8 décembre à 9 h 10.", why.Answer, StringComparison.Ordinal);
        Assert.Contains((At(9, 10), ForFamily, "Absence déclarée : Raison médicale."), Facts(why));
        Assert.Contains((At(9, 10), ForFamily, "Exception du service : Appel de la mère à 8 h"), Facts(why));
        Assert.Contains(Facts(why), f => f.Text.StartsWith("Absence excusée par exception", StringComparison.Ordinal));
        Assert.Equal(why.Facts, (await agent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{Meal}/2026-12-08/why")).Facts);
    }

    [Fact]
    public async Task A_strike_is_told_by_whom_and_when_and_stays_told_after_it_was_called_off()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));
        world.Service.Clock.Advance(TimeSpan.FromMinutes(20));
        var agent = world.Agent(Pays);
        var strike = await agent.PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions",
            new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(Monday14, Monday14, "Grève du personnel", DisruptionEffect.Close, Services: [Meal])));

        var closed = await WhyAsync(family, Meal, Monday14);
        world.Service.Clock.Advance(TimeSpan.FromHours(1));
        await agent.PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions/{strike.Id}/undo", new { });
        var open = await WhyAsync(family, Meal, Monday14);

        Assert.Equal($"Grève du personnel. Restauration : pas d’accueil. Annoncé par {Agent}, le mardi 8 décembre à 9 h 30 : rien n’est facturé ce jour-là.",
            closed.Answer);
        Assert.Contains((At(9, 30), Agent, "Grève du personnel. Restauration : pas d’accueil."), Facts(closed));
        Assert.StartsWith("Réservé : demande n° ", open.Answer, StringComparison.Ordinal);
        Assert.Contains((At(9, 30), Agent, "Grève du personnel. Restauration : pas d’accueil."), Facts(open));
        Assert.Contains((At(10, 30), Agent, "« Grève du personnel » est annulé."), Facts(open));
        Assert.Equal([1, 0], [open.Pools[0].Taken, closed.Pools[0].Taken]);
    }

    [Fact]
    public async Task A_day_given_up_late_is_told_while_it_stays_billed_and_once_its_place_is_taken()
    {
        await using var world = await PlanningWorld.StartAsync(database, new DateTimeOffset(2026, 12, 12, 9, 0, 0, TimeSpan.Zero));
        await world.ListAsync(Meal, 1,
            """{"waitingList":{"offer":{"hours":4},"latest":{"anchor":"daysBefore","days":1,"time":"23:59"}},"lateExchange":true}""");
        var families = await world.AddFamiliesAsync(2, Meal);
        await families[0].AskAsync(families[0].Book(Meal, Monday14));
        await families[1].AskAsync(families[1].Book(Meal, Monday14));
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 13, 9, 0, 0, TimeSpan.Zero));
        await families[0].AskAsync(families[0].Cancel(Meal, Monday14));

        var given = await WhyAsync(families[0], Meal, Monday14);
        world.Service.Clock.Advance(TimeSpan.FromHours(1));
        await families[1].AnswerAsync("accept").OkAsync();
        var taken = await WhyAsync(families[0], Meal, Monday14);

        Assert.Contains("Le jour reste facturé tant que personne ne l’a prise", given.Answer, StringComparison.Ordinal);
        var facts = Facts(taken);
        Assert.Contains((new DateTime(2026, 12, 13, 10, 0, 0), "Jean Dupont", "Annulation demandée, après la limite."), facts);
        Assert.Contains(
            (new DateTime(2026, 12, 13, 10, 0, 0), Rule,
                "Annulé après la limite : la place est proposée à ceux qui attendent, le jour reste facturé tant que personne ne l’a prise."),
            facts);
        Assert.Contains(
            (new DateTime(2026, 12, 13, 11, 0, 0), Rule, "Votre place a été prise par une famille de la liste d’attente : le jour n’est plus facturé."),
            facts);
        Assert.Equal([new WhyPool("Restauration", 1, 1)], taken.Pools);
    }

    private static DateTime At(int hour, int minute) => new(2026, 12, 8, hour, minute, 0);

    private async Task<PlanningWorld> CertificatesAsync()
    {
        var world = await PlanningWorld.StartAsync(database);
        await world.ChangeSettingsAsync(Pays, d => d["absenceReasons"] = JsonNode.Parse(AbsenceRuleTests.Reasons));
        return world;
    }

    private static async Task<(Household Family, EvidenceView Evidence)> AbsentAsync(PlanningWorld world, params DateOnly[] days)
    {
        DateOnly[] absent = days.Length == 0 ? [Tuesday8] : days;
        var family = await AbsenceRuleTests.BookedAsync(world, absent);
        foreach (var day in absent)
        {
            await family.AskAsync(family.Absent(Meal, day, "le-cres"));
        }

        return (family, Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence")));
    }

    private static async Task<WhyView> WhyAsync(Household family, string unit, DateOnly date)
    {
        var why = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{unit}/{date:yyyy-MM-dd}/why");
        // Told in the order it happened.
        Assert.Equal(why.Facts.Select(f => f.At).Order(), why.Facts.Select(f => f.At));
        return why with { Answer = why.Answer.Replace('\u00A0', ' ') };
    }

    private static List<(DateTime At, string By, string Text)> Facts(WhyView why) => [.. why.Facts.Select(f => (f.At, f.By, f.Text.Replace('\u00A0', ' ')))];
}

public sealed class WhyOnSqlite() : WhyTests(TestDatabase.Sqlite);

public sealed class WhyOnSqlServer() : WhyTests(TestDatabase.SqlServer);
