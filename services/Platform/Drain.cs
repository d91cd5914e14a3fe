namespace Preau.Platform;

/// <summary>
/// A host that is told to end (SIGTERM) says first that it is no longer ready and asks each caller to come back by another connection, for
/// <c>Shutdown:DrainSeconds</c>; only then does it stop listening, and what is in hand ends.
/// Nobody meets a closed door meanwhile, provided another replica is there.
/// Zero by default: who is alone has nobody to leave the work to.
/// </summary>
internal sealed class Drain(IConfiguration configuration) : IHostedLifecycleService
{
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(configuration.GetValue("Shutdown:DrainSeconds", 0));
    private volatile bool _leaving;

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Drain>());
        builder.Services.AddTransient<IStartupFilter, Filter>();
        // A host without a database adds no check of its own, and answers for its health all the same.
        builder.Services.AddHealthChecks();
    }

    /// <summary>Before any part of the host stops, the listening one included.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _leaving = true;
        try
        {
            await Task.Delay(_patience, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Told to hurry: the host stops now.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Before everything else that answers: a kept connection would lead here again.
    private sealed class Filter(Drain drain) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (!drain._leaving)
                {
                    return rest(http);
                }

                http.Response.Headers.Connection = "close";
                if (!http.Request.Path.Equals("/health/ready", StringComparison.Ordinal))
                {
                    return rest(http);
                }

                // Not a fault: said here, so that no failed check is logged for each look.
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return http.Response.WriteAsync("Leaving");
            });
            next(app);
        };
    }
}
