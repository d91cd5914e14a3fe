using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Preau.Platform;
using Yarp.ReverseProxy.Forwarder;

namespace Preau.Gateway;

/// <summary>The one host that faces the outside: one origin for fronts, identity and APIs.</summary>
public static partial class GatewayApp
{
    public static Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "gateway", typeof(GatewayApp), b =>
        {
            // Under every other source: any address can be configured over it.
            b.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Routes.Addresses });
            with?.Invoke(b);
        });
        // One line per failure, ours, instead of a stack trace.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddSingleton<TenantDirectory>();
        builder.Services.AddHostedService(sp => sp.GetRequiredService<TenantDirectory>());
        builder.Services.AddHealthChecks().AddCheck<CommunesKnown>("communes", tags: ["ready"]);
        builder.Services.AddReverseProxy()
            .LoadFromMemory(Routes.All, [])
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .ConfigureHttpClient((_, handler) =>
            {
                // Pods move: an address is looked up again at least this often.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
                handler.ConnectTimeout = TimeSpan.FromSeconds(3);
            });
        RateLimits.Add(builder);
        var app = builder.Build();
        app.UseExceptionHandler(o => o.Run(http => Pages.Unavailable(http, StatusCodes.Status502BadGateway)));
        app.UseTrustedProxies();
        app.UseStrictTransport();
        // Here, for a host that refuses in the middle of a body looks from here as if it had broken off.
        app.UseUploads(Pages.TooLarge);
        app.UseDestinations();
        app.UseRouting();
        app.UseRateLimiter();
        app.MapHealth();
        app.MapPageAssets();
        app.MapDemoSites();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(AnswerFailures);
            proxy.Use(SecondTry.Go);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        app.MapFallback("{**path}", Pages.NotFound);
        return Task.FromResult(app);
    }

    private static async Task AnswerFailures(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var error = http.GetForwarderErrorFeature();
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested || (error is null && http.Response.StatusCode is not (502 or 503 or 504)))
        {
            return;
        }

        if (Refusal(error?.Exception) is { } refused)
        {
            http.Response.Clear();
            await (refused == StatusCodes.Status413PayloadTooLarge ? Pages.TooLarge(http, Uploads.LimitOf(http.Request)) : Pages.Unreadable(http));
            return;
        }

        var status = http.Response.StatusCode is 503 or 504 ? http.Response.StatusCode : StatusCodes.Status502BadGateway;
        NoAnswer(http.RequestServices.GetRequiredService<ILogger<TenantDirectory>>(), http.GetReverseProxyFeature().Route.Config.ClusterId, status,
            error?.Error);
        http.Response.Clear();
        await Pages.Unavailable(http, status);
    }

    // The client's own fault, noticed while its body was passed on: of unknown length and too long, or broken off.
    private static int? Refusal(Exception? e) => e switch
    {
        null => null,
        BadHttpRequestException bad => bad.StatusCode,
        AggregateException many => many.InnerExceptions.Select(Refusal).FirstOrDefault(s => s is not null),
        _ => Refusal(e.InnerException),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster} did not answer: {Status} {Error}")]
    private static partial void NoAnswer(ILogger logger, string? cluster, int status, ForwarderError? error);

    // Behind an ingress, its networks (Gateway:TrustedNetworks:0=10.0.0.0/8) may say who the client is; nobody else may.
    private static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection("Gateway:TrustedNetworks").Get<string[]>() is not { Length: > 0 } networks)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        app.UseForwardedHeaders(options);
    }

    private static void UseStrictTransport(this WebApplication app)
    {
        if (app.Configuration["PublicUrl"]?.StartsWith("https:", StringComparison.Ordinal) == true)
        {
            app.Use((http, next) =>
            {
                http.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
                return next(http);
            });
        }
    }

    private sealed class CommunesKnown(TenantDirectory tenants) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(tenants.IsLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The communes are not known yet."));
    }
}
