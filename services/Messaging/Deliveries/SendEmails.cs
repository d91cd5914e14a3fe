using MailKit.Net.Smtp;
using MailKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using Preau.Platform;

namespace Preau.Messaging.Deliveries;

/// <summary>Section <c>Deliveries</c>.</summary>
public sealed class DeliveryOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long what a killed sender had claimed waits for another one; a living one renews.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(9);

    public TimeSpan Renewal { get; set; } = TimeSpan.FromSeconds(3);

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>With the longest pause of ten minutes: about two days.</summary>
    public int MaxAttempts { get; set; } = 300;

    public int BatchSize { get; set; } = 20;
}

/// <summary>
/// Sends what is queued: claims a batch under a lease, sends outside any transaction, notes the outcome. Any number of replicas.
/// A crash between the server's acceptance and the note sends again with the same Message-ID.
/// </summary>
public sealed partial class SendEmails(
    IServiceScopeFactory scopes, IMailer mailer, EmailText text, CommuneNames communes, IOptions<DeliveryOptions> settings,
        ILogger<SendEmails> log) : BackgroundService
{
    private readonly DeliveryOptions _options = settings.Value;

    // Leases and retries live by the real clock, as the mail server does.
    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private long Never => Leases.OutOfReach(Now, _options.Lease > _options.MaxRetry ? _options.Lease : _options.MaxRetry);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Poll);
        do
        {
            try
            {
                foreach (var tenant in await TenantsWithMailAsync(stoppingToken))
                {
                    await SendForAsync(tenant, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the loop outlives every failure
            catch (Exception e)
#pragma warning restore CA1031
            {
                RoundFailed(log, e.GetType().Name);
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // The one question asked across communes: which have something to send. Nothing but their names comes back.
    private async Task<List<string>> TenantsWithMailAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (now, never) = (Now, Never);
        return await scope.ServiceProvider.GetRequiredService<MessagingDb>().TenantsWithAsync<Delivery>(
            d => d.State == DeliveryState.Pending && (d.NextAttemptAt <= now || d.NextAttemptAt > never), ct);
    }

    private async Task SendForAsync(string tenant, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
        var db = scope.ServiceProvider.GetRequiredService<MessagingDb>();
        var lease = Guid.CreateVersion7();
        var claimed = await db.WriteAsync(async token =>
        {
            var (now, never) = (Now, Never);
            var waiting = db.Deliveries.Where(d => d.State == DeliveryState.Pending && (d.NextAttemptAt <= now || d.NextAttemptAt > never));
            var due = await waiting.OrderBy(d => d.NextAttemptAt).Take(_options.BatchSize).ToListAsync(token);
            foreach (var delivery in due)
            {
                delivery.LeaseId = lease;
                delivery.NextAttemptAt = now + (long)_options.Lease.TotalMilliseconds;
                delivery.Attempts++;
                delivery.Version++;
            }

            return due.ConvertAll(d => d.Id);
        }, ct);
        await Leases.HoldAsync(_options.Renewal, token => RenewAsync(tenant, lease, token),
            () => SendClaimedAsync(scope.ServiceProvider, tenant, claimed, lease, ct));
    }

    private async Task SendClaimedAsync(IServiceProvider services, string tenant, List<Guid> claimed, Guid lease, CancellationToken ct)
    {
        var db = services.GetRequiredService<MessagingDb>();
        var rules = await services.GetRequiredService<Publications.MessagingRulesInForce>().GetAsync(ct);
        var commune = claimed.Count == 0 ? null : await communes.OfAsync(tenant, ct);
        foreach (var id in claimed)
        {
            if (await ReadAgainAsync(db, id, lease, ct) is not var (address, messageId))
            {
                continue;
            }

            var message = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == messageId, ct);
            var subject = await db.Threads.Where(t => t.Id == message.ThreadId).Select(t => t.Subject).SingleAsync(ct);
            var (state, error) = await TryAsync(() => text.Write(tenant, commune, rules, message, subject, address, id), ct);
            await NoteAsync(db, id, lease, state, error);
        }
    }

    /// <summary>
    /// What holds now, just before sending: others of the batch may have taken their time, and meanwhile the consent was withdrawn, the address changed
    /// or a newer decision told. Null: not to be sent by us.
    /// </summary>
    private static Task<(string Address, Guid MessageId)?> ReadAgainAsync(MessagingDb db, Guid id, Guid lease, CancellationToken ct) =>
        db.WriteAsync<(string, Guid)?>(async token =>
        {
            db.ChangeTracker.Clear();
            if (await db.Deliveries.SingleOrDefaultAsync(d => d.Id == id && d.LeaseId == lease, token) is not { } delivery)
            {
                return null; // our lease ran out and another sender has it
            }

            var guardian = await db.Families.Where(f => f.FamilyId == delivery.FamilyId).SelectMany(f => f.Guardians)
                .SingleOrDefaultAsync(g => g.GuardianId == delivery.GuardianId, token);
            if (delivery.State == DeliveryState.Pending && guardian is { MayBeMailed: true })
            {
                delivery.Address = guardian.Email!;
                return (delivery.Address, delivery.MessageId);
            }

            delivery.State = DeliveryState.Dropped;
            delivery.LeaseId = null;
            delivery.Version++;
            return null;
        }, ct);

    private async Task RenewAsync(string tenant, Guid lease, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
        var db = scope.ServiceProvider.GetRequiredService<MessagingDb>();
        await db.WriteAsync(token =>
        {
            var until = Now + (long)_options.Lease.TotalMilliseconds;
            return db.Deliveries.Where(d => d.LeaseId == lease).ExecuteUpdateAsync(s => s.SetProperty(d => d.NextAttemptAt, until), token);
        }, ct);
    }

    private async Task<(DeliveryState State, string? Error)> TryAsync(Func<MimeMessage> write, CancellationToken ct)
    {
        try
        {
            await mailer.SendAsync(write(), ct);
            return (DeliveryState.Sent, null);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (ParseException)
        {
            return (DeliveryState.GivenUp, "address.malformed");
        }
        catch (SmtpCommandException e) when (e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode >= 500)
        {
            return (DeliveryState.GivenUp, "recipient.refused");
        }
#pragma warning disable CA1031 // whatever the mail server does: try again later
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotSent(log, e.GetType().Name);
            return (DeliveryState.Pending, e is ServiceNotConnectedException ? "server.gone" : e.GetType().Name);
        }
    }

    private Task NoteAsync(MessagingDb db, Guid id, Guid lease, DeliveryState state, string? error) => db.WriteAsync(async token =>
    {
        db.ChangeTracker.Clear();
        if (await db.Deliveries.SingleOrDefaultAsync(d => d.Id == id && d.LeaseId == lease, token) is not { } delivery)
        {
            return; // our lease ran out and another sender has it
        }

        delivery.Version++;
        delivery.LeaseId = null;
        delivery.LastError = error;
        if (state == DeliveryState.Sent)
        {
            (delivery.State, delivery.SentAt) = (state, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        else if (delivery.State == DeliveryState.Pending)
        {
            delivery.State = delivery.Attempts >= _options.MaxAttempts ? DeliveryState.GivenUp : state;
            delivery.NextAttemptAt = Now
                + (long)Math.Min(_options.MaxRetry.TotalMilliseconds, _options.FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(delivery.Attempts - 1, 20)));
        }
    }, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of e-mails failed: {Error}")]
    private static partial void RoundFailed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An e-mail was not taken by the server, will retry: {Error}")]
    private static partial void NotSent(ILogger logger, string error);
}
