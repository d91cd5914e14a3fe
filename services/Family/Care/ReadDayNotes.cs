using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>POST /day-notes. A child of two households gets what both say; the guardians of both may collect it unless one is named as who may not.</summary>
internal static class ReadDayNotes
{
    public static async Task<Ok<DayNotesView>> Handle(AskDayNotes body, Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        var ids = body.Children.Distinct().Order().ToList();
        var children = new List<HouseholdChild>();
        var contacts = new List<ChildContact>();
        var guardians = new List<Guardian>();
        // A statement takes so many parameters and no more.
        foreach (var some in ids.Chunk(500))
        {
            children.AddRange(await db.Set<HouseholdChild>().AsNoTracking().Where(c => some.Contains(c.ChildId)).ToListAsync(ct));
            contacts.AddRange(await db.Contacts.AsNoTracking().Where(c => some.Contains(c.ChildId)).ToListAsync(ct));
            guardians.AddRange(await db.Set<Guardian>().AsNoTracking().Where(g => db.Set<HouseholdChild>().Any(c => c.FamilyId == g.FamilyId && some.Contains(c.ChildId))).ToListAsync(ct));
        }

        var byFamily = guardians.DistinctBy(g => g.Id).ToLookup(g => g.FamilyId);
        var byChild = contacts.ToLookup(c => c.ChildId);
        var notes = children.GroupBy(c => c.ChildId).Select(c => Of([.. c.OrderBy(h => h.FamilyId)], [.. byChild[c.Key].OrderBy(k => k.FamilyId).ThenBy(k => k.Position)], byFamily)).ToArray();
        await db.WriteAsync(token =>
        {
            db.CareAccesses.Add(new CareAccess { At = clock.UtcNow(), AccountId = caller.AccountId, By = caller.Name, Count = ids.Count, Children = string.Concat(ids.Select(id => id.ToString("N"))) });
            return Task.CompletedTask;
        }, ct);
        return TypedResults.Ok(new DayNotesView(notes));
    }

    private static DayNote Of(List<HouseholdChild> households, List<ChildContact> contacts, ILookup<Guid, Guardian> guardians)
    {
        var packed = households.Exists(h => h.PackedLunch);
        string[] toDo = [.. packed ? ["Apporte son panier-repas"] : Array.Empty<string>(), .. households.SelectMany(h => h.ToDoLines).Distinct()];
        var mayNot = Of(contacts, ContactKind.MayNot);
        var parents = households.SelectMany(h => guardians[h.FamilyId]).Select(g => new CareContact($"{g.FirstName} {g.LastName}", g.Role, g.Mobile))
            .Where(p => !Array.Exists(mayNot, n => SearchText.Of(n.Name, 200) == SearchText.Of(p.Name, 200))).ToList();
        var emergency = Of(contacts, ContactKind.Emergency);
        return new DayNote(
            households[0].ChildId, toDo, households.Select(h => h.Diet).FirstOrDefault(d => d is not null), packed, households.Select(h => h.LeavesAloneAt).FirstOrDefault(t => t is not null),
            [.. parents.Concat(Of(contacts, ContactKind.PickUp)).Concat(emergency).Distinct()], mayNot, [.. parents.Where(p => p.Phone is not null).Concat(emergency).Distinct()]);
    }

    private static CareContact[] Of(List<ChildContact> contacts, ContactKind kind) => [.. contacts.Where(c => c.Kind == kind).Select(c => new CareContact(c.Name, c.Relation, c.Phone)).Distinct()];
}
