using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>PlanningRequestDecided → one message per request and version in the family's inbox,
/// and its e-mails. The decisions on one request share a thread.</summary>
public sealed class TellDecision(MessagingDb db, EmailQueue emails, MessagingRulesInForce inForce) : IEventHandler<PlanningRequestDecided>
{
    public async Task HandleAsync(PlanningRequestDecided @event, CancellationToken ct)
    {
        if (await db.Messages.AnyAsync(m => m.RequestId == @event.RequestId && m.RequestVersion == @event.Version, ct))
        {
            return;
        }

        var rules = await inForce.GetAsync(ct);
        var text = new DecisionText(@event, rules);
        var thread = await db.Threads.SingleOrDefaultAsync(t => t.RequestId == @event.RequestId, ct);
        if (thread is null)
        {
            thread = new MessageThread { FamilyId = @event.FamilyId, Subject = text.Subject, Kind = ThreadKind.Notice, RequestId = @event.RequestId };
            db.Threads.Add(thread);
        }

        var message = thread.Add(Side.Office, rules.Sender, text.Body, @event.At, key: null, isNews: !@event.OwnAct);
        (message.RequestId, message.RequestVersion) = (@event.RequestId, @event.Version);
        message.Path = text.Certificate is { } certificate ? $"justificatifs/{certificate}" : null;
        if (@event.Version > thread.RequestVersion)
        {
            thread.RequestVersion = @event.Version;
            thread.Subject = text.Subject;
        }

        db.Messages.Add(message);
        await emails.DropOlderAsync(@event.RequestId, @event.Version, ct);
        await emails.QueueAsync(message, ct);
    }
}
