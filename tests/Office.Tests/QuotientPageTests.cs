using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class QuotientPageTests
{
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");

    [Fact]
    public async Task How_quotients_come_and_what_they_do_is_set_and_the_rest_of_both_sections_survives()
    {
        await using var front = await Front.StartAsync(Permissions.Settings);
        front.Upstream.Answers["GET /api/biviers/family/settings"] = Section(4,
            new { answerDays = 5, quotientApi = new { siret = "26380046300019", day = 7, months = 12 } });
        front.Upstream.Answers["GET /api/biviers/billing/settings"] = Section(9, new { quotientDate = "nextMonth", cashOffices = Array.Empty<object>() });
        front.Upstream.Answers["PUT /api/biviers/family/settings"] = Section(5, new { });
        front.Upstream.Answers["PUT /api/biviers/billing/settings"] = Section(10, new { });
        var page = await front.OpenAsync("/reglages/quotient");
        Assert.Equal(("7", "12"), (page.Document.QuerySelector("#Day")!.GetAttribute("value"), page.Document.QuerySelector("#Months")!.GetAttribute("value")));

        var wrong = await front.SubmitAsync(page, "form[action*='handler=Fetch']", ("Day", "31"));
        Assert.Equal("Un jour de 1 à 28.", wrong.Document.QuerySelector("#Day-erreur span")!.TextContent);
        Assert.NotNull(wrong.Document.QuerySelector("input[name=By][value=nextMonth][checked]"));
        await front.SubmitAsync(page, "form[action*='handler=Fetch']", ("Day", "12"), ("Months", ""));
        Assert.Contains("\"answerDays\":5,\"quotientApi\":{\"siret\":\"26380046300019\",\"day\":12,\"from\":\"nextMonth\",\"months\":null}",
            Put(front, "family"), StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=Prices']", ("By", "service"), ("Retroactive", "no"));
        Assert.Contains("\"quotientDate\":\"service\",\"cashOffices\":[],\"retroactiveQuotient\":false", Put(front, "billing"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_reads_the_answers_with_their_proof_and_asks_now()
    {
        await using var front = await Front.StartAsync(Permissions.Families);
        var at = new DateTime(2026, 12, 8, 9, 10, 0);
        var view = new FamilyQuotientView(true, new QuotientAgreementView(at, "Jean Dupont", at.AddDays(28)),
            [new QuotientAnswerView(at, "found", 640, "CNAF", "2026-12", "2026-11", "https://particulier.api.gouv.fr/verification/ABC", null,
                "Quotient reçu et enregistré.")]);
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Jean}/quotients/agreement"] = view;
        front.Upstream.Answers[$"POST /api/biviers/family/families/{Jean}/quotients/ask"] = view;
        front.Upstream.Answers[$"GET /api/biviers/family/families/{Jean}"] = new FamilyView(Jean, "1001", "DUPONT Jean", true, null, null, [], [], null, [], 1);
        var page = await front.OpenAsync($"/familles/{Jean}/quotient");
        Assert.Equal("https://particulier.api.gouv.fr/verification/ABC", page.Document.QuerySelector("td a")!.GetAttribute("href"));

        await front.SubmitAsync(page, "form[action*='handler=Ask']");

        Assert.Contains(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith("/quotients/ask", StringComparison.Ordinal));
    }

    private static string Put(Front front, string service) =>
        front.Upstream.Calls.Last(c => c.Method == "PUT" && c.Path.Contains($"/{service}/", StringComparison.Ordinal)).Body;

    private static SectionView Section(long version, object document) => new(version, null, null, JsonSerializer.SerializeToElement(document));
}
