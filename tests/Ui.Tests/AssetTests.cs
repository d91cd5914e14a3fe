using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Preau.Ui.Tests;

public sealed class AssetTests : IAsyncLifetime
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
    private readonly WebApplication app = Host(("Ui:FormOrigins:0", "https://www.payfip.gouv.fr"));

    [Fact]
    public async Task An_address_with_its_hash_is_kept_for_ever_and_any_other_is_asked_again()
    {
        using var hashed = await client.GetAsync(Assets.Url("preau.css"));
        Assert.Contains("immutable", hashed.Headers.CacheControl!.ToString());
        Assert.Equal("text/css", hashed.Content.Headers.ContentType!.MediaType);
        using var other = await client.GetAsync("/_ui/preau.css?v=0");
        Assert.Equal("no-cache", other.Headers.CacheControl!.ToString());

        using var again = new HttpRequestMessage(HttpMethod.Get, Assets.Url("preau.css"));
        again.Headers.IfNoneMatch.Add(hashed.Headers.ETag!);
        using var unchanged = await client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Styles_go_out_as_small_as_the_browser_accepts(string accepted, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Assets.Url("preau.css"));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var response = await client.SendAsync(request);
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Fact]
    public async Task The_sheets_of_a_folder_go_out_as_one_in_the_order_of_their_names()
    {
        var sheet = await client.GetStringAsync(Assets.Url("preau.css"));
        int[] places = [.. new[] { "@layer reset, tokens,", "@layer base {", "@layer layout {", "@layer parts {", "@layer screens {", "@layer print {" }
            .Select(layer => sheet.IndexOf(layer, StringComparison.Ordinal))];

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Throws<ArgumentException>(() => Assets.Url("preau/1-base.css"));
    }

    [Fact]
    public void A_whole_sheet_of_an_older_version_is_not_joined_in_front_of_its_parts()
    {
        Assert.Equal(["preau/1-base.css", "preau/2-layout.css"], Assets.Parts("preau.css", ["preau.css", "preau/2-layout.css", "preau/1-base.css"]));
        Assert.Equal(["office.css"], Assets.Parts("office.css", ["office.css"]));
    }

    [Fact]
    public async Task A_theme_is_a_style_sheet_of_two_colours()
    {
        Assert.Equal(":root{--brand:#1F4E79;--brand-night:#91C3F5}", await client.GetStringAsync(Theme.Of("#1F4E79").Url));
    }

    [Theory]
    [InlineData("/_ui/nothing.css")]
    [InlineData("/_ui/theme/zzzzzz.css")]
    [InlineData("/_ui/theme/2f6b3.css")]
    [InlineData("/_ui/theme/2f6b3a.js")]
    [InlineData("/_ui/%2e%2e/Preau.Ui.dll")]
    public async Task What_is_no_asset_is_not_found(string path)
    {
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Pages_carry_a_strict_policy_and_are_never_stored()
    {
        using var response = await client.GetAsync("/page");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy);
        Assert.Contains("form-action 'self' https://www.payfip.gouv.fr;", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public void A_form_origin_that_could_widen_the_policy_is_refused_at_start()
    {
        Assert.Throws<InvalidOperationException>(() => Host(("Ui:FormOrigins:0", "https://pay.example; script-src *")));
    }

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync(TestContext.Current.CancellationToken);
        client.BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private static WebApplication Host(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Append(("Urls", "http://127.0.0.1:0")).ToDictionary(s => s.Item1, s => s.Item2));
        var app = builder.Build();
        app.UseUiSecurity();
        app.MapUiAssets();
        app.MapGet("/page", () => "page");
        return app;
    }
}
