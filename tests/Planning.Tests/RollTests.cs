using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class RollTests(SharedWorld shared, TestDatabase database) : RollWorld(shared, database)
{
    [Fact]
    public async Task A_child_who_was_booked_and_comes_is_present_with_hours_real_billed_and_for_caf_apart()
    {
        var family = await EveningFamilyAsync();
        await BookAsync(family, Yesterday);

        var arrival = Mark(family, Yesterday, MarkKind.Arrival, "16:31");
        var answers = await SendAsync(family.Tenant, arrival, Mark(family, Yesterday, MarkKind.Departure, "17:48"));

        Assert.All(answers, a => Assert.Equal((true, "recorded"), (a.Kept, a.Code)));
        var cell = (await World.CellAsync(Pays, family.Child, Evening, Yesterday))!;
        Assert.Equal((77, 1.5m, 2m), (cell.Clock.RealMinutes, cell.Clock.Hours, cell.Clock.CafHours));
        var settled = (await World.SettledAsync(family.Child, 2))[^1];
        Assert.Equal((CellOutcome.Present, 1.5m), (settled.Outcome, settled.Hours));
        var seen = await SeeAsync(family, Yesterday);
        Assert.Equal((CellState.Present, true, new TimeOnly(16, 31), new TimeOnly(17, 48)), (seen.State, seen.Booked, seen.Arrival, seen.Departure));
        var why = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{Evening}/2026-12-07/why");
        Assert.Equal("Présente. Arrivée à 16 h 31, départ à 17 h 48. Temps facturé : 1 h 30.", Plain(why.Answer));
        Assert.Contains(why.Facts, f => Plain(f.Text) == "Départ noté à 17 h 48.");
    }

    [Fact]
    public async Task A_child_nobody_booked_is_added_on_the_spot_and_paid_by_its_household()
    {
        var family = await EveningFamilyAsync();
        Assert.Contains((await RollAsync(Today)).Others, o => o.ChildId == family.Child);

        await SendAsync(family.Tenant, Mark(family, Today, MarkKind.Arrival));

        var seen = await SeeAsync(family, Today);
        Assert.Equal((CellState.PresentUnbooked, false, new TimeOnly(9, 10)), (seen.State, seen.Booked, seen.Arrival));
        Assert.DoesNotContain((await RollAsync(Today)).Others, o => o.ChildId == family.Child);
        Assert.Equal((CellOutcome.PresentUnbooked, null), (await World.SettledAsync(family.Child, 1)).Select(c => (c.Outcome, c.Hours)).Single());
    }

    [Theory]
    [InlineData("billed", CellState.AbsentBilled, CellOutcome.AbsentBilled)]
    [InlineData("excused", CellState.AbsentExcused, CellOutcome.AbsentExcused)]
    public async Task A_booked_child_who_does_not_come_is_billed_or_not_as_the_commune_says(string noShow, CellState state, CellOutcome outcome)
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await ClockAsync(world, unit => unit["attendance"]!["noShow"] = noShow);
        var family = await world.AddFamilyAsync(Pays, Evening);
        await BookAsync(family, Yesterday, world);

        await SendAsync(world, Mark(family, Yesterday, MarkKind.Absent));

        Assert.Equal(state, (await SeeAsync(family, Yesterday, world)).State);
        Assert.Equal(outcome, (await world.SettledAsync(family.Child, 2))[^1].Outcome);
    }

    [Fact]
    public async Task An_absence_the_family_told_in_time_stays_excused_when_the_roll_says_absent_too()
    {
        var family = await EveningFamilyAsync();
        await BookAsync(family, Yesterday, attendance: AttendanceState.AbsentExcused);

        var absent = Mark(family, Yesterday, MarkKind.Absent);
        await SendAsync(family.Tenant, absent);
        Assert.Equal(CellState.AbsentExcused, (await SeeAsync(family, Yesterday)).State);
        await SendAsync(family.Tenant, Mark(family, Yesterday, MarkKind.Arrival, "16:40") with { Replaces = absent.Id },
            Mark(family, Yesterday, MarkKind.Departure, "17:30"));
        Assert.Equal(CellState.PresentUnbooked, (await SeeAsync(family, Yesterday)).State);
    }

    [Fact]
    public async Task Undo_puts_the_day_back_as_it_was_and_nothing_is_billed_by_the_clock()
    {
        var family = await EveningFamilyAsync();
        await BookAsync(family, Yesterday);
        var absent = Mark(family, Yesterday, MarkKind.Absent);
        await SendAsync(family.Tenant, absent);

        await SendAsync(family.Tenant, Mark(family, Yesterday, MarkKind.Undo) with { Replaces = absent.Id });

        Assert.Equal((CellState.Booked, RollPresence.Unmarked), ((await SeeAsync(family, Yesterday)).State, (await SeeAsync(family, Yesterday)).Presence));
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentBilled, CellOutcome.Booked], (await World.SettledAsync(family.Child, 3)).Select(c => c.Outcome));
    }

    [Fact]
    public async Task A_mark_sent_twice_counts_once_and_a_bad_one_holds_no_other_up()
    {
        var family = await EveningFamilyAsync();
        var arrival = Mark(family, Yesterday, MarkKind.Arrival, "16:31");
        var stranger = arrival with { Id = Guid.NewGuid(), Child = Guid.NewGuid() };
        var tomorrow = arrival with { Id = Guid.NewGuid(), Date = Today.AddDays(1) };
        var nowhere = arrival with { Id = Guid.NewGuid(), Unit = "nowhere" };
        var hourless = arrival with { Id = Guid.NewGuid(), Time = null };
        var later = arrival with { Id = Guid.NewGuid(), At = Now.AddHours(2) };
        var nothing = arrival with { Id = Guid.NewGuid(), Kind = MarkKind.Undo };

        var first = await SendAsync(family.Tenant, stranger, tomorrow, arrival, nowhere, hourless, later, nothing);
        var second = await SendAsync(family.Tenant, arrival, arrival);

        Assert.Equal(["mark.unknown-child", "date.out-of-range", "recorded", "mark.unknown-unit", "mark.time-missing", "mark.clock", "mark.replaces-missing"],
            first.Select(a => a.Code));
        Assert.Equal(["known", "known"], second.Select(a => a.Code));
        Assert.Single((await SeeAsync(family, Yesterday)).Marks);
    }

    [Fact]
    public async Task A_mark_on_a_day_the_service_is_closed_is_refused_unless_the_child_was_booked_before()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var (family, booked) = (await world.AddFamilyAsync(Pays, Evening), await world.AddFamilyAsync(Pays, Evening));
        var sunday = new DateOnly(2026, 12, 6);
        await BookAsync(booked, Yesterday, world);
        await world.Agent(Pays)
            .PostAsAsync<DisruptionView>($"/api/{Pays}/planning/disruptions",
                new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(Yesterday, Yesterday, "Grève", DisruptionEffect.Close, Services: [Evening])));

        var answers = await SendAsync(world, Mark(family, sunday, MarkKind.Arrival, "16:31"), Mark(family, Yesterday, MarkKind.Arrival, "16:31"),
            Mark(booked, Yesterday, MarkKind.Arrival, "16:31"));

        Assert.Equal(
            [(false, "mark.closed", "Ce service est fermé ce jour-là."), (false, "mark.closed", "Ce service est fermé ce jour-là."), (true, "recorded", null)],
            answers.Select(a => (a.Kept, a.Code, a.Text)));
        Assert.Null(await world.CellAsync(Pays, family.Child, Evening, Yesterday));
        Assert.Null(await world.CellAsync(Pays, family.Child, Evening, sunday));
        // Who was there all the same is not lost.
        Assert.Equal(AttendanceState.PresentUnbooked, (await world.CellAsync(Pays, booked.Child, Evening, Yesterday))!.Attendance);
    }

    [Fact]
    public async Task A_tablet_whose_clock_is_wrong_is_set_right()
    {
        var family = await EveningFamilyAsync();
        var slow = Now.AddHours(-3);

        await World.Agent(Pays)
            .PostAsAsync<MarksResult>($"/api/{Pays}/planning/roll/marks",
                new SendMarks("Tablette", slow, [Mark(family, Today, MarkKind.Arrival) with { At = slow.AddMinutes(-10) }]));

        Assert.Equal(new TimeOnly(9, 0), (await SeeAsync(family, Today)).Arrival);
    }

    [Fact]
    public async Task Twenty_tablets_at_once_leave_one_child_with_all_their_marks()
    {
        var family = await EveningFamilyAsync();
        await BookAsync(family, Yesterday);
        var marks = Enumerable.Range(0, 20)
            .Select(i => Mark(family, Yesterday, i % 2 == 0 ? MarkKind.Arrival : MarkKind.Departure, i % 2 == 0 ? $"16:{30 + i}" : $"17:{10 + i}")).ToArray();

        await Task.WhenAll(marks.Select(m => SendAsync(family.Tenant, m)));

        var seen = await SeeAsync(family, Yesterday);
        Assert.Equal((20, new TimeOnly(16, 30), new TimeOnly(17, 29), true), (seen.Marks.Length, seen.Arrival, seen.Departure, seen.Conflict));
        Assert.Contains((await AnomaliesAsync()).Items, a => a.ChildId == family.Child && a.Kind == "conflict");
    }

    [Fact]
    public async Task A_child_of_the_school_who_is_not_in_the_service_is_found_marked_and_paid_by_its_household()
    {
        await EveningFamilyAsync();
        var stranger = await World.AddFamilyAsync(Pays);
        Assert.False((await RollAsync(Today)).Others.Single(o => o.ChildId == stranger.Child).Enrolled);

        Assert.Equal("recorded", Assert.Single(await SendAsync(Pays, Mark(stranger, Today, MarkKind.Arrival, "08:30"))).Code);

        Assert.Equal(CellState.PresentUnbooked, (await SeeAsync(stranger, Today)).State);
        Assert.Equal(CellOutcome.PresentUnbooked, (await World.SettledAsync(stranger.Child, 1)).Single().Outcome);
        Assert.Equal(stranger.Family, (await World.CellAsync(Pays, stranger.Child, Evening, Today))!.FamilyId);
        Assert.Contains(await InsideAsync(World), c => c.ChildId == stranger.Child);
        Assert.Contains((await AnomaliesAsync()).Items, a => a.ChildId == stranger.Child && a.Kind == "unbooked");
    }

    [Theory]
    [InlineData("""{"clock":"gps"}""", ".attendance.clock")]
    [InlineData("""{"slot":{"from":"18:30","to":"16:30"}}""", ".attendance.slot")]
    [InlineData("""{"hours":{}}""", ".attendance.hours")]
    [InlineData("""{"clock":"times","hours":{"unitMinutes":20}}""", ".attendance.hours.unitMinutes")]
    [InlineData("""{"clock":"times","hours":{"toleranceMinutes":15}}""", ".attendance.hours.toleranceMinutes")]
    [InlineData("""{"clock":"times","hours":{"toleranceMinutes":5,"rounding":"nearest"}}""", ".attendance.hours.toleranceMinutes")]
    [InlineData("""{"lateAfterMinutes":5}""", ".attendance.lateAfterMinutes")]
    public async Task Rules_of_the_clock_that_contradict_each_other_are_refused_with_their_place(string attendance, string place)
    {
        var agent = World.Agent(Pays);
        var view = await agent.GetAsAsync<SectionView>($"/api/{Pays}/planning/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        document["facilities"]![0]!["services"]![0]!["units"]![0]!["attendance"] = JsonNode.Parse(attendance);

        var answer = await agent.PutAsJsonAsync($"/api/{Pays}/planning/settings", new { basedOn = view.Version, document });

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", answer);
        Assert.Contains("facilities[0].services[0].units[0]" + place, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}

public sealed class RollOnSqlite(SharedWorld shared) : RollTests(shared, TestDatabase.Sqlite);

public sealed class RollOnSqlServer(SharedWorld shared) : RollTests(shared, TestDatabase.SqlServer);
