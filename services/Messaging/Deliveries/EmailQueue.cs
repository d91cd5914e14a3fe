using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Families;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Deliveries;

/// <summary>Decides to whom a message is mailed (F-41). Runs in the unit of work that writes the message.</summary>
public sealed class EmailQueue(MessagingDb db, TimeProvider clock)
{
    /// <summary>Queues for each guardian who consents, as far as the family is known.</summary>
    public async Task<bool> QueueAsync(Message message, CancellationToken ct)
    {
        if (await db.Families.Include(f => f.Guardians).SingleOrDefaultAsync(f => f.FamilyId == message.FamilyId, ct) is not { } family)
        {
            return message.EmailsDecided = false;
        }

        await QueueAsync(message, family, ct);
        return message.EmailsDecided = true;
    }

    public async Task QueueAsync(Message message, KnownFamily family, CancellationToken ct)
    {
        if (message.RequestId is { } request && await db.Threads.AnyAsync(t => t.RequestId == request && t.RequestVersion > message.RequestVersion, ct))
        {
            // Mailing an overtaken decision would mislead; it is in the inbox, under the newer one.
            return;
        }

        var queued = await db.Deliveries.Where(d => d.MessageId == message.Id).Select(d => d.GuardianId).ToListAsync(ct);
        foreach (var guardian in family.Guardians.Where(g => g.MayBeMailed && !queued.Contains(g.GuardianId)))
        {
            db.Deliveries.Add(new Delivery
            {
                MessageId = message.Id,
                FamilyId = message.FamilyId,
                GuardianId = guardian.GuardianId,
                Address = guardian.Email!,
                QueuedAt = clock.UtcNow(),
            });
        }
    }

    /// <summary>What still waits follows the family: a withdrawn consent stops it, a new address redirects it.</summary>
    public async Task FollowAsync(KnownFamily family, CancellationToken ct)
    {
        foreach (var delivery in await db.Deliveries.Where(d => d.FamilyId == family.FamilyId && d.State == DeliveryState.Pending).ToListAsync(ct))
        {
            delivery.Version++;
            if (family.Guardians.Find(g => g.GuardianId == delivery.GuardianId) is { MayBeMailed: true } guardian)
            {
                delivery.Address = guardian.Email!;
            }
            else
            {
                delivery.State = DeliveryState.Dropped;
            }
        }
    }

    /// <summary>A newer decision on the same request: what was not mailed yet of the older ones no longer is.</summary>
    public async Task DropOlderAsync(Guid request, long version, CancellationToken ct)
    {
        var older = await (from d in db.Deliveries
                           join m in db.Messages on d.MessageId equals m.Id
                           where m.RequestId == request && m.RequestVersion < version && d.State == DeliveryState.Pending
                           select d).ToListAsync(ct);
        foreach (var delivery in older)
        {
            delivery.State = DeliveryState.Dropped;
            delivery.Version++;
        }
    }
}
