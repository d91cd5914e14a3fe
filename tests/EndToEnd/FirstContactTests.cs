using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Preau.Standalone;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>What a newcomer meets: the list of communes, the demo's own links, the options of the start.</summary>
public sealed class FirstContactTests(Product product, DemoData demo) : IClassFixture<Product>
{
    [Fact]
    public async Task Every_link_of_the_list_of_communes_leads_to_a_page_of_this_installation()
    {
        using var client = new HttpClient { BaseAddress = new Uri(product.Address) };
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        var links = page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Distinct().ToList();

        Assert.Superset(new HashSet<string> { "/biviers/", "/croc-vacances/", "/harmonie/", "/pays-saint-marcellin/", "/saint-martin-dauxigny/" },
            links.ToHashSet());
        foreach (var link in links)
        {
            await OpensAsync(client, link);
        }
    }

    [Fact]
    public void What_the_product_writes_is_for_its_own_account_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        var data = Path.GetDirectoryName(product.MailFolder)!;
        var folders = Directory.GetDirectories(data, "*", SearchOption.AllDirectories).Append(data);
        var files = Directory.GetFiles(data, "*", SearchOption.AllDirectories);

#pragma warning disable CA1416 // skipped there
        Assert.All(folders, f => Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(f), 8)));
        Assert.All(files, f => Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(f), 8)));
#pragma warning restore CA1416
        Assert.Contains(files, f => f.EndsWith("identity.db", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith("certificates.key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_address_in_the_communes_files_is_served_by_the_demo_or_is_a_public_one()
    {
        using var client = new HttpClient { BaseAddress = new Uri(product.Address) };
        var links = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "tenants"), "*.json")
            .Where(f => !f.EndsWith("schema.json", StringComparison.Ordinal))
            .SelectMany(f => Texts(JsonDocument.Parse(File.ReadAllText(f)).RootElement))
            .Where(t => t.StartsWith('/') || t.StartsWith("http", StringComparison.Ordinal)).Distinct().ToList();

        Assert.DoesNotContain(links, l => l.Contains(".example", StringComparison.Ordinal));
        var ours = links.Where(l => l.StartsWith("/_demo/", StringComparison.Ordinal)).ToList();
        Assert.True(ours.Count >= 20, string.Join(' ', ours));
        foreach (var link in ours)
        {
            await OpensAsync(client, link);
        }

        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await client.GetAsync(new Uri("/_demo/biviers/absent", UriKind.Relative)));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await client.GetAsync(new Uri("/_demo/..%2Fbiviers/", UriKind.Relative)));
    }

    [Theory]
    [InlineData("2026-12")]
    [InlineData("12")]
    [InlineData("2026-13-01")]
    [InlineData("2026-12-08T25:00")]
    [InlineData("08/12/2026")]
    [InlineData("demain")]
    public void A_moment_that_is_none_is_named_with_what_is_right(string now)
    {
        Assert.Null(StandaloneOptions.Read(["--now", now], out var error));
        Assert.Equal($"--now needs a whole date, with or without a time, such as 2026-12-08 or 2026-12-08T09:10, not '{now}'.", error);
    }

    [Theory]
    [InlineData("2026-12-08", "2026-12-07T23:00:00Z")]
    [InlineData("2026-12-08T09:10", "2026-12-08T08:10:00Z")]
    [InlineData("2026-07-08T09:10:30", "2026-07-08T07:10:30Z")]
    [InlineData("2026-12-08T09:10Z", "2026-12-08T09:10:00Z")]
    [InlineData("2026-12-08T09:10:00+01:00", "2026-12-08T08:10:00Z")]
    public void A_moment_without_an_offset_is_that_of_mainland_France(string now, string utc)
    {
        var data = Directory.CreateTempSubdirectory("preau-options-");
        var options = StandaloneOptions.Read(["--port", "8119", "--data", data.FullName, "--now", now], out var error);
        data.Delete(recursive: true);

        Assert.True(options is not null, error);
        var start = TimeProvider.System.GetUtcNow() + options!.Offset;
        Assert.InRange(start, DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture).AddHours(1));
    }

    [Fact]
    public async Task A_commune_is_closed_given_out_and_refused_by_commands_on_a_data_folder()
    {
        var data = Directory.CreateTempSubdirectory("preau-commands-").FullName;
        await demo.CopyToAsync(data);
        var options = StandaloneOptions.Read(["--data", data, "commune", "close", "harmonie"], out var error);
        Assert.True(options?.Commune is not null, error);

        Assert.Equal(0, await StandaloneHost.DoAsync(options, options.Commune));
        var file = Path.Combine(data, "harmonie-out.json");
        Assert.Equal(0, await StandaloneHost.DoAsync(options, ["export", "harmonie", file]));
        Assert.Equal(1, await StandaloneHost.DoAsync(options, ["close", "nulle-part"]));

        Assert.Equal("closed", JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("tenant").GetProperty("state").GetString());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    private static async Task OpensAsync(HttpClient client, string link)
    {
        Assert.True(link.StartsWith('/'), link);
        using var answer = await client.GetAsync(new Uri(link, UriKind.Relative));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{link}: {(int)answer.StatusCode}");
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().Where(p => p.Name != "$schema").SelectMany(p => Texts(p.Value)),
        _ => [],
    };
}
