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
        // An invoice of a file that was merged, a reminder: nobody is left there to read it.
        var reader = await ReaderAsync(notice.FamilyId, ct);
        if (await db.Messages.AnyAsync(m => (m.FamilyId == reader || m.FamilyId == notice.FamilyId) && m.Key == notice.Key, ct))
        {
            return;
        }

        var rules = await inForce.GetAsync(ct);
        var thread = new MessageThread { FamilyId = reader, Subject = notice.Subject, Kind = ThreadKind.Notice };
        db.Threads.Add(thread);
        // An agent's own words often greet already.
        var hello = notice.Text.StartsWith("Bonjour", StringComparison.OrdinalIgnoreCase) ? "" : "Bonjour,\n\n";
        var message = thread.Add(Side.Office, rules.Sender, $"{hello}{notice.Text}\n\n{rules.Sender}", notice.At, key: notice.Key);
        (message.NoticeKind, message.Path) = (notice.Kind, notice.Path);
        db.Messages.Add(message);
        await emails.QueueAsync(message, ct);
    }

    private async Task<Guid> ReaderAsync(Guid family, CancellationToken ct)
    {
        var seen = new HashSet<Guid>();
        while (seen.Add(family) && await db.Families.Where(f => f.FamilyId == family).Select(f => f.MergedInto).SingleOrDefaultAsync(ct) is { } into)
        {
            family = into;
        }

        return family;
    }
}
