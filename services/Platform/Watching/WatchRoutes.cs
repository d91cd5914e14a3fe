using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;

namespace Preau.Platform.Watching;

/// <summary>
/// <c>GET /watch</c> and <c>POST /watch/retry</c> of a service, for the operator alone. Like health they are no part of the API of a tenant,
/// and the gateway leads no one there: identity's pages ask for them between hosts.
/// </summary>
public static class WatchRoutes
{
    public const string OperatorRole = "operator";

    /// <summary>Call after the service has named its figures.</summary>
    public static void AddWatching<TDb>(this WebApplicationBuilder builder, string service) where TDb : TenantDb
    {
        var isRabbit = string.Equals(builder.Configuration["Bus:Transport"], "rabbitmq", StringComparison.OrdinalIgnoreCase);
        builder.Services.AddSingleton(new ErrorQueue(service, isRabbit && builder.Configuration["Bus:Address"] is { } address ? new Uri(address) : null));
        builder.Services.AddSingleton(sp => new Watcher<TDb>(
            service, sp.GetRequiredService<IServiceScopeFactory>(), sp.GetServices<Figure>(), sp.GetRequiredService<Pulses>(),
            sp.GetRequiredService<ErrorQueue>()));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            builder.Services.AddHostedService<Gauges<TDb>>();
        }
    }

    public static void MapWatching<TDb>(this IEndpointRouteBuilder app) where TDb : TenantDb
    {
        var operators = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim("role", OperatorRole).Build();
        var routes = app.MapGroup("/watch").RequireAuthorization(operators).ExcludeFromDescription();
        routes.MapGet("", async (Watcher<TDb> watcher, CancellationToken ct) => TypedResults.Ok(await watcher.ReadAsync(ct)));
        routes.MapPost("/retry", async (HttpContext http, CancellationToken ct) => TypedResults.Ok(await RetryAsync<TDb>(http.RequestServices, ct)));
    }

    private static async Task<WatchRetried> RetryAsync<TDb>(IServiceProvider services, CancellationToken ct) where TDb : TenantDb
    {
        int events, others = 0;
        using (await services.GetRequiredService<WriteGate>().EnterAsync(ct))
        {
            // Not those under a lease: somebody is sending them this moment.
            events = await services.GetRequiredService<TDb>().Outbox.Where(m => m.LastError != null && m.LeaseId == null)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, 0), ct);
        }

        foreach (var retry in services.GetServices<Retry>())
        {
            others += await retry.DoAsync(services, ct);
        }

        var back = await services.GetRequiredService<ErrorQueue>().PutBackAsync(ct);
        services.GetRequiredService<OutboxSignal>().Set();
        services.GetRequiredService<Watcher<TDb>>().Forget();
        return new WatchRetried(events, back, others);
    }
}
