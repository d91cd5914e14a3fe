using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Preau.Platform;

namespace Preau.Identity.OpenId;

/// <summary>Forgets what has served: old tokens, used links, quiet guards, traces older than a year. Twice a day; twice at once does no harm.</summary>
internal sealed partial class Pruning(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Pruning> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(12));
        do
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
#pragma warning disable CA1031 // the loop outlives every failure: the provider of SQL Server wraps some of its own in others
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                NotPruned(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task PruneAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var now = clock.UtcNow();
        var day = clock.GetUtcNow().AddDays(-1);
        await services.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(day, ct);
        await services.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(day, ct);
        var db = services.GetRequiredService<IdentityDb>();
        var (forgiven, expired, old) = (now - SignInGuard.Memory, now.AddDays(-7), now - SignInRecord.Keep);
        await db.WriteAsync(async token =>
        {
            await db.SignInGuards.Where(g => g.LastFailureAt < forgiven).ExecuteDeleteAsync(token);
            await db.PasswordLinks.Where(l => l.ExpiresAt < expired).ExecuteDeleteAsync(token);
            await db.Sessions.Where(s => s.EndsAt < expired).ExecuteDeleteAsync(token);
            await db.Confirmations.Where(c => c.ExpiresAt < expired).ExecuteDeleteAsync(token);
            await db.SignInRecords.Where(r => r.At < old).ExecuteDeleteAsync(token);
        }, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old rows not pruned, next try in twelve hours: {Error}")]
    private static partial void NotPruned(ILogger logger, string error);
}
