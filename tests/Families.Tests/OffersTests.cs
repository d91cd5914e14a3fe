using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class OffersTests
{
    private static readonly Guid Offer = Guid.Parse("40000000-0000-0000-0000-000000000001");

    private static OffersView Offered => new(
        [new OfferView(Offer, Given.Louise, "Louise", "restauration", "Repas", "Restauration scolaire", "Garderie périscolaire", new DateOnly(2026, 12, 14), new DateTime(2026, 12, 9, 9, 9, 0), Given.RequestId, "2026-00042")],
        [new WaitingView(Guid.NewGuid(), Given.Tom, "Tom", "restauration", "Repas", "Restauration scolaire", "Garderie périscolaire", new DateOnly(2026, 12, 15), 3, 10, "Habite la commune : 10 points", Given.RequestId, "2026-00042")]);

    [Fact]
    public async Task An_offered_place_is_first_on_the_home_page_and_is_accepted_by_a_plain_form()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/offers"] = Offered;
        front.Upstream.Answers[$"GET {Given.Api}/planning/home"] = Given.Plan(Offered.Offers);
        front.Upstream.Answers[$"POST {Given.Api}/planning/offers/{Offer}/accept"] = Given.Receipt(RequestStatus.Accepted, Given.Line(LineOutcome.Booked));
        Assert.Contains("Une place vous est proposée : Repas, Louise", (await front.OpenAsync("/")).Text, StringComparison.Ordinal);

        var page = await front.OpenAsync("/planning/offres");
        Assert.Contains("mercredi 9 décembre à 9 h 09", page.Text.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
        Assert.Contains("3e", page.Text, StringComparison.Ordinal);
        var done = await front.SubmitAsync(page, "form[action$='handler=Accept']");

        Assert.Contains("C’est réservé", done.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith("/accept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_offer_that_is_over_says_so()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/offers"] = Offered;
        front.Upstream.Answers[$"POST {Given.Api}/planning/offers/{Offer}/decline"] = new Upstream.Refusal(409, "offer.over", "Cette proposition est terminée.");

        var page = await front.SubmitAsync(await front.OpenAsync("/planning/offres"), "form[action$='handler=Decline']");

        Assert.Contains("Cette proposition est terminée.", page.Document.QuerySelector("#erreurs")?.TextContent, StringComparison.Ordinal);
    }
}
