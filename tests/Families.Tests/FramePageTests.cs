using System.Net.Http.Headers;
using System.Text;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Families.Tests;

/// <summary>What surrounds the pages, and what goes through them that no plain form carries.</summary>
public sealed class FramePageTests
{
    private static readonly Guid Evidence = Guid.Parse("50000000-0000-0000-0000-000000000001");

    [Fact]
    public async Task An_account_of_two_communes_passes_from_one_to_the_other_and_to_its_other_role()
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Members =
        [
            .. front.Upstream.Members, new Membership("pays", Membership.Owner, Given.Family, Given.Guardian, []),
            new Membership("biviers", Membership.Staff, null, null, ["requests"]),
        ];
        front.Upstream.Answers["GET /identity/tenants/pays"] = front.Upstream.Biviers with { Slug = "pays", Name = "Pays de Saint-Marcellin" };

        var page = await front.OpenAsync("/");

        Assert.Equal(["/pays/ Passer à Pays de Saint-Marcellin", "/biviers/mairie/ Passer à Biviers, agents"],
            page.Document.QuerySelectorAll("#person a[href]").Where(a => a.TextContent.Contains("Passer à", StringComparison.Ordinal))
                .Select(a => $"{a.GetAttribute("href")} {a.TextContent.Trim()}"));
    }

    [Fact]
    public async Task Files_of_a_form_reach_the_service_one_by_one_and_a_form_without_any_says_what_to_do()
    {
        await using var front = await Front.StartAsync();
        var view = new EvidenceView(Evidence, Given.Family, "DUPONT", Given.Louise, "Louise", "Raison médicale", new DateOnly(2026, 12, 10),
            new DateOnly(2026, 12, 10), Given.RequestId, "2026-00042",
            EvidenceState.Awaited, new DateTime(2026, 12, 11, 23, 59, 0), new DateTime(2026, 12, 18, 23, 59, 0), true, "À envoyer.", null, null, null, null, [],
            [], []);
        front.Upstream.Answers[$"GET {Given.Api}/planning/evidence/{Evidence}"] = view;
        front.Upstream.Answers[$"POST {Given.Api}/planning/evidence/{Evidence}/upload"] = view;

        var none = await SendAsync(front);
        Assert.Contains("Choisissez une photo ou un PDF.", none.Text, StringComparison.Ordinal);
        var done = await SendAsync(front, "un.pdf", "deux.pdf");

        Assert.Contains("Vos fichiers sont arrivés.", done.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, front.Upstream.Calls.Count(c => c.Method == "POST" && c.Path.EndsWith("/upload", StringComparison.Ordinal)));
    }

    private static async Task<Testing.FrontUnderTest.Shown> SendAsync(Front front, params string[] names)
    {
        var page = await front.OpenAsync($"/justificatifs/{Evidence}");
        Assert.DoesNotContain("heic", page.Document.QuerySelector("input[type=file]")!.GetAttribute("accept"), StringComparison.OrdinalIgnoreCase);
        using var content = new MultipartFormDataContent {
            { new StringContent(page.Document.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" } };
        foreach (var name in names)
        {
            var file = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.4 1 0 obj"));
            file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            content.Add(file, "Files", name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{front.Base}/justificatifs/{Evidence}/envoi") { Content = content };
        return await front.ShowAsync(request);
    }
}
