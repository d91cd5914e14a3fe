using System.Text.Json.Serialization;
using MassTransit;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Preau.Platform.Moving;

namespace Preau.Platform;

/// <summary>Defaults of every host: configuration, clock, problems, health, telemetry, forwarded headers.</summary>
public static class ServiceHost
{
    /// <summary>Largest body any host takes, in bytes, but for <see cref="Uploads"/>; the gateway refuses more before a host has to.</summary>
    public const long MaxBody = 1024 * 1024;

    /// <param name="name">Short name of the host: "planning"; also its database, queue and telemetry name.</param>
    /// <param name="app">Any type of the host's own assembly: its pages and parts are found from it, not from the process's entry assembly.</param>
    /// <param name="with">Last word on configuration and services, for the standalone host and tests.</param>
    public static WebApplicationBuilder Create(string[] args, string name, Type app, Action<WebApplicationBuilder>? with)
    {
        OwnFiles.Begin();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Where(a => a != "migrate")],
            ApplicationName = app.Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = MaxBody;
        });
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // Framework request logs print URLs and bodies' types; ours name no one.
        builder.Logging.AddFilter("MassTransit", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A client's cancelled or malformed request is answered with a problem, not logged as our failure.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.Error);
        with?.Invoke(builder);
        // The host keeps a second description of where it runs, from before "with" had its say: both must tell the same.
        builder.Services.AddSingleton<IHostEnvironment>(builder.Environment);
        Production.Check(builder.Configuration, builder.Environment);
        builder.Services.TryAddSingleton(Clock.FromConfiguration(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton<Pulses>();
        builder.Services.AddProblems();
        Drain.Add(builder);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        });
        builder.Services.Configure<ForwardedHeadersOptions>(o =>
        {
            // Hosts listen on a private network; only the gateway faces the outside and it rewrites these headers.
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            o.KnownIPNetworks.Clear();
            o.KnownProxies.Clear();
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.Host.UseDefaultServiceProvider(o =>
        {
            o.ValidateOnBuild = true;
            o.ValidateScopes = true;
        });
        builder.AddTelemetry(name);
        return builder;
    }

    /// <summary>An API service: bearer tokens, tenant of the route, settings, bus, OpenAPI. Call after its handlers are registered.</summary>
    public static void AddApi(this WebApplicationBuilder builder, string name)
    {
        builder.AddBearer();
        builder.AddBus(name);
        builder.Services.AddSingleton<SettingsCache>();
        builder.Services.AddOpenApi();
    }

    /// <summary>Middleware of an API service, in order; then map routes.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseUploads((http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        });
        app.UseNoStore();
        app.UseRouting();
        app.UseAuthentication();
        app.UseTenantOfRoute();
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
    }

    // What an API answers is about people: no browser and no proxy keeps it, unless a route says otherwise. Health and descriptions are public.
    private static void UseNoStore(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            http.Response.OnStarting(() =>
            {
                if (http.Response.Headers.CacheControl.Count == 0)
                {
                    http.Response.Headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
        }

        return next(http);
    });

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") }).AllowAnonymous();
    }

    /// <summary>Brings the database up to date, takes the tenant files in and joins the bus. Part of building, so that a started host is ready.</summary>
    public static async Task PrepareAsync<TDb>(this WebApplication app, string[] args) where TDb : TenantDb
    {
        await app.PrepareDatabaseAsync<TDb>(force: args.Contains("migrate"));
        await app.JoinAsync(args);
    }

    /// <summary>The part of <see cref="PrepareAsync"/> after the database: joins the bus and takes the tenant files in.</summary>
    public static async Task JoinAsync(this WebApplication app, string[] args)
    {
        if (app.Services.GetService<Subscriptions>() is { } subscriptions)
        {
            app.Services.GetService<InProcessFabric>()?.Join(subscriptions);
        }

        await app.ImportTenantFilesAsync();
        if (args.Contains("migrate") && app.Services.GetService<IBusControl>() is { } bus)
        {
            // Queues exist before the first event is published: mandatory publishing protects only the first subscriber.
            await bus.DeployAsync();
        }
    }

    /// <summary>The whole main method: <c>migrate</c> prepares and ends, <c>export SLUG FILE</c> writes this host's sections of a tenant's file
    /// and ends; without them the host serves. A wrong tenant file or setting is one sentence, not a stack trace.</summary>
    /// <remarks><c>move-out SLUG FOLDER</c> and <c>move-in FOLDER</c> carry a tenant with its history to another installation (<see cref="Moving"/>).</remarks>
    /// <remarks><c>healthcheck [port]</c> asks a host that runs beside it, for images without curl; 0 = ready.</remarks>
    public static async Task<int> RunAsync(string[] args, Func<string[], Action<WebApplicationBuilder>?, Task<WebApplication>> build)
    {
        if (args is ["healthcheck", ..])
        {
            return await IsReadyAsync(args.ElementAtOrDefault(1) ?? Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS") ?? "8080") ? 0 : 1;
        }

        try
        {
            var acts = args is ["export" or "move-out", _, _] or ["move-in", _];
            await using var app = await build(acts ? [] : args, null);
            if (acts)
            {
                await ActAsync(app.Services, args);
            }
            else if (!args.Contains("migrate"))
            {
                await app.RunAsync();
            }

            return 0;
        }
        catch (Exception e) when (e is TenantFileException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (Problems.NotWritable(e))
        {
            await Console.Error.WriteLineAsync("The database can't be written: its folder or disk is read-only or full.");
            return 1;
        }
    }

    private static async Task ActAsync(IServiceProvider services, string[] args)
    {
        if (args[0] == "export")
        {
            await services.ExportTenantFileAsync(args[1], args[2]);
            return;
        }

        await Console.Out.WriteLineAsync(args[0] == "move-out" ? await services.MoveOutAsync(args[1], args[2]) : await services.MoveInAsync(args[1]));
    }

    private static async Task<bool> IsReadyAsync(string port)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return false;
        }
    }

    /// <summary>Traces and metrics where a collector is named, else nothing.</summary>
    // An address that is itself the secret is traced nowhere.
    private static bool IsSecret(string? path) => path?.EndsWith(".ics", StringComparison.OrdinalIgnoreCase) == true;

    private static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        // Measured: instruments that nobody reads cost a request some percent, on each hop.
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("preau-" + name))
            .WithTracing(t =>
                t.AddAspNetCoreInstrumentation(o => o.Filter = c => !c.Request.Path.StartsWithSegments("/health") && !IsSecret(c.Request.Path.Value))
                    .AddHttpClientInstrumentation(o => o.FilterHttpRequestMessage = r => !IsSecret(r.RequestUri?.AbsolutePath))
                    .AddSource("Preau.*", "MassTransit").AddOtlpExporter())
            .WithMetrics(m =>
                m.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Preau.*").AddOtlpExporter());
    }
}
