using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class PlacesTests
{
    private const string Route = "GET /api/biviers/planning/waiting";
    private static readonly Guid Entry = Guid.Parse("40000000-0000-0000-0000-000000000002");

    [Fact]
    public async Task The_list_shows_order_and_offers_and_a_removal_needs_a_reason()
    {
        await using var front = await Front.StartAsync("requests");
        front.Upstream.Answers[Route] = new WaitingListView([new FilterOption("restauration", "Restauration")], [new WaitingDay(new DateOnly(2026, 12, 14), "restauration", "Restauration", "École", [new DayPool("Repas", 18, 18)], new DateTime(2026, 12, 10, 12, 0, 0),
        [
            new WaitingEntry(Guid.NewGuid(), Given.Family, "DUPONT Jean", Given.Child, "Tom DUPONT", "Repas", null, 0, "", new DateTime(2026, 12, 7, 21, 0, 0), new DateTime(2026, 12, 9, 9, 9, 0), Guid.NewGuid(), "2026-00001"),
            new WaitingEntry(Entry, Given.Family, "ZTEST Pays", Given.Child, "Commune ZTEST", "Repas", 1, 10, "Habite la commune : 10 points", new DateTime(2026, 12, 7, 22, 0, 0), null, Guid.NewGuid(), "2026-00002"),
        ])], 2);
        front.Upstream.Answers[$"POST /api/biviers/planning/waiting/{Entry}/remove"] = 204;
        var page = await front.OpenAsync("/attente");
        Assert.Contains("Place proposée", page.Text, StringComparison.Ordinal);

        var again = await front.SubmitAsync(page, $"form:has(#reason-{Entry:N})", ("reason", " "));
        Assert.Contains("Écrivez un motif", again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
        await front.SubmitAsync(again, $"form:has(#reason-{Entry:N})", ("reason", "Doublon"));

        Assert.Contains("Doublon", Assert.Single(front.Upstream.Calls, c => c.Method == "POST").Body, StringComparison.Ordinal);
    }
}
