using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>GET /me/people/{child}: who may come for a child (F-57). Those of the other household
/// by name, without number; whoever is barred by either, always.</summary>
internal static class ReadPeople
{
    public static async Task<Results<Ok<ChildPeopleView>, ProblemHttpResult>> Handle(Guid child, Caller caller, FamilyDb db, CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId!.Value;
        var households = await db.Set<HouseholdChild>().AsNoTracking().Where(c => c.ChildId == child).ToListAsync(ct);
        if (households.Find(h => h.FamilyId == family) is not { } own)
        {
            return Problems.NotFound();
        }

        var ids = households.Select(h => h.FamilyId).ToList();
        var guardians = await db.Set<Guardian>().AsNoTracking().Where(g => ids.Contains(g.FamilyId)).OrderBy(g => g.Id).ToListAsync(ct);
        var contacts = await db.Contacts.AsNoTracking().Where(c => c.ChildId == child && ids.Contains(c.FamilyId)).OrderBy(c => c.Position).ToListAsync(ct);
        var barred = contacts.Where(c => c.Kind == ContactKind.MayNot).ToList();
        bool IsBarred(string name, Guid? person) => barred.Exists(b => b.PersonKey == Care.People.KeyOf(name) || (person is not null && b.PersonId == person));
        return TypedResults.Ok(new ChildPeopleView(
            [
                .. guardians.Where(g => !g.Restricted && !IsBarred($"{g.FirstName} {g.LastName}", g.Id)).OrderBy(g => g.FamilyId != family)
                    .Select(g =>
                        new ChildPerson(null, "Guardian", $"{g.FirstName} {g.LastName}", g.Role, g.FamilyId == family ? g.Mobile : null, g.FamilyId == family,
                            g.Id == caller.Owner.PersonId)),
                .. contacts.Where(c => c.Kind != ContactKind.MayNot && !IsBarred(c.Name, c.PersonId)).OrderBy(c => c.FamilyId != family)
                    .Select(c =>
                        new ChildPerson(c.FamilyId == family ? c.Id : null, c.Kind.ToString(), c.Name, c.Relation, c.FamilyId == family ? c.Phone : null,
                            c.FamilyId == family, false)),
            ],
            [.. barred.Select(b => b.Name).Distinct()], own.LeavesAloneAt));
    }
}
