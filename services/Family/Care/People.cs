using Microsoft.EntityFrameworkCore;
using Preau.Family.Families;

namespace Preau.Family.Care;

/// <summary>Who someone is over households: a guardian by id, anyone else by the identity given when first named for a child.</summary>
internal static class People
{
    /// <summary>"VIDAL Marc" and "Marc Vidal" are one name.</summary>
    public static string KeyOf(string name)
    {
        var key = string.Join(' ', SearchText.Of(name, 200).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        return key.Length <= 120 ? key : key[..120];
    }

    /// <summary>Identities by name key, of everyone named for this child in any household and of
    /// the guardians of its households. A guardian's id comes first.</summary>
    public static async Task<Dictionary<string, Guid>> IdentitiesAsync(FamilyDb db, Guid child, CancellationToken ct)
    {
        var known = new Dictionary<string, Guid>();
        var households = db.Set<HouseholdChild>().Where(c => c.ChildId == child).Select(c => c.FamilyId);
        foreach (var guardian in await db.Set<Guardian>().AsNoTracking().Where(g => households.Contains(g.FamilyId)).OrderBy(g => g.Id).ToListAsync(ct))
        {
            known.TryAdd(KeyOf($"{guardian.FirstName} {guardian.LastName}"), guardian.Id);
        }

        // Brothers and sisters share their grandmother.
        var contacts = await db.Contacts.AsNoTracking().Where(c => c.ChildId == child || households.Contains(c.FamilyId)).OrderBy(c => c.Id).ToListAsync(ct);
        foreach (var contact in contacts.Where(c => c.PersonId is not null))
        {
            known.TryAdd(contact.PersonKey, contact.PersonId!.Value);
        }

        return known;
    }

    /// <summary>The identity of that name, or a new one from now on.</summary>
    public static Guid Identify(Dictionary<string, Guid> known, string name)
    {
        var key = KeyOf(name);
        if (!known.TryGetValue(key, out var id))
        {
            id = Guid.CreateVersion7();
            known.Add(key, id);
        }

        return id;
    }
}
