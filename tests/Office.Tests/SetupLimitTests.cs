using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Office.Tests.SetupForms;

namespace Preau.Office.Tests;

/// <summary>A limit that holds for some days only, with its three dates, on a real Planning.</summary>
public sealed class SetupLimitTests(SetupFormsHost host) : IClassFixture<SetupFormsHost>
{
    private const string Tenant = "biviers";
    private const string Path = "/reglages/regles/periscolaire";

    [Fact]
    public async Task A_fixed_date_for_the_days_between_two_dates_is_read_refused_beside_its_fields_and_kept()
    {
        await using var front = await Front.StartAsync(Tenant, host.Planning, "settings");
        var page = await front.OpenAsync(Path);
        (string, string)[] typed = [("Input.Book[1].Anchor", "fixedDate"), ("Input.Book[1].Date", "2027-06-20"), ("Input.Book[1].OnFrom", "2027-07-10"),
            ("Input.Book[1].OnUntil", "2027-07-05"), ("Input.From", "2027-06-01")];

        page = await SubmitAsync(front, page, "form.cols", "Save", typed);

        var said = page.Document.GetElementById("Input_Book_1_-e")?.TextContent ?? "";
        Assert.Contains("Le dernier jour vient après le premier", said, StringComparison.Ordinal);
        Assert.Contains("Indiquez une heure", said, StringComparison.Ordinal);
        // The summary says which limit it speaks of, and leads to the field.
        var links = page.Document.QuerySelectorAll("#erreurs a").ToArray();
        Assert.Equal(["#Input_Book_1__OnUntil", "#Input_Book_1__Time"], links.Select(a => a.GetAttribute("href")!).Order(StringComparer.Ordinal));
        Assert.All(links, a => Assert.StartsWith("Limite pour réserver.", a.TextContent, StringComparison.Ordinal));
        Assert.All(links, a => Assert.NotNull(page.Document.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Equal(("2027-06-20", "2027-07-10", "2027-07-05"),
            (Value(page, "Input.Book[1].Date"), Value(page, "Input.Book[1].OnFrom"), Value(page, "Input.Book[1].OnUntil")));

        page = await SubmitAsync(front, page, "form.cols", "Save", ("Input.Book[1].Date", ""), ("Input.Book[1].Time", "12:00"),
            ("Input.Book[1].OnFrom", "2027-07-05"), ("Input.Book[1].OnUntil", "2027-07-10"));
        Assert.Contains("Indiquez une date", page.Document.GetElementById("Input_Book_1_-e")?.TextContent, StringComparison.Ordinal);
        await SubmitAsync(front, page, "form.cols", "Save", ("Input.Book[1].Date", "2027-06-20"));

        var agent = host.Planning.Client(Tokens.Agent(Tenant, "settings"));
        var draft = await agent.GetAsAsync<SettingsDraftView>($"/api/{Tenant}/planning/settings/draft");
        var version = JsonNode.Parse(draft.Document.GetRawText())!["rules"]!["periscolaire"]!.AsArray()[^1]!;
        Assert.Equal("2027-06-01", (string?)version["validFrom"]);
        var limit = version["deadlines"]!["book"]!.AsArray()[0]!;
        Assert.Equal(("fixedDate", "2027-06-20", "12:00", """{"from":"2027-07-05","until":"2027-07-10"}"""),
            ((string?)limit["anchor"], (string?)limit["date"], (string?)limit["time"], limit["on"]!.ToJsonString()));

        // Read again, the three dates stand in their fields.
        var again = await front.OpenAsync(Path + "?version=2027-06-01");
        Assert.Equal(("2027-06-20", "2027-07-05", "2027-07-10"),
            (Value(again, "Input.Book[0].Date"), Value(again, "Input.Book[0].OnFrom"), Value(again, "Input.Book[0].OnUntil")));
        await agent.DeleteAsync(new Uri($"/api/{Tenant}/planning/settings/draft?basedOn={draft.Revision}", UriKind.Relative));
    }
}
