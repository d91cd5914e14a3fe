using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class OffersTests
{
    private static readonly Guid Offer = Guid.Parse("40000000-0000-0000-0000-000000000001");

    private static OffersView Offered => new(
        [new OfferView(Offer, Given.Louise, "Louise", "restauration", "Repas", "Restauration scolaire", "Garderie périscolaire", new DateOnly(2026, 12, 14),
            new DateTime(2026, 12, 9, 9, 9, 0), Given.RequestId, "2026-00042")],
        [new WaitingView(Guid.NewGuid(), Given.Tom, "Tom", "restauration", "Repas", "Restauration scolaire", "Garderie périscolaire",
            new DateOnly(2026, 12, 15), 3, 10, "Habite la commune : 10 points", Given.RequestId, "2026-00042")]);

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
    public async Task From_the_menu_of_the_planning_an_offer_is_answered_by_its_cell_and_leads_back_with_what_was_chosen()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/offers"] = Offered;
        front.Upstream.Answers[$"POST {Given.Api}/planning/offers/{Offer}/decline"] = Given.Receipt(RequestStatus.Cancelled, Given.Line(LineOutcome.Cancelled));
        var month = await front.OpenAsync("/planning?mois=2026-12");
        var decline = month.Document.QuerySelector("#menu-case button[data-do=decline]")!;
        Assert.Equal("reponse", decline.GetAttribute("form"));
        month.Document.QuerySelector("#reponse")!.SetAttribute("action", decline.GetAttribute("formaction")!);

        var back = await front.SubmitAsync(month, "#reponse", ("c", "0001.restauration.20261214"), ("garder", "0001.restauration.20261217"));
        front.Upstream.Answers[$"GET {Given.Api}/planning/offers"] = Offered with { Offers = [] };
        var over = await front.SubmitAsync(month, "#reponse", ("c", "0001.restauration.20261214"));

        Assert.EndsWith("/planning?mois=2026-12&semaine=2026-12-14&c=0001.restauration.20261217", back.Address, StringComparison.Ordinal);
        Assert.Contains("Vous avez laissé la place", back.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Cette proposition est terminée", over.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Single(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith("/decline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_week_that_is_offered_or_waited_for_names_its_days()
    {
        await using var front = await Front.StartAsync();
        var friday = new DateOnly(2026, 12, 18);
        front.Upstream.Answers[$"GET {Given.Api}/planning/offers"] = new OffersView(
            [.. Offered.Offers.Select(o => o with { UnitLabel = "Semaine", Last = friday })],
            [.. Offered.Waiting.Select(w => w with { UnitLabel = "Semaine", Date = new DateOnly(2026, 12, 14), Last = friday })]);

        var text = (await front.OpenAsync("/planning/offres")).Text.Replace('\u00A0', ' ');

        Assert.Equal(2, text.Split("Du 14 au 18 décembre").Length - 1);
    }

    [Fact]
    public async Task An_offer_that_is_over_says_so()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/planning/offers"] = Offered;
        front.Upstream.Answers[$"POST {Given.Api}/planning/offers/{Offer}/decline"] = new Upstream.Refusal(409, "offer.over",
            "Cette proposition est terminée.");

        var page = await front.SubmitAsync(await front.OpenAsync("/planning/offres"), "form[action$='handler=Decline']");

        Assert.Contains("Cette proposition est terminée.", page.Document.QuerySelector("#erreurs")?.TextContent, StringComparison.Ordinal);
    }
}
