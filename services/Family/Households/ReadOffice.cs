using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Care;
using Preau.Family.Families;
using Preau.Family.Requests;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>GET /families/{id}/office: both households side by side, who is barred, notes, likely duplicates, the last changes. For agents only.</summary>
internal static class ReadOffice
{
    private const int LastChanges = 5;

    public static async Task<Results<Ok<FamilyOffice>, ProblemHttpResult>> Handle(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LoadAsync(id, tracked: false, ct) is not { } file)
        {
            return Problems.NotFound();
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        var kids = file.Children.Select(c => c.ChildId).ToList();
        var others = await db.Set<HouseholdChild>().AsNoTracking().Where(c => kids.Contains(c.ChildId) && c.FamilyId != id).Select(c => c.FamilyId).Distinct()
            .ToListAsync(ct);
        List<FamilyFile> homes = [file];
        foreach (var other in others)
        {
            homes.Add((await db.LoadAsync(other, tracked: false, ct))!);
        }

        var contacts = await db.Contacts.AsNoTracking().Where(c => kids.Contains(c.ChildId)).OrderBy(c => c.Position).ToListAsync(ct);
        var orders = await db.CourtOrders.AsNoTracking().Where(o => kids.Contains(o.ChildId)).OrderBy(o => o.Date).ToListAsync(ct);
        var notes = await db.Notes.AsNoTracking().Where(n => n.FamilyId == id).OrderByDescending(n => n.At).ToListAsync(ct);
        var last = await db.History.AsNoTracking().Where(h => h.FamilyId == id).OrderByDescending(h => h.Version).Take(LastChanges).ToListAsync(ct);
        var since = clock.UtcNow() - FamilyMerge.Regret;
        var merge = await db.Merges.AsNoTracking().Where(m => m.Into == id && m.UndoneAt == null && m.At > since).OrderByDescending(m => m.At)
            .FirstOrDefaultAsync(ct);
        var merged = merge is null ? null : await db.Families.Where(f => f.Id == merge.From).Select(f => f.Name + ", n° " + f.Number).SingleAsync(ct);
        string NameOf(Guid child) => file.Children.Find(c => c.ChildId == child)?.FirstName ?? "";
        return TypedResults.Ok(new FamilyOffice(
            id, file.ArchivedAt is not null, file.ArchivedAt, file.ArchivedBy, file.MergedInto,
            [.. homes.Select(h => CardOf(h, contacts, today))],
            [.. orders.Where(o => o.HoldsOn(today)).Select(o => new CourtOrderView(o.Id, o.ChildId, NameOf(o.ChildId), o.Date, o.Until, o.What))],
            [.. contacts.Where(c => c.Kind == ContactKind.MayNot)
                .Select(c => new BarredPerson(c.Name, NameOf(c.ChildId), homes.Find(h => h.Id == c.FamilyId)?.Name ?? "", c.CourtOrder))],
            [.. notes.Select(n => new FamilyNoteView(n.Id, n.At, n.By, n.Text))],
            file.IsOpen ? await Lookalikes.OfAsync(db, id, file.Guardians, file.Children, ct) : [],
            merge?.At + FamilyMerge.Regret, merged,
            [.. last.Select(h => new FamilyHistoryEntry(h.Version, h.At, h.By, h.What, []))],
            [.. file.Guardians.OrderBy(g => g.LivesElsewhere).ThenBy(g => g.LastName).ThenBy(g => g.Id)
                .Select(g =>
                    new AccessView(g.Id, $"{g.FirstName} {g.LastName}", g.Email, GuardianAccess.MayEnter(file, g), g.InvitedAt, g.Restricted,
                        g.LivesElsewhere))],
            await WaitingOf.ReadAsync(db, rules, file, ct)));
    }

    private static HouseholdCard CardOf(FamilyFile home, List<ChildContact> contacts, DateOnly today) => new(
        home.Id, home.Number, home.Name, [.. home.Guardians.Where(g => !g.LivesElsewhere).Select(g => $"{g.FirstName} {g.LastName}, {g.Role}")],
        home.City is null ? null : $"{home.Street}, {home.PostCode} {home.City}".TrimStart(',', ' '), home.Resident,
        home.Quotients.FirstOrDefault(q => q.IsValidOn(today))?.Value,
        [.. contacts.Where(c => c.FamilyId == home.Id && c.Kind != ContactKind.MayNot).Select(c => c.Name).Distinct()]);
}
