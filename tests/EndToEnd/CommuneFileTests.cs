using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The files of all communes both ways, through the agents' pages.</summary>
public sealed class CommuneFileTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task Each_communes_file_is_taken_given_out_equal_and_taken_again_without_a_change_and_a_bad_one_changes_nothing()
    {
        foreach (var (slug, account) in (IEnumerable<(string, string)>)[("biviers", "agent.biviers"), ("pays-saint-marcellin", "agent.saint-marcellin"),
            ("croc-vacances", "agent.croc"), ("saint-martin-dauxigny", "agent.saint-martin"), ("harmonie", "agent.harmonie")])
        {
            var file = await File.ReadAllTextAsync(Path.Combine(Tenants(), slug + ".json"));
            var page = await browser.OpenAsync(product);
            await page.SignInAsync($"/{slug}/mairie/", account);
            using var agent = await product.ApiAsync(slug, account, office: true);

            await TakeAsync(page, slug, file);
            await Assertions.Expect(page.Heading("Fichier repris")).ToBeVisibleAsync();
            var given = await GiveAsync(page, slug);
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(file).RootElement, JsonDocument.Parse(given).RootElement), $"{slug}: {given}");
            var versions = await VersionsAsync(agent);
            await TakeAsync(page, slug, given);
            await Assertions.Expect(page.GetByText("identique à ce qui est en vigueur")).ToHaveCountAsync(4);

            // One section that could be saved, and one that can't.
            var bad = JsonNode.Parse(given)!;
            bad["family"]!["quotientSources"] = new JsonArray("CAF");
            bad["planning"]!["validator"] = "";
            await TakeAsync(page, slug, bad.ToJsonString());
            await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("planning.validator");
            await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Rien n’a été enregistré");
            Assert.Equal(versions, await VersionsAsync(agent));
            await page.Context.CloseAsync();
        }
    }

    private static async Task TakeAsync(IPage page, string slug, string content)
    {
        await page.GotoAsync($"/{slug}/mairie/reglages/fichier");
        await page.GetByLabel("Fichier JSON")
            .SetInputFilesAsync(new FilePayload { Name = slug + ".json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(content) });
        await page.Button("Vérifier et enregistrer").ClickAsync();
    }

    private static async Task<string> GiveAsync(IPage page, string slug)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Link($"Télécharger {slug}.json").ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    private static async Task<string> VersionsAsync(HttpClient agent)
    {
        var versions = new List<long>();
        foreach (var service in (string[])["family", "planning", "billing", "messaging"])
        {
            versions.Add((await agent.GetAsAsync<SectionView>($"{service}/settings")).Version);
        }

        return string.Join('-', versions);
    }

    private static string Tenants()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Preau.slnx")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory.FullName, "deploy", "tenants");
    }
}
