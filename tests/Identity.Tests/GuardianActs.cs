using System.Net.Http.Headers;
using Preau.Contracts;

namespace Preau.Identity.Tests;

/// <summary>What Family tells of guardians, and the mails that follow.</summary>
public abstract class GuardianActs
{
    protected static readonly DateTime Morning = new(2026, 11, 30, 8, 0, 0, DateTimeKind.Utc);

    protected static GuardianAccessChanged NewGuardian(string first, string last, string? email) =>
        new("biviers", Morning, Guid.NewGuid(), Guid.NewGuid(), first, last, email, MayEnter: true, InvitedAt: email is null ? null : Morning, Version: 5);

    protected static string Address() => $"{Guid.NewGuid():N}@parent.example";

    protected static string LinkIn(string text) => text.Split('\n').First(l => l.Contains("lien=", StringComparison.Ordinal)).Trim();

    protected static async Task<HttpClient> AgentAsync(Portal portal, string userName, string commune, string client = "office")
    {
        using var browser = portal.Open();
        var tokens = await new Front(portal.Url, client, $"/{commune}" + (client == "office" ? "/mairie" : ""), commune)
            .SignInAsync(browser, userName, Portal.DemoPassword);
        var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return http;
    }
}
