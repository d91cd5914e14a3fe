using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Changing;

/// <summary>
/// Keeps families in step, and when a child has gone from one file to another lets what it has booked from that day on go with it: days,
/// enrolments, places waited for, demandes that wait, contracts, certificates. The former household keeps what is past. Whatever the order in
/// which the two files are told, it ends the same: it happens once the one has the child and the other has not.
/// </summary>
public sealed class HandOver(PlanningDb db, KeepFamilyInStep families, CurrentRules current, TimeProvider clock) : IEventHandler<FamilyChanged>
{
    public async Task HandleAsync(FamilyChanged @event, CancellationToken ct)
    {
        if (!await families.KeepAsync(@event, ct))
        {
            return;
        }

        await db.SaveChangesAsync(ct);
        var came = await db.KnownChildren.AsNoTracking()
            .Where(c => c.CameFrom != null && (c.FamilyId == @event.FamilyId || c.CameFrom == @event.FamilyId)).ToListAsync(ct);
        var doubles = await DoubleTrace.OfAsync(db, @event.FamilyId, ct);
        var gone = new List<KnownChild>();
        foreach (var child in came)
        {
            if (await IsGoneAsync(child, ct))
            {
                gone.Add(child);
            }
        }

        if (gone.Count + doubles.Count == 0 || await current.FindAsync(ct) is not { Rules: { } rules })
        {
            return;
        }

        await DayLock.ShareAsync(db, ct);
        foreach (var trace in @event.MergedInto is null ? doubles : [])
        {
            await new GiveBack(db, rules, trace, clock.GetUtcNow()).RunAsync(ct);
        }

        foreach (var child in gone)
        {
            await new Move(db, rules, child, clock.GetUtcNow()).RunAsync(ct);
        }
    }

    /// <summary>The other file no longer has it; for a double, that file has ended in this one.</summary>
    private async Task<bool> IsGoneAsync(KnownChild child, CancellationToken ct) => child.CameAs is { } twin && twin != child.ChildId
        ? await db.KnownFamilies.AnyAsync(f => f.FamilyId == child.CameFrom && f.MergedInto == child.FamilyId, ct)
        : !await db.KnownChildren.AnyAsync(c => c.FamilyId == child.CameFrom && c.ChildId == child.ChildId, ct);
}
