using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class AllocationPageTests
{
    private const string Path = "/api/biviers/planning/allocations";

    private static AllocationPeriod Period(string state) =>
        new("croc", "Croc’Vacances", "hiver", "Vacances d’hiver", new DateOnly(2027, 2, 22), new DateOnly(2027, 3, 5),
            new DateTime(2026, 12, 1, 8, 0, 0), new DateTime(2026, 12, 7, 12, 0, 0), 2, 2, [new AllocationCriterion("Habite la commune", 10)], "lottery", true,
            state, null, null, 0, 0);

    [Fact]
    public async Task An_agent_sees_the_ranking_with_its_points_and_publishes_that_one()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers["GET " + Path] = new[] { Period("ready") };
        front.Upstream.Answers["GET " + Path + "/croc/hiver"] = new AllocationPreview(Period("ready"), 42, new string('a', 64), 1, 1,
        [
            new AllocationLine(new DateOnly(2027, 2, 22), 1, Given.Family, "DUPONT Jean", "Tom DUPONT", "Journée", 10, "Habite la commune : 10 points",
                "0A1B2C3D", true),
            new AllocationLine(new DateOnly(2027, 2, 22), 2, Given.Family, "NGUYEN Mai", "Linh NGUYEN", "Journée", 0, "Aucun critère rempli.", "1A1B2C3D",
                false),
        ]);
        front.Upstream.Answers["POST " + Path + "/croc/hiver"] = Period("done") with { Booked = 1, Waitlisted = 1 };
        Assert.Contains("À attribuer", (await front.OpenAsync("/attribution")).Text, StringComparison.Ordinal);

        var page = await front.OpenAsync("/attribution/croc/hiver");
        Assert.Contains("Habite la commune : 10 points", page.Text, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[method=post][data-once]");

        Assert.Contains($"\"seed\":42,\"fingerprint\":\"{new string('a', 64)}\"", Assert.Single(front.Upstream.Calls, c => c.Method == "POST").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allocation_that_is_being_applied_shows_how_many_days_are_done_and_needs_nobody()
    {
        await using var front = await Front.StartAsync("requests");
        var running = Period("running") with { RunAt = new DateTime(2026, 12, 8, 9, 0, 0), RunBy = "Sophie Perrin", Days = 10, DaysDone = 4 };
        front.Upstream.Answers["GET " + Path] = new[] { running };
        front.Upstream.Answers["GET " + Path + "/croc/hiver"] = new AllocationPreview(running, 42, new string('a', 64), 1, 0,
            [new AllocationLine(new DateOnly(2027, 2, 22), 1, Given.Family, "DUPONT Jean", "Tom DUPONT", "Journée", 10, "Habite la commune : 10 points",
                "0A1B2C3D", true)]);

        var list = await front.OpenAsync("/attribution");
        var page = await front.OpenAsync("/attribution/croc/hiver");

        Assert.Contains("4 jours attribués sur 10", list.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var bar = page.Document.QuerySelector("#avancement progress")!;
        Assert.Equal(("10", "4", "4 jours attribués sur 10"),
            (bar.GetAttribute("max"), bar.GetAttribute("value"), page.Document.QuerySelector("label[for=avance]")!.TextContent.Replace('\u00A0', ' ')));
        Assert.EndsWith("/attribution/croc/hiver", page.Document.QuerySelector("a[data-refresh]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main form[method=post]"));
    }

    [Fact]
    public async Task An_agent_notes_the_situation_of_a_family()
    {
        await using var front = await Front.StartAsync("families");
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Given.Family}"] = Given.File() with { Categories = [FamilyCategories.SingleParent] };
        front.Upstream.Answers[$"PUT /api/biviers/family/families/{Given.Family}/categories"] = Given.File();
        var page = await front.OpenAsync($"/familles/{Given.Family}");
        Assert.Equal([FamilyCategories.SingleParent], page.Document.QuerySelectorAll("input[name=categories][checked]").Select(i => i.GetAttribute("value")));

        await front.SubmitAsync(page, "form[action*='handler=Categories']");

        Assert.Contains("single-parent", Assert.Single(front.Upstream.Calls, c => c.Method == "PUT").Body, StringComparison.Ordinal);
    }
}
