using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class ContractTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Care = "bessins-garderie-soir";
    private const string Meal = "bessins-restauration";
    private static readonly ContractDay[] Week = [new(DayOfWeek.Monday, new TimeOnly(16, 30), new TimeOnly(18, 0)),
        new(DayOfWeek.Tuesday, new TimeOnly(16, 30), new TimeOnly(18, 0))];

    [Fact]
    public async Task Leave_is_taken_within_the_days_of_the_contract_and_shown_as_leave()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Pays,
            d => d["absenceReasons"]!.AsArray().Add(new JsonObject { ["key"] = "leave", ["label"] = "Congé parental", ["leave"] = true }));
        var (with, without, ending) = (await world.AddFamilyAsync(Pays, Care), await world.AddFamilyAsync(Pays, Care), await world.AddFamilyAsync(Pays, Care));
        var given = await world.Agent(Pays).PostAsAsync<ContractView[]>($"{with.Api}/contracts", Give(with, 2));
        DateOnly[] days = [Monday14, Tuesday15, Thursday17];
        await with.AskAsync([.. days.Select(d => with.Book(Care, d))]);
        await without.AskAsync(without.Book(Care, Monday14));

        var asked = await with.AskAsync([.. days.Select(d => with.Absent(Care, d, "leave"))]);

        Assert.Equal(["absence.excused", "absence.excused", "refused.leave-used-up"], asked.Lines.Select(l => l.Code));
        Assert.Equal(CellState.Leave, (await with.SeeAsync(Care, Monday14))!.State);
        Assert.Equal(CellState.Booked, (await with.SeeAsync(Care, Thursday17))!.State);
        Assert.Equal((3m, 0, 2),
            (given[0].WeeklyHours, given[0].LeaveTaken, Assert.Single(await with.Parent.GetAsAsync<ContractView[]>($"{with.Api}/contracts")).LeaveTaken));
        Assert.Equal("refused.no-contract", (await without.AskAsync(without.Absent(Care, Monday14, "leave"))).Lines[0].Code);
        // On the last day of a contract leave can be taken, the day after no more.
        await world.Agent(Pays).PostAsAsync<ContractView[]>($"{ending.Api}/contracts", Give(ending, 2) with { Until = Monday14 });
        await ending.AskAsync(ending.Book(Care, Monday14), ending.Book(Care, Tuesday15));
        Assert.Equal(["absence.excused", "refused.no-contract"],
            (await ending.AskAsync(ending.Absent(Care, Monday14, "leave"), ending.Absent(Care, Tuesday15, "leave"))).Lines.Select(l => l.Code));
        Assert.Equal(CellOutcome.AbsentExcused, (await world.SettledAsync(with.Child, 5))[^1].Outcome);
        // A day that an agent sets right is no leave any more.
        var cell = (await world.CellAsync(Pays, with.Child, Care, Monday14))!;
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await world.Agent(Pays).PostAsJsonAsync(
            $"{with.Api}/checks/correct", new CorrectCell(with.Child, Care, Monday14, CellState.AbsentExcused, cell.Version, "Erreur de saisie")));
        Assert.Equal(CellState.AbsentExcused, (await with.SeeAsync(Care, Monday14))!.State);
        Assert.Equal(1, Assert.Single(await with.Parent.GetAsAsync<ContractView[]>($"{with.Api}/contracts")).LeaveTaken);
    }

    [Fact]
    public async Task Contracts_of_one_service_do_not_overlap_and_are_the_agents_to_give()
    {
        var family = await World.AddFamilyAsync(Pays, Care);
        var agent = World.Agent(Pays);
        var first = await agent.PostAsAsync<ContractView[]>($"{family.Api}/contracts", Give(family, 5));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "contract.overlaps",
            await agent.PostAsJsonAsync($"{family.Api}/contracts", Give(family, 5) with { From = new DateOnly(2027, 1, 1) }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "contract.hours",
            await agent.PostAsJsonAsync($"{family.Api}/contracts", Give(family, 5) with { Hours = [Week[0], Week[0]] }));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden", await family.Parent.PostAsJsonAsync($"{family.Api}/contracts", Give(family, 5)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "contract.hours",
            await agent.PostAsJsonAsync($"{family.Api}/contracts/{first[0].Id}/end", new EndContract(new DateOnly(2020, 12, 31))));
        await agent.PostAsAsync<ContractView[]>($"{family.Api}/contracts/{first[0].Id}/end", new EndContract(new DateOnly(2026, 12, 31)));
        Assert.Equal(2, (await agent.PostAsAsync<ContractView[]>($"{family.Api}/contracts", Give(family, 5) with { From = new DateOnly(2027, 1, 1) })).Length);
    }

    [Theory]
    [InlineData("16:30", "18:00", 0)]
    [InlineData("16:40", "17:50", 0)]
    [InlineData("16:15", "18:20", 35)]
    [InlineData("18:10", "18:40", 30)]
    [InlineData("18:40", "18:10", 0)]
    public void Hours_outside_the_contract_are_counted_from_the_clock(string arrival, string departure, int extra)
    {
        var contract = new ChildContract
        {
            FamilyId = Guid.Empty,
            ChildId = Guid.Empty,
            Service = Care,
            From = new DateOnly(2026, 9, 1),
            Week = ChildContract.Write(Week),
            LeaveDays = 0,
            By = ""
        };

        Assert.Equal(extra, contract.ExtraMinutes(Monday14, Time(arrival), Time(departure)));
        Assert.Equal(Week, contract.Hours());
    }

    [Fact]
    public async Task Who_leaves_after_the_hours_of_the_contract_is_shown_and_billed_so()
    {
        const string Unit = "accueil-regulier";
        var day = new DateOnly(2026, 12, 7);
        var family = await World.AddFamilyAsync("harmonie", "multi-accueil");
        var agent = World.Agent("harmonie");
        await agent.PostAsAsync<ContractView[]>(
            $"{family.Api}/contracts", new GiveContract(family.Family, family.Child, "multi-accueil", new DateOnly(2026, 9, 1), null,
                [new(DayOfWeek.Monday, new TimeOnly(8, 30), new TimeOnly(16, 30))], 5));
        var now = World.Service.Clock.GetUtcNow().UtcDateTime;

        var answers = await agent.PostAsAsync<MarksResult>($"{family.Api}/roll/marks", new SendMarks("Tablette", now, [
            new NewMark(Guid.NewGuid(), family.Child, Unit, day, MarkKind.Arrival, now, new TimeOnly(8, 30)),
            new NewMark(Guid.NewGuid(), family.Child, Unit, day, MarkKind.Departure, now, new TimeOnly(17, 10))]));

        Assert.All(answers.Results, r => Assert.True(r.Kept, r.Text));
        Assert.Equal(CellState.ExtraHours, (await family.SeeAsync(Unit, day))!.State);
        var settled = (await World.SettledAsync(family.Child, 1))[^1];
        Assert.Equal((CellOutcome.PresentUnbooked, 8.75m), (settled.Outcome, settled.Hours));
    }

    [Fact]
    public async Task Leave_hours_beyond_the_contract_and_a_contradiction_stand_in_one_month_each_with_its_state_and_its_reason()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        const string Unit = "accueil-regulier";
        var (beyond, leave, sunday) = (new DateOnly(2026, 12, 7), Monday14, new DateOnly(2026, 12, 20));
        var family = await world.AddFamilyAsync("harmonie", "multi-accueil");
        var agent = world.Agent("harmonie");
        await agent.PostAsAsync<ContractView[]>(
            $"{family.Api}/contracts", new GiveContract(family.Family, family.Child, "multi-accueil", new DateOnly(2026, 9, 1), null,
                [new(DayOfWeek.Monday, new TimeOnly(8, 30), new TimeOnly(16, 30))], 5));
        var now = world.Service.Clock.GetUtcNow().UtcDateTime;
        await agent.PostAsAsync<MarksResult>($"{family.Api}/roll/marks", new SendMarks("Tablette", now, [
            new NewMark(Guid.NewGuid(), family.Child, Unit, beyond, MarkKind.Arrival, now, new TimeOnly(8, 30)),
            new NewMark(Guid.NewGuid(), family.Child, Unit, beyond, MarkKind.Departure, now, new TimeOnly(17, 10))]));
        await world.PutBookedAsync(family, Unit, leave);
        await world.PutBookedAsync(family, Unit, sunday);

        var asked = await family.AskAsync(family.Absent(Unit, leave, "leave"));

        Assert.Equal([LineOutcome.Excused], asked.Lines.Select(l => l.Outcome));
        foreach (var (day, state) in new[] { (beyond, CellState.ExtraHours), (leave, CellState.Leave), (sunday, CellState.Error) })
        {
            Assert.Equal(state, (await family.SeeAsync(Unit, day))!.State);
            var why = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{Unit}/{day:yyyy-MM-dd}/why");
            Assert.True(why.State == state && why.Answer.Length > 10, $"{day}: {why.State} {why.Answer}");
        }
    }

    [Fact]
    public async Task A_day_that_contradicts_itself_is_shown_to_the_family_as_being_looked_at()
    {
        var sunday = new DateOnly(2027, 1, 10);
        var family = await World.AddFamilyAsync(Pays, Meal);
        await World.Service.InTenantAsync(Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            db.Cells.Add(Cell.Of(family.Family, family.Child, Meal, sunday).Put(BookingState.Confirmed));
            return await db.SaveChangesAsync();
        });

        Assert.Equal(CellState.Error, (await family.SeeAsync(Meal, sunday))!.State);
        var why = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{Meal}/{sunday:yyyy-MM-dd}/why");
        Assert.Equal((CellState.Error, "À vérifier : le service vérifie ce jour, vous n’avez rien à faire."), (why.State, why.Answer));
    }

    [Fact]
    public async Task What_contradicts_itself_is_listed_and_set_right_with_a_trace_and_the_bill_follows()
    {
        var family = await World.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));
        await World.Service.InTenantAsync(Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            return await db.Enrolments.Where(e => e.FamilyId == family.Family).ExecuteDeleteAsync();
        });
        var agent = World.Agent(Pays);

        var wrong = Assert.Single((await agent.GetAsAsync<CheckList>($"{family.Api}/checks")).Items, c => c.ChildId == family.Child);
        Assert.Equal(("not-enrolled", "L’enfant n’est pas inscrit à ce service le lundi 14 décembre.", CellState.Booked),
            (wrong.Kind, wrong.Text, wrong.State));
        var correct = new CorrectCell(wrong.ChildId, wrong.Unit, wrong.Date, CellState.Free, wrong.Version, "Inscription terminée par erreur de saisie");
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "cell.changed",
            await agent.PostAsJsonAsync($"{family.Api}/checks/correct", correct with { Version = 99 }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "state.unknown",
            await agent.PostAsJsonAsync($"{family.Api}/checks/correct", correct with { State = CellState.Error }));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await agent.PostAsJsonAsync($"{family.Api}/checks/correct", correct));

        Assert.DoesNotContain((await agent.GetAsAsync<CheckList>($"{family.Api}/checks")).Items, c => c.ChildId == family.Child);
        Assert.Equal(0, await World.TakenAsync(Pays, Meal, Monday14));
        Assert.Equal(CellOutcome.None, (await World.SettledAsync(family.Child, 2))[^1].Outcome);
        var why = await agent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/{Meal}/2026-12-14/why?family={family.Family}");
        Assert.Contains(
            why.Facts, f =>
                f.Text == "Corrigé : « Non réservé » au lieu de « Réservé ». Inscription terminée par erreur de saisie"
                    && f.By == "Sophie Perrin, service e-enfance");
    }

    private static GiveContract Give(Household family, int leave) => new(family.Family, family.Child, Care, new DateOnly(2026, 9, 1), null, Week, leave);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class ContractsOnSqlite(SharedWorld shared) : ContractTests(shared, TestDatabase.Sqlite);

public sealed class ContractsOnSqlServer(SharedWorld shared) : ContractTests(shared, TestDatabase.SqlServer);
