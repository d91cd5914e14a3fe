using System.Collections.Concurrent;
using System.Net.Http.Json;
using Preau.Contracts.Api;

namespace Preau.Ui.Bff;

/// <summary>What each commune says on its legal pages, kept for a minute. Without an answer
/// the pages still stand, with what the law asks of everyone.</summary>
public sealed class LegalDirectory(IHttpClientFactory clients)
{
    internal const string Client = "legal";

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long At, LegalView? View)> _known = new(StringComparer.Ordinal);

    public async Task<LegalView?> FindAsync(string slug)
    {
        var now = Environment.TickCount64;
        if (_known.TryGetValue(slug, out var known) && now - known.At < Fresh.TotalMilliseconds)
        {
            return known.View;
        }

        // Whoever comes while one asks reads what is known so far.
        _known[slug] = (now, known.View);
        try
        {
            using var response = await clients.CreateClient(Client).GetAsync($"api/{Uri.EscapeDataString(slug)}/family/open/legal");
            var view = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<LegalView>() : null;
            _known[slug] = (now, view);
            return view;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            return known.View;
        }
    }

    /// <summary>Links of every page's foot (RGAA, LCEN, RGPD).</summary>
    internal static FootLink[] Links(string families, LegalView? legal) =>
    [
        new($"Accessibilité : {StateOf(legal)}", families + "/accessibilite"), new("Vos données", families + "/donnees-personnelles"),
        new("Mentions légales", families + "/mentions-legales"), new("Aide", families + "/aide"),
    ];

    public static string StateOf(LegalView? legal) =>
        legal?.Accessibility switch { "full" => "totalement conforme", "partial" => "partiellement conforme", _ => "non conforme" };
}
