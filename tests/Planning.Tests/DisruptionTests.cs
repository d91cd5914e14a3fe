using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class DisruptionTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Meal = "bessins-restauration";
    private const string Api = $"/api/{Pays}/planning/disruptions";

    [Fact]
    public async Task Only_families_with_an_address_count_as_told_and_the_others_are_to_be_called()
    {
        var day = new DateOnly(2027, 2, 1);
        var (told, silent, refuses) = (await World.AddFamilyAsync(Pays, Meal), await World.AddFamilyAsync(Pays, Meal), await World.AddFamilyAsync(Pays, Meal));
        foreach (var (family, consent) in new[] { (told, true), (refuses, false) })
        {
            var snapshot = family.Snapshot(2);
            await World.Service.DeliverAsync(snapshot with
            {
                Guardians = [snapshot.Guardians[0] with { Email = "parent@example.fr", EmailConsent = consent }]
            });
        }

        foreach (var family in (Household[])[told, silent, refuses])
        {
            await World.PutBookedAsync(family, Meal, day);
        }

        var preview = await World.Agent(Pays).PostAsAsync<DisruptionPreview>($"{Api}/preview", Strike(day, DisruptionEffect.Excuse));
        var applied = await World.Agent(Pays).PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), Strike(day, DisruptionEffect.Excuse)));

        foreach (var list in (DisruptedChild[][])[preview.List, applied.List])
        {
            Assert.Equal([(told.Family, false), (silent.Family, true), (refuses.Family, true)],
                new[] { told, silent, refuses }.Select(f => (f.Family, list.Single(c => c.ChildId == f.Child).ToCall)));
        }

        foreach (var (family, call) in new[] { (told, false), (silent, true), (refuses, true) })
        {
            Assert.Equal(call, (await World.Agent(Pays).GetAsAsync<ReachView>($"/api/{Pays}/planning/reach?family={family.Family}")).ToCall);
        }

        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.NotFound,
            await World.Agent(Pays).GetAsync($"/api/{Pays}/planning/reach?family={Guid.NewGuid()}"));
    }

    [Fact]
    public async Task A_strike_is_previewed_applied_told_and_undone_as_one_act()
    {
        var day = new DateOnly(2027, 1, 11);
        var (booked, pending, other) = (await World.AddFamilyAsync(Pays, Meal), await World.AddFamilyAsync(Pays, Meal), await World.AddFamilyAsync(Pays, Meal));
        await booked.AskAsync(booked.Book(Meal, day));
        await other.AskAsync(other.Book(Meal, day.AddDays(1)));
        await SeedAsync(pending, day, BookingState.Pending);
        var plan = Strike(day, DisruptionEffect.Close);

        var preview = await World.Agent(Pays).PostAsAsync<DisruptionPreview>($"{Api}/preview", plan);
        var applied = await World.Agent(Pays).PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), plan));

        Assert.Equal((2, 2, 2, 0), (preview.Cells, preview.Children, preview.Families, preview.Present));
        Assert.Equal(preview.List.Select(c => c.ChildId).Order(), applied.List.Select(c => c.ChildId).Order());
        Assert.Equal(0, await World.TakenAsync(Pays, Meal, day));
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused], (await World.SettledAsync(booked.Child, 2)).Select(c => c.Outcome));
        Assert.Equal(CellState.AbsentExcused, (await booked.SeeAsync(Meal, day))!.State);
        Assert.Equal(CellState.Refused, (await pending.SeeAsync(Meal, day))!.State);
        Assert.Equal(CellState.Booked, (await other.SeeAsync(Meal, day.AddDays(1)))!.State);
        Assert.Equal((LineOutcome.Refused, "refused.closed"), Answer(await other.AskAsync(other.Book(Meal, day))));
        var notice = Assert.Single(await NoticesAsync(booked, 1));
        Assert.Equal(("disruption", "Grève du personnel, le 11 janvier 2027", "planning?mois=2027-01"), (notice.Kind, notice.Subject, notice.Path));
        Assert.Contains("Pour Louise, ces jours ne seront pas facturés.", notice.Text, StringComparison.Ordinal);
        var month = await booked.Parent.GetAsAsync<MonthView>($"{booked.Api}/month?month=2027-01");
        Assert.Contains("Grève du personnel", Assert.Single(month.Disruptions!, d => d.First == day).Text, StringComparison.Ordinal);
        Assert.Equal((true, "Grève du personnel"), (month.Days[10].Closed, month.Days[10].Label));
        var why = await booked.Parent.GetAsAsync<WhyView>($"{booked.Api}/cells/{booked.Child}/{Meal}/{day:yyyy-MM-dd}/why");
        Assert.Contains("Annoncé par Sophie Perrin, service e-enfance", why.Answer, StringComparison.Ordinal);
        Assert.Contains("Grève", Assert.Single((await World.Agent(Pays).GetAsAsync<DayView>($"/api/{Pays}/planning/day?date={day:yyyy-MM-dd}")).Notices!),
            StringComparison.Ordinal);

        var undone = await World.Agent(Pays).PostAsAsync<DisruptionView>($"{Api}/{applied.Id}/undo", new { });
        await World.Agent(Pays).PostAsAsync<DisruptionView>($"{Api}/{applied.Id}/undo", new { });

        Assert.All(undone.List, c => Assert.Equal("restored", c.Outcome));
        Assert.Equal(CellState.Booked, (await booked.SeeAsync(Meal, day))!.State);
        Assert.Equal(CellState.Pending, (await pending.SeeAsync(Meal, day))!.State);
        Assert.Equal(1, await World.TakenAsync(Pays, Meal, day));
        Assert.Equal(CellOutcome.Booked, (await World.SettledAsync(booked.Child, 3))[^1].Outcome);
        Assert.Equal((LineOutcome.Booked, "booked"), Answer(await other.AskAsync(other.Book(Meal, day))));
        Assert.Equal(2, (await NoticesAsync(booked, 2)).Count);
    }

    [Fact]
    public async Task The_same_key_applies_once()
    {
        var day = new DateOnly(2027, 1, 18);
        var family = await World.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, day));
        var body = new ApplyDisruption(Guid.NewGuid(), Strike(day, DisruptionEffect.Excuse));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => World.Agent(Pays).PostAsJsonAsync(Api, body)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Single((await Task.WhenAll(answers.Select(a => a.ReadAsync<DisruptionView>()))).Select(v => v.Id).Distinct());
        Assert.Equal(2, (await World.SettledAsync(family.Child, 2)).Count);
    }

    [Fact]
    public async Task A_class_trip_excuses_that_class_only_and_the_day_can_be_booked_again()
    {
        var day = new DateOnly(2027, 1, 21);
        var (gone, here) = (await World.AddFamilyAsync(Pays, Meal), await World.AddFamilyAsync(Pays, Meal));
        await gone.AskAsync(gone.Book(Meal, day));
        await here.AskAsync(here.Book(Meal, day));
        await World.Service.DeliverAsync(here.Snapshot(2) with { Children = [here.Snapshot(2).Children[0] with { Grade = "CP" }] });

        await World.Agent(Pays)
            .PostAsAsync<DisruptionView>(
                Api, new ApplyDisruption(Guid.NewGuid(),
                    new DisruptionPlan(day, day, "Sortie scolaire", DisruptionEffect.Excuse, Grades: ["CE2"], Services: [Meal])));

        Assert.Equal(CellState.AbsentExcused, (await gone.SeeAsync(Meal, day))!.State);
        Assert.Equal(CellState.Booked, (await here.SeeAsync(Meal, day))!.State);
        Assert.Equal((LineOutcome.Booked, "booked"), Answer(await gone.AskAsync(gone.Book(Meal, day))));
    }

    [Fact]
    public async Task Undoing_leaves_and_reports_what_changed_since_and_what_lost_its_place()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.SetCapacityAsync(Pays, Meal, 2);
        var day = new DateOnly(2027, 1, 25);
        var (again, lost, newcomer) = (await world.AddFamilyAsync(Pays, Meal), await world.AddFamilyAsync(Pays, Meal), await world.AddFamilyAsync(Pays, Meal));
        await again.AskAsync(again.Book(Meal, day));
        await lost.AskAsync(lost.Book(Meal, day));
        var applied = await world.Agent(Pays).PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), Strike(day, DisruptionEffect.Excuse)));
        await again.AskAsync(again.Book(Meal, day));
        await newcomer.AskAsync(newcomer.Book(Meal, day));

        var undone = await world.Agent(Pays).PostAsAsync<DisruptionView>($"{Api}/{applied.Id}/undo", new { });

        Assert.Equal("changed", undone.List.Single(c => c.ChildId == again.Child).Outcome);
        Assert.Equal("full", undone.List.Single(c => c.ChildId == lost.Child).Outcome);
        Assert.Equal(2, await world.TakenAsync(Pays, Meal, day));
        Assert.Equal(CellState.AbsentExcused, (await lost.SeeAsync(Meal, day))!.State);
    }

    [Fact]
    public async Task A_closed_day_takes_and_offers_nothing_ends_its_waiting_list_and_gives_it_back_when_undone()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ListAsync(Meal, 1, """{"waitingList":{"offer":{"hours":24}}}""");
        var day = new DateOnly(2027, 1, 11);
        var families = await world.AddFamiliesAsync(4, Meal);
        await families[0].AskAsync(families[0].Book(Meal, day));
        await families[1].AskAsync(families[1].Book(Meal, day));
        var third = await families[2].AskAsync(families[2].Book(Meal, day));
        await families[0].AskAsync(families[0].Cancel(Meal, day));
        Assert.Equal([BookingState.None, BookingState.Offered, BookingState.Waitlisted], await world.StatesAsync(families[..3], Meal, day));

        var agent = world.Agent(Pays);
        var applied = await agent.PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), Strike(day, DisruptionEffect.Close)));

        Assert.Equal((2, 0), (applied.Cells, await world.TakenAsync(Pays, Meal, day)));
        Assert.Equal([BookingState.None, BookingState.Refused, BookingState.Refused], await world.StatesAsync(families[..3], Meal, day));
        Assert.Equal((LineOutcome.Refused, "disrupted"), Answer(await families[2].ReadAsync(third.Id)));
        Assert.Equal((0, 0), ((await families[1].OffersAsync()).Offers.Length, (await families[2].OffersAsync()).Waiting.Length));
        Assert.Equal(0, (await agent.GetAsAsync<WaitingListView>($"/api/{Pays}/planning/waiting?service={Meal}")).Total);
        Assert.Equal("refused.closed", Answer(await families[3].AskAsync(families[3].Book(Meal, day))).Code);
        var row = Assert.Single((await agent.GetAsAsync<WeekView>($"/api/{Pays}/planning/week?date={day:yyyy-MM-dd}&service={Meal}")).Services);
        Assert.Equal([false, true], row.Open[..2]);
        Assert.False((await agent.GetAsAsync<RollView>($"/api/{Pays}/planning/roll?date={day:yyyy-MM-dd}&service={Meal}")).Open);
        var told = await Eventually.SeeAsync(
            () =>
                Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == families[2].Family && n.Kind == "disruption")
                    .ToList()),
            n => n.Count == 1);
        Assert.EndsWith("Pour Louise, les demandes qui attendaient une place ces jours-là sont closes. Vous n’avez rien à faire.", told[0].Text,
            StringComparison.Ordinal);

        await agent.PostAsAsync<DisruptionView>($"{Api}/{applied.Id}/undo", new { });

        Assert.Equal([BookingState.None, BookingState.Offered, BookingState.Waitlisted], await world.StatesAsync(families[..3], Meal, day));
        Assert.Equal(1, await world.CheckPlacesAsync(Meal, day, 1));
        Assert.Equal(1, (await families[2].SeeAsync(Meal, day))!.Rank);
        Assert.Equal(RequestStatus.Waiting, (await families[2].ReadAsync(third.Id)).Status);
        await families[1].AnswerAsync("accept");
        Assert.Equal(CellState.Booked, (await families[1].SeeAsync(Meal, day))!.State);
    }

    [Fact]
    public async Task A_week_pattern_leaves_out_a_closed_day_and_says_why()
    {
        var (first, last) = (new DateOnly(2027, 2, 4), new DateOnly(2027, 2, 12));
        var family = await World.AddFamilyAsync(Pays, Meal);
        await World.Agent(Pays).PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), Strike(first, DisruptionEffect.Close)));

        var preview = await family.Parent.PostAsAsync<PatternPreview>($"{family.Api}/requests/pattern/preview",
            new PatternRequest(Guid.NewGuid(), IntentAction.Book, first, [new PatternRow(family.Child, Meal, [4])], PatternEnd.Date, last));

        Assert.Equal(new DateOnly(2027, 2, 11), Assert.Single(preview.Receipt.Lines).Date);
        Assert.Equal("Grève du personnel", Assert.Single(preview.Skipped).Text);
    }

    [Fact]
    public async Task A_reduced_service_changes_nothing_booked_and_tells_each_family_what_to_bring()
    {
        var day = new DateOnly(2027, 1, 28);
        var family = await World.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, day));
        var plan = Strike(day, DisruptionEffect.Reduced);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "disruption.note-missing", await World.Agent(Pays).PostAsJsonAsync($"{Api}/preview", plan));

        await World.Agent(Pays).PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), plan with { Note = "Prévoir un pique-nique." }));

        Assert.Equal(CellState.Booked, (await family.SeeAsync(Meal, day))!.State);
        Assert.Contains("Prévoir un pique-nique.", (await NoticesAsync(family, 1))[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-01-12", "2027-01-11", null, "disruption.days")]
    [InlineData("2027-01-11", "2027-04-11", null, "disruption.days")]
    [InlineData("2030-01-11", "2030-01-11", null, "date.out-of-range")]
    [InlineData("2027-01-11", "2027-01-11", "cantine", "service.unknown")]
    public async Task A_disruption_that_makes_no_sense_is_refused(string first, string last, string? service, string code) =>
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code,
            await World.Agent(Pays).PostAsJsonAsync(Api, new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(
            DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture),
            "Grève", DisruptionEffect.Close, Services: service is null ? null : [service]))));

    [Fact]
    public async Task Eight_hundred_children_are_excused_and_put_back_in_one_act()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var day = new DateOnly(2027, 2, 1);
        await world.Service.InTenantAsync(Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            foreach (var (family, i) in Enumerable.Range(0, 800).Select(i => (Guid.NewGuid(), i)))
            {
                var child = Guid.NewGuid();
                db.KnownFamilies.Add(new KnownFamily { FamilyId = family, Number = $"{i}", Name = $"FAMILLE {i}", Search = "" });
                db.KnownChildren.Add(new KnownChild
                {
                    FamilyId = family,
                    ChildId = child,
                    FirstName = "Enfant",
                    LastName = $"{i}",
                    BirthDate = new DateOnly(2018, 1, 1)
                });
                db.Cells.Add(Cell.Of(family, child, Meal, day).Put(BookingState.Confirmed, seats: Meal));
            }

            db.PoolDays.Add(new PoolDay { Pool = Meal, Date = day, Taken = 800 });
            return await db.SaveChangesAsync();
        });
        await world.SetCapacityAsync(Pays, Meal, 800);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var applied = await world.Agent(Pays).PostAsAsync<DisruptionView>(Api, new ApplyDisruption(Guid.NewGuid(), Strike(day, DisruptionEffect.Close)));
        TestContext.Current.TestOutputHelper?.WriteLine($"applied in {watch.ElapsedMilliseconds} ms");
        Assert.Equal((800, 800, 0), (applied.Cells, applied.Families, await world.TakenAsync(Pays, Meal, day)));
        watch.Restart();
        var undone = await world.Agent(Pays).PostAsAsync<DisruptionView>($"{Api}/{applied.Id}/undo", new { });
        TestContext.Current.TestOutputHelper?.WriteLine($"undone in {watch.ElapsedMilliseconds} ms");

        Assert.Equal((800, 800), (undone.List.Count(c => c.Outcome == "restored"), await world.TakenAsync(Pays, Meal, day)));
    }

    private static DisruptionPlan Strike(DateOnly day, DisruptionEffect effect) => new(day, day, "Grève du personnel", effect, Facilities: ["bessins"]);

    private async Task<List<FamilyNotified>> NoticesAsync(Household family, int count) => await Eventually.SeeAsync(
        () => Task.FromResult(World.Service.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == family.Family).ToList()), n => n.Count >= count);

    private Task<int> SeedAsync(Household family, DateOnly day, BookingState state) => World.Service.InTenantAsync(Pays, async scope =>
    {
        var db = scope.GetRequiredService<PlanningDb>();
        db.Cells.Add(Cell.Of(family.Family, family.Child, Meal, day).Put(state));
        return await db.SaveChangesAsync();
    });
}

public sealed class DisruptionsOnSqlite(SharedWorld shared) : DisruptionTests(shared, TestDatabase.Sqlite);

public sealed class DisruptionsOnSqlServer(SharedWorld shared) : DisruptionTests(shared, TestDatabase.SqlServer);
