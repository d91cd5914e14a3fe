using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>FamilyNotified → one message in the family's inbox, in a thread of its own, and its e-mails. Known by its id, so the same event again adds nothing.</summary>
public sealed class TellNotice(MessagingDb db, EmailQueue emails, MessagingRulesInForce inForce) : IEventHandler<FamilyNotified>
{
    public async Task HandleAsync(FamilyNotified @event, CancellationToken ct)
    {
        if (await db.Messages.AnyAsync(m => m.FamilyId == @event.FamilyId && m.Key == @event.NoticeId, ct))
        {
            return;
        }

        var rules = await inForce.GetAsync(ct);
        var thread = new MessageThread { FamilyId = @event.FamilyId, Subject = @event.Subject, Kind = ThreadKind.Notice };
        db.Threads.Add(thread);
        var message = thread.Add(Side.Office, rules.Sender, $"Bonjour,\n\n{@event.Text}\n\n{rules.Sender}", @event.At, key: @event.NoticeId);
        (message.NoticeKind, message.Path) = (@event.Kind, @event.Path);
        db.Messages.Add(message);
        await emails.QueueAsync(message, ct);
    }
}
