using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.SharedCustody;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>The calendar alone, day by day.</summary>
public sealed class CustodyCalendarTests
{
    private static readonly Guid Home = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public void One_week_in_two_goes_on_over_a_week_53_and_before_its_anchor()
    {
        // 2026 has 53 ISO weeks: 28 December begins the last one.
        var calendar = Calendar(CustodyWeeks.Alternate, new DateOnly(2026, 12, 21));

        Assert.Equal([Home, Other, Home, Other],
            new[] { "2026-12-21", "2026-12-28", "2027-01-04", "2027-01-11" }.Select(d => calendar.HomeOn(DateOnly.Parse(d, null))));
        Assert.Equal([Other, Home], new[] { "2026-12-20", "2026-12-13" }.Select(d => calendar.HomeOn(DateOnly.Parse(d, null))));
    }

    [Fact]
    public void Odd_weeks_are_two_in_a_row_after_a_week_53()
    {
        var calendar = Calendar(CustodyWeeks.Odd);

        Assert.Equal([Other, Home, Home, Other],
            new[] { "2026-12-27", "2026-12-28", "2027-01-10", "2027-01-11" }.Select(d => calendar.HomeOn(DateOnly.Parse(d, null))));
        Assert.Equal([Home, Other], new[] { "2026-12-27", "2026-12-28" }.Select(d => Calendar(CustodyWeeks.Even).HomeOn(DateOnly.Parse(d, null))));
    }

    [Fact]
    public void Holidays_are_halved_by_the_year_in_which_they_begin()
    {
        // Christmas 2026 in zone A: 19 December to 3 January, sixteen days.
        var calendar = Calendar(CustodyWeeks.Always, holidays: CustodyHolidays.FirstInEvenYears);
        var odd = Calendar(CustodyWeeks.Always, holidays: CustodyHolidays.FirstInOddYears);

        foreach (var (day, first) in new[] { ("2026-12-18", true), ("2026-12-19", true), ("2026-12-26", true), ("2026-12-27", false), ("2027-01-03", false),
            ("2027-01-04", true) })
        {
            Assert.Equal((day, first ? Home : Other), (day, calendar.HomeOn(DateOnly.Parse(day, null))));
        }

        Assert.Equal(Other, odd.HomeOn(new DateOnly(2026, 12, 19)));
        Assert.Equal(Home, odd.HomeOn(new DateOnly(2026, 12, 27)));
    }

    [Fact]
    public void Of_holidays_with_an_odd_number_of_days_the_first_half_has_the_day_more()
    {
        // Summer 2026 in zone A: 4 July to 31 August, 59 days.
        var calendar = Calendar(CustodyWeeks.Always, holidays: CustodyHolidays.FirstInOddYears);

        Assert.Equal([Home, Other, Other, Home, Home],
            new[] { "2026-07-03", "2026-07-04", "2026-08-02", "2026-08-03", "2026-08-31" }.Select(d => calendar.HomeOn(DateOnly.Parse(d, null))));
    }

    [Fact]
    public void An_agreed_exception_comes_first_the_latest_before_the_others_and_a_proposal_changes_nothing()
    {
        CustodyException Days(Guid home, SwapState state, int hour) =>
            new()
            {
                ChildId = Guid.Empty,
                From = new DateOnly(2026, 12, 21),
                Until = new DateOnly(2026, 12, 22),
                Home = home,
                State = state,
                At = new DateTime(2026, 12, 1, hour, 0, 0),
                By = "x"
            };

        Assert.Equal(
            Home, Calendar(CustodyWeeks.Always, exceptions: [Days(Other, SwapState.Proposed, 1), Days(Other, SwapState.Refused, 2)])
                .HomeOn(new DateOnly(2026, 12, 21)));
        Assert.Equal(Other,
            Calendar(CustodyWeeks.Always, exceptions: [Days(Home, SwapState.Agreed, 1), Days(Other, SwapState.Agreed, 2)]).HomeOn(new DateOnly(2026, 12, 22)));
        Assert.Equal(Home, Calendar(CustodyWeeks.Always, exceptions: [Days(Other, SwapState.Agreed, 2)]).HomeOn(new DateOnly(2026, 12, 23)));
    }

    private static CustodyCalendar Calendar(
        CustodyWeeks weeks, DateOnly anchor = default, CustodyHolidays holidays = CustodyHolidays.AsWeeks, params CustodyException[] exceptions) =>
        new(new CustodyPlan { ChildId = Guid.Empty, Home = Home, Other = Other, Weeks = weeks, Anchor = anchor, Holidays = holidays }, exceptions,
            Holidays.Of("A"));
}

public abstract class CustodyTests(TestDatabase database) : FamilyWorld(database)
{
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid JeanneHerself = Guid.Parse("20000000-0000-0000-0000-000000000002");

    [Fact]
    public async Task An_agent_sets_the_weeks_and_both_files_tell_their_dated_days()
    {
        var view = await (await Agent.PutAsJsonAsync(Path(Jean), new SetCustody(null, CustodyWeeks.Odd, null, CustodyHolidays.FirstInEvenYears, null)))
            .ReadAsync<CustodyView>();

        Assert.Equal((CustodyWeeks.Odd, "Jeanne"), (view.Weeks, view.OtherParent));
        Assert.Equal((CustodyWeeks.Even, CustodyHolidays.FirstInOddYears),
            await Agent.GetAsAsync<CustodyView>(Path(Jeanne)) is var hers ? (hers.Weeks, hers.Holidays) : default);
        Assert.All(view.Days.Zip(hers.Days), d => Assert.NotEqual(d.First, d.Second));
        var (his, her) = (await ToldAsync(Jean, 2), await ToldAsync(Jeanne, 2));
        bool Has(Custody custody, string day) => custody.Here!.Any(s => s.From <= DateOnly.Parse(day, null) && DateOnly.Parse(day, null) <= s.Until);
        foreach (var (day, jean) in new[] { ("2026-12-08", false), ("2026-12-14", true), ("2026-12-19", true), ("2026-12-27", false), ("2027-01-04", true),
            ("2027-01-11", false) })
        {
            Assert.Equal((day, jean, !jean), (day, Has(his, day), Has(her, day)));
        }

        Assert.True(his.KnownUntil > new DateOnly(2028, 6, 1));
    }

    [Fact]
    public async Task A_swap_counts_once_the_other_parent_agrees_and_neither_learns_more_than_a_first_name()
    {
        var (jean, jeanne) = (AsJean(), Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont", JeanneHerself)));
        var mine = $"/api/biviers/family/me/children/{Tom}/custody";
        var proposed = await (await jean.PostAsJsonAsync(mine + "/swaps", new AddCustodyDays(new DateOnly(2026, 12, 9), new DateOnly(2026, 12, 10), true)))
            .ReadAsync<CustodyView>();
        var swap = proposed.Exceptions.Single();
        Assert.Equal((SwapState.Proposed, true), (swap.State, swap.Mine));
        Assert.False(proposed.Days[2]);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "swap.own",
            await jean.PostAsJsonAsync($"/api/biviers/family/me/custody/swaps/{swap.Id}", new AnswerSwap(true)));

        var asked = (await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<FamilyNotified>().SingleOrDefault(n => n.NoticeId == swap.Id)),
            n => n is not null))!;
        Assert.Equal((Jeanne, "custody", "Jean propose un échange pour Tom", $"enfants/{Tom}/garde"), (asked.FamilyId, asked.Kind, asked.Subject, asked.Path));
        Assert.Contains("Tom soit chez Jean du 9 décembre 2026 au 10 décembre 2026.", asked.Text, StringComparison.Ordinal);
        Assert.Equal(new SwapAsked(Tom, "Tom", "Jean", new DateOnly(2026, 12, 9), new DateOnly(2026, 12, 10), false),
            Assert.Single((await jeanne.GetAsAsync<FamilyHome>("/api/biviers/family/me/home")).Swaps!));
        Assert.Empty((await jean.GetAsAsync<FamilyHome>("/api/biviers/family/me/home")).Swaps!);

        var seen = await jeanne.GetStringAsync(mine);
        Assert.DoesNotContain("Bonbons", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Dupont", seen, StringComparison.OrdinalIgnoreCase);
        var agreed = await (await jeanne.PostAsJsonAsync($"/api/biviers/family/me/custody/swaps/{swap.Id}", new AnswerSwap(true))).ReadAsync<CustodyView>();

        Assert.Equal((false, false), (agreed.Days[2], agreed.Days[3]));
        Assert.Empty((await jeanne.GetAsAsync<FamilyHome>("/api/biviers/family/me/home")).Swaps!);
        await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == Jean).Select(n => n.Subject).ToList()),
            n => n is ["Jeanne accepte votre échange pour Tom"]);
        Assert.True((await jean.GetAsAsync<CustodyView>(mine)).Days[2]);
        Assert.Contains((await ToldAsync(Jean, 2)).Here!, s => s.From <= new DateOnly(2026, 12, 9) && new DateOnly(2026, 12, 10) <= s.Until);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await jeanne.PostAsJsonAsync($"/api/biviers/family/me/custody/swaps/{swap.Id}", new AnswerSwap(false)));
        Assert.False((await (await Agent.DeleteAsync($"{Path(Jean)}/exceptions/{swap.Id}")).ReadAsync<CustodyView>()).Days[2]);
    }

    [Fact]
    public async Task A_child_comes_to_be_shared_with_another_file_and_a_third_is_refused()
    {
        var made = await (await Agent.PostAsJsonAsync("/api/biviers/family/families",
            new NewFamily(new() { ["civility"] = "M.", ["firstName"] = "Max", ["lastName"] = "Roy", ["role"] = "Père" }, null, null)))
            .ReadAsync<FamilyMade>();
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "custody.third",
            await Agent.PutAsJsonAsync(Path(Jean), new SetCustody(made.FamilyId, CustodyWeeks.Always, null, CustodyHolidays.AsWeeks, null)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "custody.anchor",
            await Agent.PutAsJsonAsync(Path(Jean), new SetCustody(null, CustodyWeeks.Alternate, null, CustodyHolidays.AsWeeks, null)));
        var noe = (await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{Moreau}")).Children[0].ChildId;
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "custody.other",
            await Agent.PutAsJsonAsync($"/api/biviers/family/families/{Moreau}/children/{noe}/custody",
                new SetCustody(null, CustodyWeeks.Always, null, CustodyHolidays.AsWeeks, null)));

        await (await Agent.PutAsJsonAsync($"/api/biviers/family/families/{Moreau}/children/{noe}/custody",
            new SetCustody(made.FamilyId, CustodyWeeks.Alternate, new DateOnly(2026, 12, 11), CustodyHolidays.AsWeeks, null)))
            .ReadAsync<CustodyView>();

        var theirs = await Agent.GetAsAsync<FamilyView>($"/api/biviers/family/families/{made.FamilyId}");
        Assert.Equal((noe, Moreau, "Claire"),
            (theirs.Children.Single().ChildId, theirs.Children[0].Custody!.OtherFamilyId, theirs.Children[0].Custody!.OtherParent));
        Assert.Equal(new DateOnly(2026, 12, 18), theirs.Children[0].Custody!.AnchorMonday);
    }

    private HttpClient Agent => AsAgent(Permissions.Families);

    private async Task<Custody> ToldAsync(Guid family, long version) =>
        (await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<FamilyChanged>().FirstOrDefault(e => e.FamilyId == family && e.Version == version)),
            e => e is not null))!.Children
            .Single(c => c.ChildId == Tom).Custody!;

    private static string Path(Guid family) => $"/api/biviers/family/families/{family}/children/{Tom}/custody";
}

public sealed class CustodyOnSqlite() : CustodyTests(TestDatabase.Sqlite);

public sealed class CustodyOnSqlServer() : CustodyTests(TestDatabase.SqlServer);
