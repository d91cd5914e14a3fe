using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class PatternTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public async Task Every_Tuesday_until_the_holidays_is_one_request_with_one_number()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var receipt = await SubmitAsync(family, Tuesdays(family) with { End = PatternEnd.Holidays, From = new DateOnly(2027, 1, 4) });

        Assert.NotEmpty(receipt.Number);
        Assert.Equal(["2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26", "2027-02-02", "2027-02-09"],
            receipt.Lines.Where(l => l.Outcome == LineOutcome.Booked).Select(l => $"{l.Date:yyyy-MM-dd}"));
        Assert.All(receipt.Lines, l => Assert.Equal(DayOfWeek.Tuesday, l.Date.DayOfWeek));
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Canteen, new DateOnly(2027, 1, 12)))!.State);
    }

    [Fact]
    public async Task A_preview_says_what_would_be_booked_and_which_days_the_calendar_leaves_out_and_saves_nothing()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var preview = await PreviewAsync(family, Tuesdays(family) with { Until = new DateOnly(2027, 1, 12) });

        Assert.Equal([new DateOnly(2026, 12, 22), new DateOnly(2026, 12, 29)],
            preview.Skipped.Where(s => s.Text.Contains("Noël", StringComparison.Ordinal)).SelectMany(s => s.Dates));
        Assert.Contains(preview.Receipt.Lines, l => l is { Date.Day: 12, Date.Month: 1, Outcome: LineOutcome.Booked });
        Assert.Equal("", preview.Receipt.Number);
        Assert.Equal(CellState.Free, (await family.SeeAsync(Canteen, new DateOnly(2027, 1, 12)))!.State);
    }

    [Theory]
    [InlineData(PatternWeeks.OneInTwo, "2027-01-13", "2027-01-12 2027-01-26 2027-02-09")]
    [InlineData(PatternWeeks.OneInTwo, "2027-01-20", "2027-01-05 2027-01-19 2027-02-02")]
    [InlineData(PatternWeeks.OneInTwo, "2025-09-01", "2027-01-05 2027-01-19 2027-02-02")]
    [InlineData(PatternWeeks.Even, null, "2027-01-12 2027-01-26 2027-02-09")]
    [InlineData(PatternWeeks.Odd, null, "2027-01-05 2027-01-19 2027-02-02")]
    public async Task One_week_in_two_counts_from_its_anchor_and_even_weeks_by_their_number(PatternWeeks weeks, string? anchor, string expected)
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var preview = await PreviewAsync(
            family, Tuesdays(family) with
            {
                From = new DateOnly(2027, 1, 4),
                Until = new DateOnly(2027, 2, 12),
                Weeks = weeks,
                Anchor = anchor is null ? null : DateOnly.Parse(anchor, System.Globalization.CultureInfo.InvariantCulture)
            });

        Assert.Equal(expected.Split(' '), preview.Receipt.Lines.Select(l => $"{l.Date:yyyy-MM-dd}"));
    }

    [Fact]
    public async Task A_whole_school_year_of_every_day_and_service_is_booked_in_one_gesture()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin", "alsh-mercredi");
        int[] days = [1, 2, 4, 5];
        PatternRow[] rows = [new(family.Child, Canteen, days), new(family.Child, "garderie-matin", days), new(family.Child, "alsh-mercredi-journee", [3])];
        var receipt = await SubmitAsync(family, new PatternRequest(Guid.NewGuid(), IntentAction.Book, Today, rows, PatternEnd.SchoolYear));

        var booked = receipt.Lines.Count(l => l.Outcome == LineOutcome.Booked);
        Assert.InRange(receipt.Lines.Length, 201, 300);
        Assert.InRange(booked, 150, 300);
        Assert.Equal(new DateOnly(2027, 7, 2), receipt.Lines.Max(l => l.Date));
        Assert.Equal(booked, (await World.SettledAsync(family.Child, booked)).Count(c => c.Outcome == Contracts.CellOutcome.Booked));
    }

    [Fact]
    public async Task A_list_of_requests_counts_the_days_of_a_long_one_and_leaves_them_to_its_receipt()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen, "garderie-matin");
        int[] days = [1, 2, 4, 5];
        var receipt = await SubmitAsync(
            family, new PatternRequest(Guid.NewGuid(), IntentAction.Book, new DateOnly(2027, 1, 4),
                [new(family.Child, Canteen, days), new(family.Child, "garderie-matin", days)], PatternEnd.SchoolYear));
        await family.AskAsync(family.Cancel(Canteen, new DateOnly(2027, 1, 5)));

        var list = await family.Parent.GetByteArrayAsync($"{family.Api}/requests");
        var page = System.Text.Json.JsonSerializer.Deserialize<RequestPage>(list, System.Text.Json.JsonSerializerOptions.Web)!;

        Assert.InRange(receipt.Lines.Length, 150, 400);
        Assert.InRange(list.Length, 1, 2_000);
        Assert.Equal([(1, IntentAction.Cancel), (receipt.Lines.Length, IntentAction.Book)], page.Items.Select(r => (r.Lines, Assert.Single(r.Actions))));
        var year = page.Items[1];
        Assert.Equal((receipt.Lines.Select(l => l.Date).Distinct().Count(), new DateOnly(2027, 1, 4), receipt.Lines.Max(l => l.Date)),
            (year.Days, year.First, year.Last));
        Assert.Equal(["Louise"], year.Children);
        Assert.Equal(["Restauration scolaire", "Garderie matin"], year.Units);
        Assert.Null(year.Text);
        Assert.NotNull(page.Items[0].Text);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_receipt_and_books_once()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var pattern = Tuesdays(family) with { From = new DateOnly(2027, 1, 4), End = PatternEnd.Holidays };
        var first = await SubmitAsync(family, pattern);
        var answer = await family.Parent.PostAsJsonAsync($"{family.Api}/requests/pattern", pattern);

        await HttpAssert.StatusAsync(HttpStatusCode.OK, answer);
        Assert.Equal(first.Number, (await answer.ReadAsync<Receipt>()).Number);
        var cancel = pattern with { Key = Guid.NewGuid(), Action = IntentAction.Cancel };
        var cancelled = await SubmitAsync(family, cancel);
        Assert.Equal(cancelled.Number, (await SubmitAsync(family, cancel, HttpStatusCode.OK)).Number);
    }

    [Fact]
    public async Task The_same_pattern_cancels_what_stands_and_leaves_the_other_days_alone()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var pattern = Tuesdays(family) with { From = new DateOnly(2027, 1, 4), Until = new DateOnly(2027, 1, 31) };
        await SubmitAsync(family, pattern);
        await family.AskAsync(family.Book(Canteen, new DateOnly(2027, 1, 7)));
        var cancelled = await SubmitAsync(family, pattern with { Key = Guid.NewGuid(), Action = IntentAction.Cancel, Until = new DateOnly(2027, 6, 30) });

        Assert.Equal(4, cancelled.Lines.Count(l => l.Outcome == LineOutcome.Cancelled));
        Assert.Equal(4, cancelled.Lines.Length);
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Canteen, new DateOnly(2027, 1, 7)))!.State);
    }

    [Fact]
    public async Task Chosen_lines_are_taken_back_and_the_rest_stays()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var receipt = await SubmitAsync(family, Tuesdays(family) with { From = new DateOnly(2027, 1, 4), Until = new DateOnly(2027, 1, 31) });
        var undo = new UndoLines([receipt.Lines[0].LineId, receipt.Lines[2].LineId]);
        var after = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}/cancel", undo);

        Assert.Equal([LineOutcome.Cancelled, LineOutcome.Booked, LineOutcome.Cancelled, LineOutcome.Booked], after.Lines.Select(l => l.Outcome));
        Assert.Equal(RequestStatus.PartlyAccepted, after.Status);
        Assert.Equal(CellState.Free, (await family.SeeAsync(Canteen, receipt.Lines[0].Date))!.State);
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Canteen, receipt.Lines[1].Date))!.State);
        Assert.Equal(after.History.Length, (await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}/cancel", undo)).History.Length);

        var all = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}/cancel", new UndoLines());
        Assert.Equal(RequestStatus.Cancelled, all.Status);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await family.Parent.PostAsJsonAsync($"{family.Api}/requests/{receipt.Id}/cancel", new UndoLines([Guid.NewGuid()])));
    }

    [Fact]
    public async Task A_pattern_that_makes_no_sense_is_refused_with_a_code()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var stranger = await World.AddFamilyAsync(Biviers, Canteen);
        var good = Tuesdays(family) with { Until = new DateOnly(2027, 1, 12) };
        foreach (var (pattern, code) in new[]
        {
            (good with { Action = IntentAction.Absence }, "pattern.action"), (good with { Rows = [good.Rows[0], good.Rows[0]] }, "pattern.rows"),
            (good with { Rows = [good.Rows[0] with { Weekdays = [8] }] }, "pattern.rows"),
            (good with { Rows = [good.Rows[0] with { Unit = "cantine" }] }, "unit.unknown"), (good with { Weeks = PatternWeeks.OneInTwo }, "pattern.weeks"),
            (good with { Until = new DateOnly(2026, 12, 1) }, "pattern.until"),
            (good with { Until = null }, "pattern.until"),
            (good with { From = new DateOnly(9999, 1, 1), Until = new DateOnly(9999, 2, 1) }, "date.out-of-range"),
            (good with { Action = IntentAction.Cancel }, "pattern.empty"),
        })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await family.Parent.PostAsJsonAsync($"{family.Api}/requests/pattern", pattern));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await family.Parent.PostAsJsonAsync($"{family.Api}/requests/pattern", Tuesdays(stranger) with { End = PatternEnd.Holidays }));
    }

    [Fact]
    public async Task The_periods_a_pattern_may_end_with_are_those_of_the_commune()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var periods = await family.Parent.GetAsAsync<PatternPeriods>($"{family.Api}/pattern/periods?from=2027-01-04");

        Assert.Equal(new PatternPeriod("Vacances d’hiver", new DateOnly(2027, 2, 12)), periods.Holidays);
        Assert.Equal(new DateOnly(2027, 7, 2), periods.SchoolYear!.LastDay);
    }

    private static PatternRequest Tuesdays(Household family) => new(Guid.NewGuid(), IntentAction.Book, Today, [new PatternRow(family.Child, Canteen, [2])]);

    private static Task<PatternPreview> PreviewAsync(Household family, PatternRequest pattern) =>
        family.Parent.PostAsAsync<PatternPreview>($"{family.Api}/requests/pattern/preview", pattern);

    private static async Task<Receipt> SubmitAsync(Household family, PatternRequest pattern, HttpStatusCode status = HttpStatusCode.Created)
    {
        var answer = await family.Parent.PostAsJsonAsync($"{family.Api}/requests/pattern", pattern);
        await HttpAssert.StatusAsync(status, answer);
        return await answer.ReadAsync<Receipt>();
    }
}

public sealed class PatternOnSqlite(SharedWorld shared) : PatternTests(shared, TestDatabase.Sqlite);

public sealed class PatternOnSqlServer(SharedWorld shared) : PatternTests(shared, TestDatabase.SqlServer);
