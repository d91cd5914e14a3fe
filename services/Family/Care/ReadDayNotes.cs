using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>POST /day-notes. A child of two households gets what both say; the guardians of both
/// may collect it, and no one whom either household or a court bars.</summary>
internal static class ReadDayNotes
{
    public static async Task<Ok<DayNotesView>> Handle(
        AskDayNotes body, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var ids = await ListedAsync(db, [.. body.Children.Distinct().Order()], ct);
        var children = new List<HouseholdChild>();
        var contacts = new List<ChildContact>();
        var guardians = new List<Guardian>();
        var held = new List<CourtOrder>();
        var plans = new List<FileSection>();
        // A statement takes so many parameters and no more.
        foreach (var some in ids.Chunk(500))
        {
            children.AddRange(await db.Set<HouseholdChild>().AsNoTracking().BeyondReach().Where(c => some.Contains(c.ChildId)).ToListAsync(ct));
            contacts.AddRange(await db.Contacts.AsNoTracking().BeyondReach().Where(c => some.Contains(c.ChildId)).ToListAsync(ct));
            plans.AddRange(await db.FileSections.AsNoTracking().BeyondReach().Where(s => s.Section == HealthDates.CarePlan && some.Contains(s.ChildId))
                .ToListAsync(ct));
            held.AddRange(await db.CourtOrders.AsNoTracking().BeyondReach().Where(o => some.Contains(o.ChildId)).ToListAsync(ct));
            guardians.AddRange(await db.Set<Guardian>().AsNoTracking().BeyondReach()
                .Where(g => db.Set<HouseholdChild>().Any(c => c.FamilyId == g.FamilyId && some.Contains(c.ChildId))).ToListAsync(ct));
        }

        var today = (await FamilyRules.InForceAsync(settings, db, ct)).Today(clock);
        var protocols = plans.OrderBy(p => p.FamilyId).SelectMany(p => HealthDates.ToDo(p.Read(vault), today).Select(line => (p.ChildId, Line: line)))
            .ToLookup(p => p.ChildId, p => p.Line);
        var orders = held.ToLookup(o => o.ChildId);
        var byFamily = guardians.DistinctBy(g => g.Id).ToLookup(g => g.FamilyId);
        var byChild = contacts.ToLookup(c => c.ChildId);
        var notes = children.GroupBy(c => c.ChildId)
            .Select(c =>
                Of([.. c.OrderBy(h => h.FamilyId)], [.. byChild[c.Key].OrderBy(k => k.FamilyId).ThenBy(k => k.Position)], byFamily,
                    orders[c.Key].Where(o => o.HoldsOn(today)).OrderBy(o => o.Date), protocols[c.Key]))
            .ToArray();
        await db.WriteAsync(token =>
        {
            db.CareAccesses.Add(new CareAccess
            {
                At = clock.UtcNow(),
                AccountId = caller.AccountId,
                By = caller.Name,
                Count = ids.Count,
                Children = string.Concat(ids.Select(id => id.ToString("N")))
            });
            return Task.CompletedTask;
        }, ct);
        return TypedResults.Ok(new DayNotesView(notes));
    }

    /// <summary>Whom an agent may have on a list: children in reach and, as on the roll, who
    /// stands in the yard of their schools without being enrolled.</summary>
    private static async Task<List<Guid>> ListedAsync(FamilyDb db, List<Guid> asked, CancellationToken ct)
    {
        if (!db.IsLimited)
        {
            return asked;
        }

        var reached = await db.Set<HouseholdChild>().Select(c => new { c.ChildId, c.School }).Distinct().ToListAsync(ct);
        var (ids, schools) = (reached.Select(c => c.ChildId).ToHashSet(), reached.Select(c => c.School).OfType<string>().Distinct().ToList());
        foreach (var some in asked.Chunk(500))
        {
            ids.UnionWith(await db.Set<HouseholdChild>().BeyondReach().Where(c => some.Contains(c.ChildId) && c.School != null && schools.Contains(c.School))
                .Select(c => c.ChildId).ToListAsync(ct));
        }

        return asked.FindAll(ids.Contains);
    }

    /// <summary>One list over both households, by identity: whoever one of them bars is on no list of the other.</summary>
    private static DayNote Of(
        List<HouseholdChild> households, List<ChildContact> contacts, ILookup<Guid, Guardian> guardians, IEnumerable<CourtOrder> orders,
            IEnumerable<string> protocols)
    {
        var packed = households.Exists(h => h.PackedLunch);
        string[] toDo = [.. packed ? ["Apporte son panier-repas"] : Array.Empty<string>(),
            .. households.SelectMany(h => h.ToDoLines).Concat(protocols).Distinct()];
        var all = households.SelectMany(h => guardians[h.FamilyId]).DistinctBy(g => g.Id).ToList();
        var barred = contacts.Where(c => c.Kind == ContactKind.MayNot).ToList();
        var ids = barred.Select(c => c.PersonId).OfType<Guid>().Concat(all.Where(g => g.Restricted).Select(g => g.Id)).ToHashSet();
        // The name too: a row older than identities, or one person named twice, must not open a door.
        var names = barred.Select(c => People.KeyOf(c.Name)).Concat(all.Where(g => ids.Contains(g.Id)).Select(g => People.KeyOf(NameOf(g)))).ToHashSet();
        bool May(Guid? id, string name) => !(id is { } known && ids.Contains(known)) && !names.Contains(People.KeyOf(name));

        var parents = all.Where(g => May(g.Id, NameOf(g))).Select(g => new CareContact(NameOf(g), g.Role, g.Mobile ?? g.HomePhone ?? g.WorkPhone)).ToList();
        // Named by both households, a person stands once: as who is called rather than who may come, with a number rather than none.
        var others = contacts.Where(c => c.Kind != ContactKind.MayNot && May(c.PersonId, c.Name) && !all.Exists(g => g.Id == c.PersonId))
            .OrderBy(c => c.Kind == ContactKind.Emergency ? 0 : 1).ThenBy(c => c.Phone is null).DistinctBy(c => c.PersonId?.ToString() ?? People.KeyOf(c.Name))
            .ToList();
        var emergency = others.Where(c => c.Kind == ContactKind.Emergency).Select(c => new CareContact(c.Name, c.Relation, c.Phone)).ToList();
        var pickUp = others.Where(c => c.Kind == ContactKind.PickUp).Select(c => new CareContact(c.Name, c.Relation, c.Phone));
        var mayNot = barred.DistinctBy(c => c.PersonId?.ToString() ?? c.PersonKey).Select(c => new CareContact(c.Name, c.Relation, c.Phone))
            .Concat(all.Where(g => g.Restricted && !barred.Exists(c => c.PersonId == g.Id)).Select(g => new CareContact(NameOf(g), g.Role, null)));
        string[] court = [.. orders.Select(o => $"Décision de justice du {Day(o.Date)} : {o.What}"),
            .. barred.Where(c => c.CourtOrder is not null).Select(c => $"Décision de justice du {Day(c.CourtOrder!.Value)} : {c.Name} ne doit pas venir")];
        return new DayNote(
            households[0].ChildId, toDo, DietWords.Of(households.Select(h => h.Diet)), packed, LeavesAlone(households, guardians),
            [.. parents.Concat(pickUp).Concat(emergency)], [.. mayNot], [.. parents.Where(p => p.Phone is not null).Concat(emergency)], [.. court.Distinct()]);
    }

    // Only where every household that decides for the child says so, and then at the later hour.
    private static TimeOnly? LeavesAlone(List<HouseholdChild> households, ILookup<Guid, Guardian> guardians)
    {
        var deciding = households.FindAll(h => !guardians[h.FamilyId].Any() || guardians[h.FamilyId].Any(g => !g.Restricted));
        return deciding.Count > 0 && deciding.TrueForAll(h => h.LeavesAloneAt is not null) ? deciding.Max(h => h.LeavesAloneAt) : null;
    }

    private static string NameOf(Guardian guardian) => $"{guardian.FirstName} {guardian.LastName}";

    private static string Day(DateOnly day) => French.Date(day, ' ');
}
