using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>What beginning and answering share: who signs, the message, the e-mail to the family.</summary>
public sealed class Writing(MessagingDb db, Mailbox mailbox, Caller caller, MessagingRulesInForce rules, EmailQueue emails, TimeProvider clock)
{
    public async Task AddAsync(MessageThread thread, string body, Guid key, CancellationToken ct)
    {
        var office = mailbox.Side == Side.Office;
        var from = office ? $"{caller.Name}, {(await rules.GetAsync(ct)).Sender}" : caller.Name;
        // Whoever answers has read what stands there.
        if (office)
        {
            thread.OfficeUnread = 0;
        }
        else
        {
            thread.FamilyUnread = 0;
        }

        var message = thread.Add(mailbox.Side, from.Length > 200 ? from[..200] : from, body, clock.UtcNow(), key);
        db.Messages.Add(message);
        message.EmailsDecided = true;
        if (office)
        {
            await emails.QueueAsync(message, ct);
        }
    }

    internal static string Clean(string text) => text.ReplaceLineEndings("\n").Trim();

    internal static ProblemHttpResult KeyReused() => Problems.Conflict("key.reused", "Cette clé a déjà servi pour un autre message.");
}
