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
        front.Upstream.Answers[Route] = new WaitingListView(
            [new FilterOption("restauration", "Restauration")], [new WaitingDay(new DateOnly(2026, 12, 14), "restauration", "Restauration", "École",
                [new DayPool("Repas", 18, 18)], new DateTime(2026, 12, 10, 12, 0, 0),
        [
            new WaitingEntry(Guid.NewGuid(), Given.Family, "DUPONT Jean", Given.Child, "Tom DUPONT", "Repas", null, 0, "", new DateTime(2026, 12, 7, 21, 0, 0),
                new DateTime(2026, 12, 9, 9, 9, 0), Guid.NewGuid(), "2026-00001"),
            new WaitingEntry(Entry, Given.Family, "ZTEST Pays", Given.Child, "Commune ZTEST", "Repas", 1, 10, "Habite la commune : 10 points",
                new DateTime(2026, 12, 7, 22, 0, 0), null, Guid.NewGuid(), "2026-00002"),
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

    [Fact]
    public async Task A_place_is_given_only_where_it_can_be_and_an_offer_is_taken_for_the_family()
    {
        await using var front = await Front.StartAsync("requests");
        var offered = Guid.NewGuid();
        WaitingEntry Of(Guid id, string child, DateTime? until, bool may) =>
            new(id, Given.Family, "DUPONT Jean", Given.Child, child, "Repas", until is null ? 1 : null, 0, "", new DateTime(2026, 12, 7, 21, 0, 0), until,
                Guid.NewGuid(), "2026-00001", null, may);
        front.Upstream.Answers[Route] = new WaitingListView(
            [], [new WaitingDay(new DateOnly(2026, 12, 14), "restauration", "Restauration", "École", [new DayPool("Repas", 18, 17)],
                new DateTime(2026, 12, 10, 12, 0, 0),
            [Of(offered, "Tom DUPONT", new DateTime(2026, 12, 9, 9, 9, 0), false), Of(Entry, "Inès ZTEST", null, true),
                Of(Guid.NewGuid(), "Ana ZTEST", null, false)])],
            3);
        front.Upstream.Answers[$"POST /api/biviers/planning/offers/{offered}/accept"] = new Receipt(Guid.NewGuid(), "2026-00001",
            new DateTime(2026, 12, 7, 21, 0, 0), "Jean Dupont", RequestStatus.Accepted, [], null, null, null, null, null, []);

        var page = await front.OpenAsync("/attente");

        Assert.Equal([Entry.ToString()], page.Document.QuerySelectorAll("form[action*=Offer] [name=entry]").Select(e => e.GetAttribute("value")));
        var after = await front.SubmitAsync(page, "form[action*=Accept]");
        Assert.Contains("La place est prise au nom de la famille.", after.Text, StringComparison.Ordinal);
        Assert.Single(front.Upstream.Calls, c => c.Path.EndsWith("/accept", StringComparison.Ordinal));

        front.Upstream.Answers[$"POST /api/biviers/planning/waiting/{Entry}/offer"] = 204;
        Assert.Contains("Le message attend la famille dans son espace.", (await front.SubmitAsync(page, "form[action*=Offer]")).Text, StringComparison.Ordinal);
        foreach (var (call, words) in new[] { (true, "à appeler, le message l’attend"), (false, "La famille est prévenue.") })
        {
            front.Upstream.Answers["GET /api/biviers/planning/reach"] = new ReachView(call);
            Assert.Contains(words, (await front.SubmitAsync(page, "form[action*=Offer]")).Text, StringComparison.Ordinal);
            Assert.Contains(Given.Family.ToString(), front.Upstream.Calls.Last(c => c.Path.EndsWith("/reach", StringComparison.Ordinal)).Query,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Accepting_an_enrolment_says_which_piece_is_missing()
    {
        await using var front = await Front.StartAsync("requests");
        var id = Guid.NewGuid();
        var asked = new EnrolmentRequestView(id, "2026-00050", new DateTime(2026, 12, 7, 21, 0, 0), "Jean Dupont", Given.Family, "DUPONT Jean", "1001",
            Given.Child, "Inès", 8, "alsh", "ALSH", "Centre",
            new DateOnly(2027, 1, 4), new DateOnly(2027, 7, 2), [], null, null, RequestStatus.Pending, null, null, null, 0,
            [new PieceState("fiche", "Fiche sanitaire", true, null, true, null), new PieceState("photo", "Photo", false, null, true, null)], [], null);
        front.Upstream.Answers["GET /api/biviers/planning/enrolments/queue"] = new EnrolmentQueue([asked], 1, 1, 1, 1, []);
        front.Upstream.Answers[$"POST /api/biviers/planning/enrolments/requests/{id}/decide"] = asked with { Status = RequestStatus.Accepted };

        var page = await front.OpenAsync("/demandes/inscriptions");
        Assert.Contains("Il manque « Fiche sanitaire ».", page.Text, StringComparison.Ordinal);
        var after = await front.SubmitAsync(page, "form[action*=Decide]", ("accept", "true"));

        Assert.Contains("Inscription d’Inès à « ALSH » acceptée. Il manque encore « Fiche sanitaire ».", after.Text, StringComparison.Ordinal);
    }
}
