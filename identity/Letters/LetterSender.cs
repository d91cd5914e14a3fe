using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.Letters;

/// <summary>Sends the letters one by one under a lease; a mail server that is down delays, it does not lose.</summary>
internal sealed partial class LetterSender(IServiceScopeFactory scopes, IMailer mailer, ILogger<LetterSender> logger) : BackgroundService
{
    private const int Attempts = 40;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendOneAsync(stoppingToken))
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The row stays; another try follows.
                NotSent(logger, e.GetType().Name);
            }

            await Task.Delay(Poll, stoppingToken);
        }
    }

    private async Task<bool> SendOneAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var (now, never) = (Now, MailLease.OutOfReach(LetterText.Hour));
        var due = db.Letters.AsNoTracking().Where(l => l.NextAttemptAt <= now || l.NextAttemptAt > never);
        if (await due.OrderBy(l => l.NextAttemptAt).ThenBy(l => l.Id).FirstOrDefaultAsync(ct) is not { } letter)
        {
            return false;
        }

        // Claimed by one replica: the others see a later time.
        var mine = await db.WriteAsync(token => db.Letters.Where(l => l.Id == letter.Id && l.NextAttemptAt == letter.NextAttemptAt)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.NextAttemptAt, MailLease.In(MailLease.Length)).SetProperty(l => l.Attempts, l => l.Attempts + 1),
                token),
            ct);
        if (mine == 1)
        {
            await MailLease.HoldAsync(until => MoveAsync(letter.Id, until), () => SendAsync(scope.ServiceProvider, letter, ct));
        }

        return true;
    }

    private async Task SendAsync(IServiceProvider services, Letter letter, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDb>();
        try
        {
            if (letter.Attempts < Attempts && await services.GetRequiredService<LetterText>().WriteAsync(letter, ct) is { } message)
            {
                await mailer.SendAsync(message, ct);
            }
        }
        catch (LetterWaitsException)
        {
            await db.WriteAsync(token => db.Letters.Where(l => l.Id == letter.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.NextAttemptAt, MailLease.In(LetterText.Hour)), token), ct);
            return;
        }

        await db.WriteAsync(token => db.Letters.Where(l => l.Id == letter.Id).ExecuteDeleteAsync(token), ct);
    }

    private async Task MoveAsync(Guid letter, long until)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await db.WriteAsync(token => db.Letters.Where(l => l.Id == letter).ExecuteUpdateAsync(s => s.SetProperty(l => l.NextAttemptAt, until), token),
            CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A letter was not sent, next try in a minute: {Error}")]
    private static partial void NotSent(ILogger logger, string error);
}
