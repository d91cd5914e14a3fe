using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Leave of a contract over a period, in a commune where it is told until the eve (F-94). Today is Tuesday 8 December.</summary>
public abstract class LeaveTests(TestDatabase database) : IAsyncLifetime
{
    private const string Care = "bessins-garderie-soir";
    private static readonly DateOnly Monday = new(2026, 12, 14);

    private PlanningWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await PlanningWorld.StartAsync(database);
        await _world.ChangeSettingsAsync(
            PlanningWorld.Pays, d =>
                d["absenceReasons"]!.AsArray()
                    .Add(new JsonObject { ["key"] = "leave", ["label"] = "Congé", ["leave"] = true, ["services"] = new JsonArray(Care) }));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_leave_over_a_period_says_day_by_day_what_counts_what_does_not_and_what_remains()
    {
        var family = await WithContractAsync(leave: 3);
        await family.AskAsync([.. new[] { 14, 15, 17, 18 }.Select(d => family.Book(Care, new DateOnly(2026, 12, d)))]);

        var preview = await family.Parent.PostAsAsync<LeavePreview>($"{family.Api}/leave/preview", await AskAsync(family, 12, 18));

        Assert.Equal("closed closed counts counts closed counts refused", string.Join(' ', preview.Days.Select(d => d.Kind)));
        Assert.Equal("Les jours de congé du contrat sont tous pris. Écrivez au service.", preview.Days[^1].Text);
        Assert.Equal((3, 0), (preview.Counted, preview.Left));
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Care, Monday))!.State);
    }

    [Fact]
    public async Task Leave_asked_twice_is_one_request_counts_once_and_is_taken_back_day_by_day()
    {
        var family = await WithContractAsync(leave: 10);
        await family.AskAsync(family.Book(Care, Monday), family.Book(Care, Monday.AddDays(1)));
        var ask = await AskAsync(family, 14, 20) with { Comment = "Vacances" };

        var receipt = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/leave", ask);
        var again = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/leave", ask);

        Assert.Equal((receipt.Id, "absence.excused absence.excused"), (again.Id, string.Join(' ', receipt.Lines.Select(l => l.Code))));
        var taken = (await ViewAsync(family)).Contracts[0];
        Assert.Equal((2, 8), (taken.Contract.LeaveTaken, taken.Left));
        Assert.Equal([Monday, Monday.AddDays(1)], taken.Days.Select(d => d.Date));
        Assert.Equal(new DateTime(2026, 12, 12, 23, 59, 0), taken.Days[0].UndoUntil);

        await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}/cancel", new UndoLines(taken.Days[0].Lines));

        Assert.Equal([Monday.AddDays(1)], (await ViewAsync(family)).Contracts[0].Days.Select(d => d.Date));
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Care, Monday))!.State);
        var preview = await family.Parent.PostAsAsync<LeavePreview>($"{family.Api}/leave/preview", await AskAsync(family, 14, 15));
        Assert.Equal("counts leave", string.Join(' ', preview.Days.Select(d => d.Kind)));
    }

    [Fact]
    public async Task After_the_limit_leave_goes_to_an_agent_who_may_give_it_with_a_reason()
    {
        var tomorrow = new DateOnly(2026, 12, 10);
        var family = await WithContractAsync(leave: 5);
        await _world.PutBookedAsync(family, Care, tomorrow);
        _world.Service.Clock.Advance(TimeSpan.FromDays(1));
        var ask = await AskAsync(family, 10, 10);

        var forParent = await family.Parent.PostAsAsync<LeavePreview>($"{family.Api}/leave/preview", ask);
        var forAgent = await _world.Agent(family.Tenant).PostAsAsync<LeavePreview>($"{family.Api}/leave/preview", ask with { Family = family.Family });
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "exception.agents-only",
            await family.Parent.PostAsJsonAsync($"{family.Api}/leave", ask with { OverrideReason = "Parce que" }));
        var given = await _world.Agent(family.Tenant)
            .PostAsAsync<Receipt>($"{family.Api}/leave", ask with { Family = family.Family, OverrideReason = "Prévenu par téléphone vendredi" });

        Assert.NotEqual("counts", Assert.Single(forParent.Days).Kind);
        Assert.False(forParent.Days[0].Lifted);
        Assert.True(Assert.Single(forAgent.Days).Lifted);
        Assert.Equal(("absence.exception", "Prévenu par téléphone vendredi"), (given.Lines[0].Code, given.OverrideReason));
        Assert.Equal(CellState.Leave, (await family.SeeAsync(Care, tomorrow))!.State);
    }

    [Fact]
    public async Task A_child_who_came_all_the_same_took_no_leave_and_hours_beyond_the_contract_are_summed_by_month()
    {
        var today = new DateOnly(2026, 12, 8);
        var family = await WithContractAsync(leave: 5);
        await _world.PutBookedAsync(family, Care, today);
        await _world.Agent(family.Tenant)
            .PostAsAsync<Receipt>($"{family.Api}/leave", await AskAsync(family, 8, 8) with { Family = family.Family, OverrideReason = "Prévenu hier" });
        Assert.Equal(1, (await ViewAsync(family)).Contracts[0].Contract.LeaveTaken);

        var now = _world.Service.Clock.GetUtcNow().UtcDateTime;
        NewMark Mark(MarkKind kind, string time) => new(Guid.NewGuid(), family.Child, Care, today, kind, now, TimeOnly.Parse(time, null));
        await _world.Agent(family.Tenant)
            .PostAsAsync<MarksResult>($"{family.Api}/roll/marks",
                new SendMarks("T", now, [Mark(MarkKind.Arrival, "16:30"), Mark(MarkKind.Departure, "18:20")]));

        var contract = (await ViewAsync(family)).Contracts[0];
        Assert.Equal((0, 0), (contract.Contract.LeaveTaken, contract.Days.Length));
        Assert.Equal([new ExtraMonth("2026-12", 20, 1)], contract.Extra);
    }

    [Fact]
    public async Task What_is_no_leave_is_refused_with_a_code_and_contracts_of_others_are_not_found()
    {
        var (family, other) = (await WithContractAsync(leave: 5), await WithContractAsync(leave: 5));
        var ask = await AskAsync(family, 14, 18);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "leave.empty", await family.Parent.PostAsJsonAsync($"{family.Api}/leave", ask));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "leave.period",
            await family.Parent.PostAsJsonAsync($"{family.Api}/leave", ask with { Until = new DateOnly(2026, 12, 13) }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "leave.period",
            await family.Parent.PostAsJsonAsync($"{family.Api}/leave/preview", ask with { Until = new DateOnly(2027, 6, 1) }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "leave.reason",
            await family.Parent.PostAsJsonAsync($"{family.Api}/leave", ask with { Reason = "medical" }));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await other.Parent.PostAsJsonAsync($"{family.Api}/leave/preview", ask));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await other.Parent.GetAsync($"{family.Api}/leave?family={family.Family}"));
    }

    private async Task<Household> WithContractAsync(int leave)
    {
        var family = await _world.AddFamilyAsync(PlanningWorld.Pays, Care);
        ContractDay[] week = [.. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Thursday,
            DayOfWeek.Friday }.Select(d => new ContractDay(d, new TimeOnly(16, 30), new TimeOnly(18, 0)))];
        await _world.Agent(family.Tenant)
            .PostAsAsync<ContractView[]>($"{family.Api}/contracts",
                new GiveContract(family.Family, family.Child, Care, new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31), week, leave));
        return family;
    }

    private static async Task<AskLeave> AskAsync(Household family, int from, int until) =>
        new(Guid.NewGuid(), (await ViewAsync(family)).Contracts[0].Contract.Id, new DateOnly(2026, 12, from), new DateOnly(2026, 12, until));

    private static Task<LeaveView> ViewAsync(Household family) => family.Parent.GetAsAsync<LeaveView>($"{family.Api}/leave");
}

public sealed class LeaveOnSqlite() : LeaveTests(TestDatabase.Sqlite);

public sealed class LeaveOnSqlServer() : LeaveTests(TestDatabase.SqlServer);
