using System.Text.Json;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Each API describes itself.</summary>
public sealed class OpenApiTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("family")]
    [InlineData("planning")]
    [InlineData("billing")]
    [InlineData("messaging")]
    public async Task The_description_of_an_API_names_its_routes(string service)
    {
        using var http = new HttpClient { BaseAddress = new Uri(product.Host.Addresses[service]) };

        var document = await http.GetAsAsync<JsonElement>("/openapi/v1.json");

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All(document.GetProperty("paths").EnumerateObject().Where(p => !p.Name.StartsWith("/agenda", StringComparison.Ordinal)),
            p => Assert.Matches($"^/api/{{(tenant|slug)}}/{service}(/|$)", p.Name));
    }

    [Fact]
    public async Task What_an_API_answers_of_people_is_kept_by_nobody()
    {
        using var parent = await product.ApiAsync("biviers", "jean.dupont");
        foreach (var path in (string[])["family/me", "planning/home", "billing/account", "messaging/threads"])
        {
            using var answer = await parent.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.Contains("no-store", answer.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
        }
    }
}
