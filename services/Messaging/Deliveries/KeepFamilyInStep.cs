using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Messaging.Families;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Deliveries;

/// <summary>FamilyChanged → KnownFamily, and the e-mails of messages that were written before the family was known.</summary>
public sealed class KeepFamilyInStep(MessagingDb db, EmailQueue emails, TimeProvider clock) : IEventHandler<FamilyChanged>
{
    /// <summary>An older message is no news any more: it is in the inbox, no e-mail follows.</summary>
    internal static readonly TimeSpan StillNews = TimeSpan.FromDays(2);

    public async Task HandleAsync(FamilyChanged @event, CancellationToken ct)
    {
        var family = await db.Families.Include(f => f.Guardians).SingleOrDefaultAsync(f => f.FamilyId == @event.FamilyId, ct);
        if (family?.Version >= @event.Version)
        {
            return;
        }

        if (family is null)
        {
            family = new KnownFamily { FamilyId = @event.FamilyId, Name = "" };
            db.Families.Add(family);
        }

        family.Version = @event.Version;
        (family.Name, family.MergedInto) = (@event.Name, @event.MergedInto);
        family.Guardians.RemoveAll(g => @event.Guardians.All(e => e.GuardianId != g.GuardianId));
        foreach (var e in @event.Guardians)
        {
            var guardian = family.Guardians.Find(g => g.GuardianId == e.GuardianId);
            if (guardian is null)
            {
                guardian = new KnownGuardian { GuardianId = e.GuardianId };
                family.Guardians.Add(guardian);
            }

            (guardian.Email, guardian.EmailConsent) = (e.Email?.Trim(), e.EmailConsent);
        }

        await emails.FollowAsync(family, ct);
        var since = clock.UtcNow() - StillNews;
        // A snapshot older than the message was already true when it was written, and only arrived late.
        var waiting = await db.Messages
            .Where(m => m.FamilyId == @event.FamilyId && m.Side == Side.Office && m.At > since && (!m.EmailsDecided || m.At >= @event.At)).ToListAsync(ct);
        foreach (var message in waiting)
        {
            message.EmailsDecided = true;
            await emails.QueueAsync(message, family, ct);
        }
    }
}
