using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Closures, holidays and moved days in the draft, and the bookings they touch.</summary>
public abstract class SetupCalendarTests(TestDatabase database) : SetupActs
{
    [Fact]
    public async Task Closing_a_day_that_is_booked_goes_by_way_of_a_disruption_which_one_act_undoes()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration");
        var monday = new DateOnly(2026, 12, 14);
        await family.AskAsync(family.Book("restauration", monday));
        var agent = world.Agent(PlanningWorld.Biviers);
        var draft = await ChangeAsync(agent, await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft"),
            ("closures/-", """{"first":"2026-12-14","last":"2026-12-14","label":"Travaux"}"""));

        var refused = await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(draft.Revision));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "closure.booked", refused);
        Assert.Contains("Perturbations", (await refused.Content.ReadAsStringAsync()).Replace("\\u00AB", "«", StringComparison.Ordinal),
            StringComparison.Ordinal);
        var before = (await agent.GetAsAsync<SectionView>(Api)).Version;
        Assert.Equal(1, before);
        Assert.Equal(CellState.Booked, (await family.SeeAsync("restauration", monday))!.State);
        var closed = await agent.PostAsAsync<DisruptionView>($"{family.Api}/disruptions",
            new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(monday, monday, "Travaux", DisruptionEffect.Close)));
        Assert.Equal((1, 1), (closed.Cells, closed.Families));
        // Nothing booked is left: the calendar may say it too.
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.OK, await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(draft.Revision)));
    }

    [Fact]
    public async Task An_official_calendar_shows_what_changes_and_which_bookings_it_touches_before_anything_is_saved()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration");
        var day = new DateOnly(2027, 2, 8);
        await family.AskAsync(family.Book("restauration", day));
        var agent = world.Agent(PlanningWorld.Biviers);

        var read = await agent.PostAsAsync<CalendarImportView>($"{Api}/calendar/import",
            new ImportCalendar(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "SchoolFiles", "calendrier-scolaire.json"))));

        Assert.Equal("Vacances d’Hiver : du samedi 13 février 2027 au dimanche 28 février 2027 devient du samedi 6 février 2027 au dimanche 21 février 2027.",
            Assert.Single(read.Changes).Text);
        Assert.Equal((1, 1, 14), (read.Bookings, read.Families, read.ChangedDays));
        var draft = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        Assert.False(draft.Exists);

        var changed = await ChangeAsync(agent, draft, ("school/years", read.Years.GetRawText()));
        // What is booked on a day that would close is told to its family first.
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "closure.booked",
            await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(changed.Revision)));
        await agent.PostAsAsync<DisruptionView>($"{family.Api}/disruptions",
            new ApplyDisruption(Guid.NewGuid(), new DisruptionPlan(day, day, "Vacances avancées", DisruptionEffect.Close)));
        await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/apply", new ApplyDraft(changed.Revision));
        var year = await agent.GetAsAsync<YearView>($"{Api}/calendar?year=2026&service=restauration");
        Assert.Equal(("short", false), (year.Days.Single(d => d.Date == day).Kind, year.Days.Single(d => d.Date == day).Open));
        Assert.True(year.Days.Single(d => d.Date == new DateOnly(2027, 2, 22)).Open);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "calendar.unreadable",
            await agent.PostAsJsonAsync($"{Api}/calendar/import", new ImportCalendar("Bonjour")));
    }

    [Fact]
    public async Task A_worked_Wednesday_a_moved_day_and_closures_of_a_school_or_commune_hold_for_their_services_only()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(PlanningWorld.Biviers);
        var draft = await ChangeAsync(agent, await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft"),
            ("school",
                """{"extraSchoolDays":["2027-03-10"],"noClassDays":[{"date":"2027-03-12","label":"Journée banalisée"}],"movedDates":[{"published":"2027-03-01","local":"2027-03-02"}]}"""),
            ("facilities/garderie-periscolaire/school", "\"bourg\""), ("facilities/accueil-de-loisirs/municipality", "\"haut\""),
            ("closures/-", """{"first":"2027-03-15","last":"2027-03-15","label":"École fermée","scope":"school","target":"bourg"}"""),
            ("closures/-", """{"first":"2027-03-17","last":"2027-03-17","label":"Fête du haut","scope":"municipality","target":"haut"}"""));
        Assert.True(draft.Exists);

        var canteen = (await agent.GetAsAsync<YearView>($"{Api}/calendar?year=2026&service=restauration")).Days.ToDictionary(d => d.Date);
        var wednesday = (await agent.GetAsAsync<YearView>($"{Api}/calendar?year=2026&service=alsh-mercredi")).Days.ToDictionary(d => d.Date);

        Assert.True(canteen[new DateOnly(2027, 3, 10)].Open);
        Assert.False(wednesday[new DateOnly(2027, 3, 10)].Open);
        Assert.False(canteen[new DateOnly(2027, 3, 12)].Open);
        Assert.Equal("short", canteen[new DateOnly(2027, 3, 1)].Kind);
        Assert.Equal((true, "École fermée"), (canteen[new DateOnly(2027, 3, 15)].Closed, canteen[new DateOnly(2027, 3, 15)].Label));
        Assert.False(wednesday[new DateOnly(2027, 3, 17)].Open);
        Assert.True(wednesday[new DateOnly(2027, 3, 24)].Open);
    }
}

public sealed class SetupCalendarOnSqlite() : SetupCalendarTests(TestDatabase.Sqlite);

public sealed class SetupCalendarOnSqlServer() : SetupCalendarTests(TestDatabase.SqlServer);
