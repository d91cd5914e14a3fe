namespace Preau.Identity.Federation;

internal static class Routes
{
    public static void AddFederation(this WebApplicationBuilder builder)
    {
        var providers = Provider.Read(builder.Configuration);
        if (builder.Environment.IsProduction() && providers.FirstOrDefault(p => !p.Authority.StartsWith("https://", StringComparison.Ordinal)) is { } open)
        {
            throw new InvalidOperationException($"Federation:{open.Key}:Authority must be https in production.");
        }

        builder.Services.AddSingleton(providers);
        builder.Services.AddHttpClient(ProviderClient.Name).ConfigureHttpClient(c => c.Timeout = TimeSpan.FromSeconds(10)).RemoveAllLoggers();
        builder.Services.AddSingleton<ProviderClient>();
        builder.Services.AddSingleton<Pending>();
        builder.Services.AddScoped<Federated>();
    }

    /// <summary>Where a form of these pages may end by redirects.</summary>
    public static IEnumerable<string> Origins(IServiceProvider services) =>
        services.GetRequiredService<IReadOnlyList<Provider>>().Select(p => new Uri(p.Authority).GetLeftPart(UriPartial.Authority));

    public static void MapFederation(this WebApplication app) =>
        app.MapGet("/externe/{provider}/fin", (HttpContext http, string? state, Federated federated) => Results.Redirect(federated.LeftTo(http, state)))
            .AllowAnonymous();
}
