using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What comes after the limits: until the order, and absences where nothing is said of them.</summary>
public abstract class LateTests(TestDatabase database)
{
    private const string Biviers = PlanningWorld.Biviers;
    private const string Day = "alsh-mercredi-journee";
    private static readonly DateOnly Wednesday = new(2026, 12, 9);

    [Fact]
    public async Task Late_bookings_end_when_the_day_is_ordered_and_absences_do_not()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        // As the commune's file has it: ordered on the day itself, at nine.
        var (late, later, booked) = (await AddAsync(world), await AddAsync(world), await AddAsync(world));
        await world.PutBookedAsync(booked, Day, Wednesday);
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 9, 7, 59, 0, TimeSpan.Zero));

        var before = (await later.SeeAsync(Day, Wednesday))!;
        Assert.Equal((CellActions.Book | CellActions.NeedsAgent | CellActions.Late, new DateTime(2026, 12, 9, 9, 0, 0)), (before.Actions, before.Until));
        Assert.Equal("pending.late", (await late.AskAsync(late.Book(Day, Wednesday))).Lines[0].Code);

        world.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        var after = (await later.SeeAsync(Day, Wednesday))!;
        Assert.Equal((CellActions.None, "ordered"), (after.Actions, after.Blocked));
        var refused = (await later.AskAsync(later.Book(Day, Wednesday))).Lines[0];
        Assert.Equal("refused.ordered", refused.Code);
        Assert.Contains("mercredi 9 décembre à 9 h", refused.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal("refused.ordered", (await booked.AskAsync(booked.Cancel(Day, Wednesday))).Lines[0].Code);
        Assert.Equal("absence.evidence", (await booked.AskAsync(booked.Absent(Day, Wednesday))).Lines[0].Code);
        // An agent who says why still can.
        var exception = await world.Agent(Biviers).PostAsAsync<Receipt>($"{later.Api}/requests",
            new SubmitRequest(Guid.NewGuid(), [later.Book(Day, Wednesday)], Family: later.Family, OverrideReason: "Parent hospitalisé."));
        Assert.Equal("booked.exception", exception.Lines[0].Code);
    }

    [Fact]
    public async Task A_rule_that_says_nothing_of_absences_takes_the_hour_of_cancelling_and_not_its_refusal()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ChangeSettingsAsync(Biviers, document =>
        {
            var deadlines = document["rules"]!["mercredi"]![0]!["deadlines"]!.AsObject();
            deadlines.Remove("absence");
            Assert.Equal("refuse", (string?)deadlines["cancel"]!["late"] ?? "refuse");
        });
        var family = await AddAsync(world);
        await world.PutBookedAsync(family, Day, Wednesday);

        Assert.Equal("refused.deadline", (await family.AskAsync(family.Cancel(Day, Wednesday))).Lines[0].Code);
        Assert.Equal("absence.evidence", (await family.AskAsync(family.Absent(Day, Wednesday))).Lines[0].Code);
    }

    [Fact]
    public async Task A_package_of_a_week_that_is_too_short_and_late_bookings_without_end_are_found_when_checked()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent("croc-vacances");
        const string Api = "/api/croc-vacances/planning/settings/draft";
        var draft = await agent.GetAsAsync<SettingsDraftView>(Api);
        Assert.DoesNotContain(draft.Findings, f => f.Code == "week.short" && f.Text.Contains("au prix d’une semaine entière", StringComparison.Ordinal));

        var path = "facilities/" + draft.Document.GetProperty("facilities").EnumerateArray()
            .First(f => f.GetProperty("services").EnumerateArray().Any(s => s.GetProperty("key").GetString() == "croc-vacances")).GetProperty("key")
            .GetString();
        var change = new DraftChange(path + "/services/croc-vacances/units/croc-semaine/weekDays", null);
        var after = await (await agent.PatchAsJsonAsync(Api,
            new ChangeDraft(draft.Revision, [change, change with { Path = path + "/services/croc-vacances/units/croc-semaine-courte" }])))
            .ReadAsync<SettingsDraftView>();

        Assert.Contains(after.Findings, f => f.Code == "week.short" && f.Text.Contains("au prix d’une semaine entière", StringComparison.Ordinal));
        Assert.Contains((await world.Agent(Biviers).GetAsAsync<SettingsDraftView>($"/api/{Biviers}/planning/settings/draft")).Findings,
            f => f.Code == "late.endless");
    }

    private static Task<Household> AddAsync(PlanningWorld world) => world.AddFamilyAsync(Biviers, "alsh-mercredi");
}

public sealed class LateOnSqlite() : LateTests(TestDatabase.Sqlite);

public sealed class LateOnSqlServer() : LateTests(TestDatabase.SqlServer);
