using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;

namespace Preau.Messaging.Notices;

/// <summary>One notice to a family.</summary>
/// <param name="Key">Known by it: the same event again adds nothing.</param>
/// <param name="Path">Page of the portal that shows what it is about.</param>
public sealed record Notice(Guid FamilyId, Guid Key, string Kind, string? Path, string Subject, string Text, DateTime At);

/// <summary>Notices as messages of the family's inbox, each in a thread of its own, with their e-mails.</summary>
public sealed class NoticeBook(MessagingDb db, EmailQueue emails, MessagingRulesInForce inForce)
{
    public async Task TellOnceAsync(Notice notice, CancellationToken ct)
    {
        if (await db.Messages.AnyAsync(m => m.FamilyId == notice.FamilyId && m.Key == notice.Key, ct))
        {
            return;
        }

        var rules = await inForce.GetAsync(ct);
        var thread = new MessageThread { FamilyId = notice.FamilyId, Subject = notice.Subject, Kind = ThreadKind.Notice };
        db.Threads.Add(thread);
        var message = thread.Add(Side.Office, rules.Sender, $"Bonjour,\n\n{notice.Text}\n\n{rules.Sender}", notice.At, key: notice.Key);
        (message.NoticeKind, message.Path) = (notice.Kind, notice.Path);
        db.Messages.Add(message);
        await emails.QueueAsync(message, ct);
    }
}
