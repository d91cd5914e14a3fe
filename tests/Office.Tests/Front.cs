using Preau.Platform;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>The agents' front under /biviers/mairie.</summary>
internal sealed class Front : FrontUnderTest
{
    public Upstream Upstream { get; } = new();

    public static Task<Front> StartAsync(params string[] permissions) => StartAsync("biviers", null, permissions);

    /// <summary>On a real Planning instead of prepared answers.</summary>
    public static async Task<Front> StartAsync(string tenant, ServiceUnderTest? planning, params string[] permissions)
    {
        var front = new Front();
        await front.Upstream.StartAsync();
        front.Upstream.Planning = planning;
        front.Upstream.Biviers = front.Upstream.Biviers with { Slug = tenant };
        front.Upstream.Members = [new Membership(tenant, Membership.Staff, null, null, permissions)];
        await front.StartAsync(OfficeApp.BuildAsync, "Office", front.Upstream.Url, tenant, $"/{tenant}/mairie");
        return front;
    }

    /// <summary>As the page's script sends: the form's token in a header.</summary>
    public async Task<(int Status, string Body)> PostJsonAsync(string path, string json, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri(Base + path))
        { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("RequestVerificationToken", token ?? "faux");
        using var response = await SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
