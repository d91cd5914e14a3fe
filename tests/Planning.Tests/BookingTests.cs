using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class BookingTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public async Task A_meal_asked_in_time_with_a_place_free_is_booked_at_once_and_settled()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var date = new DateOnly(2027, 1, 4);

        var receipt = await family.AskAsync(family.Book(Canteen, date));

        var line = Assert.Single(receipt.Lines);
        Assert.Equal((RequestStatus.Accepted, LineOutcome.Booked, "booked"), (receipt.Status, line.Outcome, line.Code));
        Assert.Matches("^2026-000[0-9]{2}$", receipt.Number);
        // Two working days before the first day back: 31 and 30 December, since 1 January doesn't count.
        Assert.Equal(new DateTime(2026, 12, 30, 12, 0, 0), line.Deadline);
        Assert.Equal("Réservé. Annulable jusqu’au mercredi 30 décembre à 12\u00a0h.", line.Text);
        Assert.Equal(new DateTime(2026, 12, 30, 12, 0, 0), receipt.UndoUntil);
        Assert.Equal(1, await World.TakenAsync(Biviers, "repas-elementaire", date));
        var settled = Assert.Single(await World.SettledAsync(family.Child, 1));
        Assert.Equal((CellOutcome.Booked, 1L, receipt.Number), (settled.Outcome, settled.Version, settled.RequestNumber));
        var told = await World.DecidedAsync(receipt.Id, 1);
        Assert.Equal((RequestDecision.Accepted, true, 1L), (told[0].Decision, told[0].Automatic, told[0].Version));
        var cell = await family.SeeAsync(Canteen, date);
        Assert.Equal((CellState.Booked, CellActions.Cancel | CellActions.Absence, true), (cell!.State, cell.Actions, cell.Mine));
    }

    [Fact]
    public async Task Each_cell_has_its_own_answer_with_the_date_and_hour_that_decided()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");

        var receipt = await family.AskAsync(
            family.Book(Canteen, Tuesday15), family.Book(Canteen, Wednesday16), family.Book(Canteen, Today), family.Book("alsh-mercredi-journee", Wednesday16),
            family.Book("garderie-matin", Tuesday15));

        Assert.Equal(["booked", "refused.closed", "refused.deadline", "pending.validation", "refused.not-enrolled"], receipt.Lines.Select(l => l.Code));
        Assert.Equal(RequestStatus.Pending, receipt.Status);
        Assert.Equal("La limite est passée : c’était le vendredi 4 décembre à 12\u00a0h. Pour un cas particulier, écrivez au service.", receipt.Lines[2].Text);
        Assert.Equal("Demande dans les délais (limite : jeudi 10 décembre à 12\u00a0h). Le service enfance jeunesse vous répondra.", receipt.Lines[3].Text);
    }

    [Fact]
    public async Task Who_owes_for_too_long_books_no_more_but_meals_unless_an_agent_said_so_and_keeps_what_is_booked()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin");
        var (first, second) = (new DateOnly(2027, 1, 5), new DateOnly(2027, 1, 7));
        Assert.Equal("booked", (await family.AskAsync(family.Book("garderie-matin", first))).Lines[0].Code);

        await World.Service.DeliverAsync(Stopped(2, true, false));
        var receipt = await family.AskAsync(family.Book("garderie-matin", second), family.Book(Canteen, first));

        Assert.Equal(["refused.unpaid", "booked"], receipt.Lines.Select(l => l.Code));
        Assert.Contains("des factures sont en retard", receipt.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal("unpaid", (await family.SeeAsync("garderie-matin", second))!.Blocked);
        Assert.Equal(CellState.Booked, (await family.SeeAsync("garderie-matin", first))!.State);
        await World.Service.DeliverAsync(Stopped(3, true, true));
        Assert.Equal("refused.unpaid", (await family.AskAsync(family.Book(Canteen, second))).Lines[0].Code);
        // An older word doesn't count; paid, it is as before.
        await World.Service.DeliverAsync(Stopped(1, false, false));
        Assert.Equal("refused.unpaid", (await family.AskAsync(family.Book(Canteen, second))).Lines[0].Code);
        await World.Service.DeliverAsync(Stopped(4, false, false));
        Assert.Equal("booked", (await family.AskAsync(family.Book(Canteen, second))).Lines[0].Code);

        BookingsStopped Stopped(long version, bool stopped, bool meals) =>
            new(Biviers, World.Service.Clock.GetUtcNow().UtcDateTime, family.Family, version, stopped, meals);
    }

    [Fact]
    public async Task A_day_not_paid_in_time_is_given_up_unless_it_was_changed_since_and_its_place_is_free()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var (first, second) = (new DateOnly(2027, 1, 11), new DateOnly(2027, 1, 12));
        await family.AskAsync(family.Book(Canteen, first), family.Book(Canteen, second));
        var (cell, taken) = ((await World.CellAsync(Biviers, family.Child, Canteen, first))!, await World.TakenAsync(Biviers, "repas-elementaire", first));

        await World.Service.DeliverAsync(Unpaid(cell.Version + 1));
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Canteen, first))!.State);
        await World.Service.DeliverAsync(Unpaid(cell.Version));
        await World.Service.DeliverAsync(Unpaid(cell.Version));

        Assert.Equal((CellState.Free, CellState.Booked), ((await family.SeeAsync(Canteen, first))!.State, (await family.SeeAsync(Canteen, second))!.State));
        Assert.Equal(taken - 1, await World.TakenAsync(Biviers, "repas-elementaire", first));
        Assert.Equal(CellOutcome.None, (await World.SettledAsync(family.Child, 3)).Where(c => c.Date == first).MaxBy(c => c.Version)!.Outcome);

        DaysUnpaid Unpaid(long version) =>
            new(Biviers, World.Service.Clock.GetUtcNow().UtcDateTime, family.Family, [new UnpaidDay(family.Child, Canteen, first, version)]);
    }

    [Fact]
    public async Task A_request_of_which_a_part_waits_tells_what_is_already_booked()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "alsh-mercredi");

        var receipt = await family.AskAsync(family.Book(Canteen, Thursday17), family.Book("alsh-mercredi-journee", Wednesday16));

        var told = Assert.Single(await World.DecidedAsync(receipt.Id, 1));
        Assert.Equal((RequestDecision.PartlyAccepted, true), (told.Decision, told.Automatic));
        Assert.Equal([true, null], told.Days.Select(d => d.Accepted));
        Assert.Equal((CellState.Pending, CellActions.Cancel), await StateAsync(family, "alsh-mercredi-journee", Wednesday16));
    }

    [Fact]
    public async Task The_last_minute_counts_and_the_next_does_not()
    {
        await using var world = await PlanningWorld.StartAsync(Database, new DateTimeOffset(2026, 12, 8, 22, 59, 59, TimeSpan.Zero));
        var family = await world.AddFamilyAsync(Pays, "bessins-restauration", "bessins-garderie-soir");
        var thursday = new DateOnly(2026, 12, 10);

        Assert.Equal((LineOutcome.Booked, "booked"), Answer(await family.AskAsync(family.Book("bessins-restauration", thursday))));
        world.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await family.AskAsync(family.Book("bessins-garderie-soir", thursday));

        Assert.Equal((LineOutcome.Refused, "refused.deadline"), Answer(late));
        Assert.Equal(new DateTime(2026, 12, 8, 23, 59, 0), late.Lines[0].Deadline);
        Assert.Equal("deadline.passed", (await family.SeeAsync("bessins-garderie-soir", thursday))!.Blocked);
    }

    [Fact]
    public async Task A_day_that_opens_later_says_when()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-vacances");

        var receipt = await family.AskAsync(family.Book("alsh-vacances-matin", new DateOnly(2027, 2, 15)));

        Assert.Equal((LineOutcome.Refused, "refused.not-open-yet"), Answer(receipt));
        Assert.Equal("Les réservations ouvrent le samedi 23 janvier 2027 à 0\u00a0h.", receipt.Lines[0].Text);
    }

    [Fact]
    public async Task A_child_too_old_for_the_service_is_refused()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        await World.Service.DeliverAsync(family.Snapshot(2, birthDate: new DateOnly(2014, 12, 16)));

        Assert.Equal((LineOutcome.Refused, "refused.age"), Answer(await family.AskAsync(family.Book("alsh-mercredi-journee", Wednesday16))));
    }

    [Fact]
    public async Task Units_that_exclude_each_other_are_refused_both_ways_and_exchanged_in_one_request()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var date = new DateOnly(2027, 1, 6);
        await family.AskAsync(family.Book("alsh-mercredi-journee", date));

        var refused = await family.AskAsync(family.Book("alsh-mercredi-apres-midi", date));
        var exchanged = await family.AskAsync(family.Book("alsh-mercredi-apres-midi", date), family.Cancel("alsh-mercredi-journee", date));

        Assert.Equal((LineOutcome.Refused, "refused.exclusive"), Answer(refused));
        Assert.Contains("« ALSH Mercredi journée »", refused.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal(new UnitInWay("alsh-mercredi-journee", "ALSH Mercredi journée"), refused.Lines[0].Instead);
        Assert.Equal(["pending.validation", "withdrawn"], exchanged.Lines.Select(l => l.Code));
        Assert.Equal(0, await World.TakenAsync(Biviers, "alsh-matin-6-11", date));
        Assert.Equal(1, await World.TakenAsync(Biviers, "alsh-apres-midi-6-11", date));
    }

    [Fact]
    public async Task A_day_takes_its_place_in_both_half_days()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var date = new DateOnly(2027, 1, 13);

        await family.AskAsync(family.Book("alsh-mercredi-journee", date));

        Assert.Equal(
            (1, 1,
                0), (await World.TakenAsync(Biviers, "alsh-matin-6-11", date), await World.TakenAsync(Biviers, "alsh-apres-midi-6-11", date),
                    await World.TakenAsync(Biviers, "alsh-matin-3-5", date)));
    }

    [Fact]
    public async Task A_preview_answers_like_the_request_and_keeps_nothing()
    {
        var family = await World.AddFamilyAsync(Biviers, "garderie-matin");
        var body = new SubmitRequest(Guid.NewGuid(), [family.Book("garderie-matin", Monday14), family.Book("garderie-matin", Today)]);

        var preview = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/preview", body);

        Assert.Equal(("", RequestStatus.PartlyAccepted), (preview.Number, preview.Status));
        Assert.Equal(["booked", "refused.deadline"], preview.Lines.Select(l => l.Code));
        Assert.Equal(0, (await family.Parent.GetAsAsync<RequestPage>($"{family.Api}/requests")).Total);
        Assert.Null(await World.CellAsync(Biviers, family.Child, "garderie-matin", Monday14));
        Assert.Equal(0, await World.TakenAsync(Biviers, "garderie-elementaire", Monday14));
        Assert.Equal((await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests", body)).Lines.Select(l => l.Text), preview.Lines.Select(l => l.Text));
    }

    [Fact]
    public async Task An_agent_asks_in_a_familys_name_and_the_receipt_says_so()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var agent = World.Agent(Biviers);
        var body = new SubmitRequest(Guid.NewGuid(), [family.Book(Canteen, new DateOnly(2027, 1, 5)), family.Book(Canteen, Today)], Family: family.Family);

        var receipt = await agent.PostAsAsync<Receipt>($"{family.Api}/requests", body);

        Assert.Equal("Sophie Perrin, pour la famille", receipt.Author);
        // After the deadline nothing is lost: the request waits, and a decision leaves its trace.
        Assert.Equal(["booked", "pending.late"], receipt.Lines.Select(l => l.Code));
        Assert.Equal(receipt.Id, (await family.Parent.GetAsAsync<RequestPage>($"{family.Api}/requests")).Items.Single().Id);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "family.missing",
            await agent.PostAsJsonAsync($"{family.Api}/requests", body with { Family = null }));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync($"{family.Api}/requests", body with { Family = Guid.NewGuid() }));
    }

    [Fact]
    public async Task A_service_without_booking_by_day_is_refused_to_parents()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Biviers, d => d["facilities"]![1]!["services"]![0]!["online"] = false);
        var family = await world.AddFamilyAsync(Biviers, "garderie-matin");

        Assert.Equal((LineOutcome.Refused, "refused.not-online"), Answer(await family.AskAsync(family.Book("garderie-matin", Monday14))));
    }

    private static async Task<(CellState, CellActions)> StateAsync(Household family, string unit, DateOnly date)
    {
        var cell = await family.SeeAsync(unit, date);
        return (cell!.State, cell.Actions);
    }
}

public sealed class BookingOnSqlite(SharedWorld shared) : BookingTests(shared, TestDatabase.Sqlite);

public sealed class BookingOnSqlServer(SharedWorld shared) : BookingTests(shared, TestDatabase.SqlServer);
