using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class MonthTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    [Fact]
    public async Task A_month_shows_every_row_and_leaves_out_what_can_not_be()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi", "alsh-vacances");

        var month = await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2026-12");

        Assert.Equal(("2026-12", new DateOnly(2026, 12, 8), 31), (month.Month, month.Today, month.Days.Length));
        var rows = month.Children.Single().Rows;
        Assert.Equal(
            ["alsh-mercredi-apres-midi", "alsh-mercredi-journee", "alsh-vacances-apres-midi", "alsh-vacances-journee", "alsh-vacances-matin", "restauration"],
            rows.Select(r => r.Unit));
        Assert.Equal([1, 3, 4, 7, 8, 10, 11, 14, 15, 17, 18], rows.Single(r => r.Unit == Canteen).Cells.Select(c => c.Day));
        Assert.Equal([2, 9, 16], rows[0].Cells.Select(c => c.Day));
        Assert.Equal([21, 22, 23], rows[2].Cells.Select(c => c.Day));
        Assert.Equal(["accueil-de-loisirs", "garderie-periscolaire"], month.Facilities.Select(f => f.Key));
        Assert.Equal(["alsh-mercredi", "alsh-vacances", "restauration"], month.Services.Select(s => s.Key));
        Assert.All(rows, r => Assert.Equal("DUPONT Jean", r.Payer));
    }

    [Fact]
    public async Task Days_carry_the_flags_of_holidays_and_closures()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        var days = (await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2026-12")).Days;

        static string Say(MonthDay day) => $"{string.Concat(day.Flags)}|{(day.Closed ? "closed" : "open")}|{day.Label}";
        Assert.Equal(["|open|", "P|open|Vacances de Noël", "PF|closed|Fermeture de Noël"], new[] { 18, 21, 25 }.Select(d => Say(days[d - 1])));
    }

    [Fact]
    public async Task Each_cell_says_what_may_be_done_and_until_when()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");

        var free = await family.SeeAsync(Canteen, Monday14);
        var today = await family.SeeAsync(Canteen, new DateOnly(2026, 12, 8));
        var wednesday = await family.SeeAsync("alsh-mercredi-journee", Wednesday16);
        var lateWednesday = await family.SeeAsync("alsh-mercredi-journee", new DateOnly(2026, 12, 9));

        Assert.Equal((CellState.Free, CellActions.Book, new DateTime(2026, 12, 10, 12, 0, 0), null), (free!.State, free.Actions, free.Until, free.Blocked));
        Assert.Equal((CellState.Locked, CellActions.None, null, "deadline.passed"), (today!.State, today.Actions, today.Until, today.Blocked));
        Assert.Equal((CellState.Free, CellActions.Book | CellActions.NeedsAgent, new DateTime(2026, 12, 10, 12, 0, 0)),
            (wednesday!.State, wednesday.Actions, wednesday.Until));
        Assert.Equal((CellState.Free, CellActions.Book | CellActions.NeedsAgent | CellActions.Late), (lateWednesday!.State, lateWednesday.Actions));
    }

    [Fact]
    public async Task The_home_page_has_in_one_call_the_days_to_come_and_what_waits()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");
        await family.AskAsync(family.Book(Canteen, Monday14));
        var asked = await family.AskAsync(family.Book("alsh-mercredi-journee", Wednesday16));

        var home = await family.Parent.GetAsAsync<PlanningHome>($"{family.Api}/home");

        var month = await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month");
        var coming = Assert.Single(home.Months);
        Assert.Equal((month.Month, month.Days.Length), (coming.Month, coming.Days.Length));
        Assert.Equal(month.Children[0].Rows.SelectMany(r => r.Cells.Where(c => c.Day is >= 8 and <= 20)), coming.Children[0].Rows.SelectMany(r => r.Cells));
        Assert.Equal(asked.Number, Assert.Single(home.Waiting).Number);
        Assert.Empty(home.Offers);
        Assert.Empty(home.Evidence);
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden", await World.Agent(Biviers).GetAsync($"{family.Api}/home"));
    }

    [Fact]
    public async Task A_late_day_that_can_still_be_booked_for_more_says_so_and_one_in_time_does_not()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Biviers, d =>
        {
            var book = d["rules"]!["periscolaire"]![0]!["deadlines"]!["book"]!;
            book["late"] = "surcharge";
        });
        var family = await world.AddFamilyAsync(Biviers, Canteen);

        var late = await family.SeeAsync(Canteen, new DateOnly(2026, 12, 8));
        var inTime = await family.SeeAsync(Canteen, Monday14);

        Assert.Equal((CellState.Free, CellActions.Book, true), (late!.State, late.Actions, late.Late));
        Assert.Equal((CellState.Free, CellActions.Book, false), (inTime!.State, inTime.Actions, inTime.Late));
        var receipt = await family.AskAsync(family.Book(Canteen, new DateOnly(2026, 12, 8)), family.Book(Canteen, Monday14));
        Assert.Equal([("booked.late", true), ("booked", false)], receipt.Lines.Select(l => (l.Code, l.Dearer)));
    }

    [Fact]
    public async Task What_a_family_reads_of_a_surcharge_is_what_the_bill_is_told_also_where_an_agent_decides_since_the_day_is_full()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Biviers, d =>
        {
            var rule = d["rules"]!["periscolaire"]![0]!;
            rule["deadlines"]!["book"]!["late"] = "surcharge";
            rule["full"] = "toAgent";
            foreach (var pool in d["facilities"]!.AsArray().SelectMany(f => f!["pools"]!.AsArray()))
            {
                pool!["capacity"] = 0;
            }
        });
        var family = await world.AddFamilyAsync(Biviers, Canteen);

        var asked = await family.AskAsync(family.Book(Canteen, new DateOnly(2026, 12, 8)), family.Book(Canteen, Monday14));
        Assert.Equal([("pending.full", true), ("pending.full", false)], asked.Lines.Select(l => (l.Code, l.Dearer)));
        var agent = world.Agent(Biviers);
        var queued = Assert.Single((await agent.GetAsAsync<QueuePage>($"/api/{Biviers}/planning/queue")).Items);
        Assert.Equal([true, false], queued.Lines.Select(l => l.Dearer));

        var (late, inTime) = (await world.CellAsync(Biviers, family.Child, Canteen, new DateOnly(2026, 12, 8)),
            await world.CellAsync(Biviers, family.Child, Canteen, Monday14));
        Assert.Equal((true, false), (late!.Late, inTime!.Late));
    }

    [Theory]
    [InlineData("month=2026-13")]
    [InlineData("month=0001-01")]
    [InlineData("month=9999-12")]
    [InlineData("month=decembre")]
    public async Task A_month_that_is_none_is_refused(string query)
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "month.invalid", await family.Parent.GetAsync($"{family.Api}/month?{query}"));
    }

    [Fact]
    public async Task Enrolments_are_listed_with_their_payer()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");

        var enrolments = await family.Parent.GetAsAsync<EnrolmentView[]>($"{family.Api}/enrolments");

        Assert.Equal([("alsh-mercredi", "DUPONT Jean", "Louise"), (Canteen, "DUPONT Jean", "Louise")], enrolments.Select(e => (e.Service, e.Payer, e.Child)));
    }

    [Fact]
    public async Task Requests_are_listed_by_type_status_and_date()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");
        await family.AskAsync(family.Book(Canteen, Monday14));
        await family.AskAsync(family.Absent(Canteen, Monday14));
        await family.AskAsync(family.Book("alsh-mercredi-journee", Wednesday16));

        async Task<int> CountAsync(string query) => (await family.Parent.GetAsAsync<RequestPage>($"{family.Api}/requests?{query}")).Total;

        Assert.Equal(
            (3, 1, 1, 2,
                0), (await CountAsync(""), await CountAsync("type=absence"), await CountAsync("status=Pending"), await CountAsync("status=accepted"),
                    await CountAsync("since=2026-12-10")));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "status.unknown", await family.Parent.GetAsync($"{family.Api}/requests?status=7"));
    }

    [Fact]
    public async Task Why_answers_first_then_tells_the_facts_the_rules_and_the_places()
    {
        var family = await World.AddFamilyAsync(Biviers, "garderie-matin");
        var receipt = await family.AskAsync(family.Book("garderie-matin", Tuesday15));

        var why = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/garderie-matin/2026-12-15/why");
        var none = await family.Parent.GetAsAsync<WhyView>($"{family.Api}/cells/{family.Child}/garderie-matin/2026-12-08/why");

        Assert.Equal(
            $"Réservé : demande n° {receipt.Number} de Jean Dupont, le mardi 8 décembre à 9\u00a0h\u00a010. Annulable jusqu’au vendredi 11 décembre à 12\u00a0h.",
            why.Answer);
        Assert.Equal("Vous pouvez annuler ou déclarer une absence jusqu’au vendredi 11 décembre à 12\u00a0h.", why.WhatNow);
        Assert.Equal((CellState.Booked, new DateTime(2026, 12, 11, 12, 0, 0)), (why.State, why.Until));
        Assert.Equal([receipt.Number, receipt.Number, null], why.Facts.Select(f => f.RequestNumber));
        var rule = why.Rules.Single(r => r.Kind == "book");
        Assert.Equal("Réserver au plus tard l’avant-veille ouvrée à 12\u00a0h. Après, la demande est refusée.", rule.Sentence);
        Assert.Equal((new DateTime(2026, 12, 11, 12, 0, 0), new DateOnly(2026, 9, 1)), (rule.Deadline, rule.ValidFrom));
        Assert.True(rule.SettingsVersion > 0);
        Assert.Equal(("Garderie du matin, 6 à 12 ans", 28, 1), (why.Pools[0].Label, why.Pools[0].Capacity, why.Pools[0].Taken));
        Assert.StartsWith("La limite est passée : c’était le vendredi 4 décembre à 12\u00a0h.", none.Answer, StringComparison.Ordinal);
        Assert.Null(none.WhatNow);
    }

    [Fact]
    public async Task The_day_list_says_who_is_expected_where()
    {
        var family = await World.AddFamilyAsync(Pays, "chatte-restauration", "chatte-garderie-soir");
        await family.AskAsync(family.Book("chatte-restauration", Monday14), family.Book("chatte-garderie-soir", Monday14));
        await family.AskAsync(family.Absent("chatte-garderie-soir", Monday14));
        var agent = World.Agent(Pays, Permissions.Attendance);

        var day = await agent.GetAsAsync<DayView>($"{family.Api}/day?date=2026-12-14");

        var meals = day.Services.Single(s => s.Service == "chatte-restauration");
        var child = Assert.Single(meals.Children);
        Assert.Equal(("Louise", "DUPONT", "CE2", CellState.Booked, "DUPONT Jean"),
            (child.FirstName, child.LastName, child.Grade, child.State, child.FamilyName));
        Assert.Equal((1, 96), (meals.Pools.Single().Taken, meals.Pools.Single().Capacity));
        Assert.Equal(CellState.AbsentExcused, day.Services.Single(s => s.Service == "chatte-garderie-soir").Children.Single().State);
        Assert.Equal((new DateOnly(2026, 12, 11), new DateOnly(2026, 12, 15)), (day.Previous, day.Next));
        Assert.Single((await agent.GetAsAsync<DayView>($"{family.Api}/day?date=2026-12-14&service=chatte-restauration")).Services);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "service.unknown", await agent.GetAsync($"{family.Api}/day?service=piscine"));
    }
}

public sealed class MonthOnSqlite(SharedWorld shared) : MonthTests(shared, TestDatabase.Sqlite);

public sealed class MonthOnSqlServer(SharedWorld shared) : MonthTests(shared, TestDatabase.SqlServer);
