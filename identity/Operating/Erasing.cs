using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Operating;

/// <summary>Once an hour: communes whose thirty days are over. Twice at once does no harm.</summary>
internal sealed partial class Erasing(IServiceScopeFactory scopes, ILogger<Erasing> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<ChangeCommune>().EraseDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException)
            {
                NotErased(logger, e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Communes due to be erased were not, next try in an hour: {Error}")]
    private static partial void NotErased(ILogger logger, string error);
}
