using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;
using static Preau.Planning.Tests.WeekWorld;

namespace Preau.Planning.Tests;

public abstract class WeekAbsenceTests(TestDatabase database)
{
    [Fact]
    public async Task A_week_told_absent_as_a_whole_is_its_days_told_absent_and_is_not_billed()
    {
        await using var world = await StartAsync();
        var (family, other) = (await world.AddFamilyAsync(Pays, Unit), await world.AddFamilyAsync(Pays, Unit));
        await family.AskAsync(family.Book(Week, Monday14));
        await other.AskAsync(other.Book(Unit, FourDays[2]));

        var absent = await family.AskAsync(family.Absent(Week, Monday14), family.Absent(Unit, FourDays[0]));

        Assert.Equal(FourDays, absent.Lines.Select(l => l.Date));
        Assert.All(absent.Lines, l => Assert.Equal((LineOutcome.Excused, Unit, "Semaine"), (l.Outcome, l.Unit, l.Week)));
        Assert.Equal("Absence notée, la place de ce jour est rendue. Tous ses jours sont excusés : « Semaine » n’est pas facturé.", absent.Lines[3].Text);
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused], await OutcomesAsync(world, family, 2));
        // Who waited for one of the days has it.
        Assert.Equal((BookingState.Confirmed, "0 0 1 0"), ((await world.StatesAsync([other], Unit, FourDays[2]))[0], await world.TakenAsync()));
        Assert.Equal(CellState.AbsentExcused, (await family.SeeAsync(Week, Monday14))!.State);
        Assert.Equal("refused.week-absence", (await family.AskAsync(family.Book(Unit, FourDays[0]))).Lines[0].Code);

        // One day taken back brings the week, and its bill, back.
        await (await family.Parent.PostAsJsonAsync($"{family.Api}/requests/{absent.Id}/cancel", new UndoLines([absent.Lines[0].LineId]))).ReadAsync<Receipt>();
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused, CellOutcome.Booked], await OutcomesAsync(world, family, 3));
        Assert.Equal("1 0 1 0", await world.TakenAsync());
    }

    [Fact]
    public async Task A_day_of_a_week_gives_its_place_back_and_the_week_stays_due_until_all_its_days_are_excused()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(Week, Monday14));
        var effect = (await (await family.Parent.PostAsJsonAsync($"{family.Api}/absences/effects",
            new AskEffects([new AbsentDay(family.Child, Unit, FourDays[1])])))
            .ReadAsync<ReasonEffect[]>())[0].Lines[0];

        var one = (await family.AskAsync(family.Absent(Unit, FourDays[1]))).Lines[0];

        // Said before confirming as afterwards.
        Assert.Equal(
            (LineOutcome.Billed, "absence.excused",
                "Absence notée, la place de ce jour est rendue. « Semaine » reste facturé en entier, sauf si tous ses jours sont excusés."),
            (one.Outcome, one.Code, one.Text));
        Assert.Equal((effect.Outcome, effect.Text), (one.Outcome, one.Text));
        Assert.Equal("1 0 1 1", await world.TakenAsync());
        Assert.Equal([CellOutcome.Booked], await OutcomesAsync(world, family, 1));
        Assert.Contains("reste facturé en entier", (await WhyAsync(family, Unit, FourDays[1])).Answer, StringComparison.Ordinal);

        var why = await WhyAsync(family, Unit, FourDays[2]);
        Assert.StartsWith("Réservé avec « Semaine » : demande n° ", why.Answer, StringComparison.Ordinal);
        Assert.Equal("Semaine", why.Week);
        Assert.Contains(why.Facts, f => f.Text == "Réservation demandée, « Semaine ».");
        await family.AskAsync(family.Absent(Unit, FourDays[0]), family.Absent(Unit, FourDays[2]));
        Assert.Equal([CellOutcome.Booked], await OutcomesAsync(world, family, 1));
        var last = (await family.AskAsync(family.Absent(Unit, FourDays[3]))).Lines[0];
        Assert.Equal((LineOutcome.Excused, "0 0 0 0"), (last.Outcome, await world.TakenAsync()));
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused], await OutcomesAsync(world, family, 2));
    }

    [Fact]
    public async Task A_commune_may_leave_single_days_of_a_week_to_an_agent_but_not_the_whole_week()
    {
        await using var world = await StartAsync(""","partAbsence":"toAgent" """);
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(Week, Monday14));

        var one = await family.AskAsync(family.Absent(Unit, FourDays[1]));
        Assert.Equal((LineOutcome.Pending, "pending.validation"), (one.Lines[0].Outcome, one.Lines[0].Code));
        Assert.Contains("« Semaine » reste facturé en entier", one.Lines[0].Text, StringComparison.Ordinal);
        await world.Agent(Pays).PostAsAsync<DecisionResult>($"/api/{Pays}/planning/queue/decisions", new DecideRequests([one.Id], true));

        Assert.Contains("Absence excusée ce jour-là", (await family.ReadAsync(one.Id)).Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal("1 0 1 1", await world.TakenAsync());
        Assert.Equal([CellOutcome.Booked], await OutcomesAsync(world, family, 1));
        var rest = await family.AskAsync(family.Absent(Week, Monday14));
        Assert.Equal([LineOutcome.Excused, LineOutcome.Excused, LineOutcome.Excused], rest.Lines.Select(l => l.Outcome));
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused], await OutcomesAsync(world, family, 2));
    }

    [Fact]
    public async Task A_certificate_for_a_whole_week_that_is_refused_has_the_week_billed_again()
    {
        await using var world = await StartAsync();
        await world.ChangeSettingsAsync(Pays, document =>
        {
            var medical = document["absenceReasons"]!.AsArray().Single(r => (string?)r!["key"] == "medical")!;
            medical["needsEvidence"] = true;
            medical["evidence"] = JsonNode.Parse("""{"days":3}""");
        });
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(Week, Monday14));

        var absent = await family.AskAsync(family.Absent(Week, Monday14));
        Assert.All(absent.Lines,
            l => Assert.StartsWith("Absence notée : ce jour est excusé si le certificat arrive avant le", l.Text, StringComparison.Ordinal));
        Assert.EndsWith("Si tous ses jours sont ainsi excusés, « Semaine » n’est pas facturé.", absent.Lines[0].Text, StringComparison.Ordinal);
        var evidence = Assert.Single(await family.Parent.GetAsAsync<EvidenceView[]>($"{family.Api}/evidence"));
        await world.Agent(Pays).PostAsAsync<EvidenceView>($"{family.Api}/evidence/{evidence.Id}/decision", new DecideEvidence(false, "Document illisible"));

        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused, CellOutcome.Booked], await OutcomesAsync(world, family, 3));
        Assert.Equal(CellState.AbsentBilled, (await family.SeeAsync(Unit, FourDays[2]))!.State);
    }

    [Fact]
    public async Task A_strike_excuses_its_day_and_the_week_once_no_day_is_left()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(Week, Monday14));
        Task<DisruptionView> CloseAsync(DateOnly first, DateOnly last) => world.Agent(Pays).PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions",
            new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(first, last, "Grève", DisruptionEffect.Close, Services: [Unit])));

        await CloseAsync(FourDays[1], FourDays[1]);
        Assert.Equal([CellOutcome.Booked], await OutcomesAsync(world, family, 1));
        var told = (await Eventually.SeeAsync(
            () => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "disruption").ToList()),
            n => n.Count == 1))[0];
        Assert.Contains("Une semaine réservée en entier reste due, sauf si tous ses jours sont excusés.", told.Text, StringComparison.Ordinal);
        Assert.Contains("« Semaine » reste facturé en entier", (await WhyAsync(family, Unit, FourDays[1])).Answer, StringComparison.Ordinal);

        await CloseAsync(FourDays[0], FourDays[0]);
        var rest = await CloseAsync(FourDays[2], FourDays[3]);
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused], await OutcomesAsync(world, family, 2));
        await world.Agent(Pays).PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions/{rest.Id}/undo", new { });
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused, CellOutcome.Booked], await OutcomesAsync(world, family, 3));
    }

    [Fact]
    public async Task A_week_with_a_day_that_was_attended_is_no_longer_cancelled()
    {
        await using var world = await StartAsync();
        var family = await world.AddFamilyAsync(Pays, Unit);
        await family.AskAsync(family.Book(Week, Monday14));
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 14, 17, 0, 0, TimeSpan.Zero));
        var now = world.Service.Clock.GetUtcNow().UtcDateTime;
        var marked = await world.Agent(Pays).PostAsAsync<MarksResult>($"/api/{Pays}/planning/roll/marks",
            new SendMarks("Tablette", now, [new NewMark(Guid.NewGuid(), family.Child, Unit, FourDays[0], MarkKind.Arrival, now, new TimeOnly(16, 35))]));
        Assert.True(marked.Results[0].Kept);

        Assert.Equal("refused.settled", (await family.AskAsync(family.Cancel(Week, Monday14))).Lines[0].Code);
        // The days that are left can be told absent, and no others.
        Assert.Equal([FourDays[1], FourDays[2], FourDays[3]], (await family.AskAsync(family.Absent(Week, Monday14))).Lines.Select(l => l.Date));
        Assert.Equal([CellOutcome.Booked], await OutcomesAsync(world, family, 1));
    }

    private async Task<PlanningWorld> StartAsync(string week = "")
    {
        var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(1, "{}", week);
        return world;
    }

    private static Task<WhyView> WhyAsync(Household family, string unit, DateOnly date) =>
        family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{unit}/{date:yyyy-MM-dd}/why");

    /// <summary>What Billing is told of this child, which is only of the week.</summary>
    private static async Task<CellOutcome[]> OutcomesAsync(PlanningWorld world, Household family, int count)
    {
        var settled = await world.SettledAsync(family.Child, count);
        Assert.All(settled, c => Assert.Equal(Week, c.Unit));
        return [.. settled.Select(c => c.Outcome)];
    }
}

public sealed class WeekAbsenceOnSqlite() : WeekAbsenceTests(TestDatabase.Sqlite);

public sealed class WeekAbsenceOnSqlServer() : WeekAbsenceTests(TestDatabase.SqlServer);
