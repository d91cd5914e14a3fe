using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Care;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Platform;

namespace Preau.Family.Papers;

/// <summary>
/// What the papers of a child are drawn from: the file of one household, and of the other household only what both may know (who may come, who may not,
/// what a court decided).
/// </summary>
internal sealed record ChildFacts(
    FamilyFile File, HouseholdChild Child, List<Guardian> Elsewhere, List<ChildContact> Contacts, List<CourtOrder> Orders,
    IReadOnlyList<(SectionForm Form, bool Obligatory, Dictionary<string, string> Values)> Sections,
    FamilyRules Rules, IReadOnlyDictionary<string, bool> Agreements, DateOnly Today, DateTime At)
{
    /// <summary>Null for a child that isn't in this file.</summary>
    /// <param name="health">With the restricted sections.</param>
    public static async Task<ChildFacts?> FindAsync(
        FamilyDb db, FamilyRules rules, Vault vault, TimeProvider clock, Guid family, Guid child, bool health, CancellationToken ct)
    {
        if (await db.LoadAsync(family, tracked: false, ct) is not { } file || file.Children.Find(c => c.ChildId == child) is not { } own)
        {
            return null;
        }

        var today = rules.Today(clock);
        var others = await db.Set<HouseholdChild>().Where(c => c.ChildId == child && c.FamilyId != family).Select(c => c.FamilyId).ToListAsync(ct);
        var elsewhere = await db.Set<Guardian>().AsNoTracking().Where(g => others.Contains(g.FamilyId)).ToListAsync(ct);
        var contacts = await db.Contacts.AsNoTracking().Where(c => c.ChildId == child).OrderBy(c => c.Position).ToListAsync(ct);
        var orders = (await db.CourtOrders.AsNoTracking().Where(o => o.ChildId == child).ToListAsync(ct)).Where(o => o.HoldsOn(today)).OrderBy(o => o.Date)
            .ToList();
        var filled = await db.FileSections.AsNoTracking().Where(s => s.FamilyId == family).ToListAsync(ct);
        return new ChildFacts(file, own, elsewhere, contacts, orders,
        [
            .. from form in rules.Forms
               where health || !form.Restricted
               let row = filled.Find(s => s.Section == form.Key && s.ChildId == (form.PerChild ? child : Guid.Empty))
               select (form, rules.IsObligatory(form.Key), row?.Read(vault) ?? []),
        ], rules, await Consents.Agreements.OfChildAsync(db, rules, family, child, ct), today, clock.UtcNow());
    }

    public string Name => $"{Child.FirstName} {Child.LastName}";

    /// <summary>Who may collect the child: name, relation, number; numbers of the own household only.</summary>
    public IEnumerable<(string Name, string Relation, string Phone)> MayCome()
    {
        bool IsBarred(string name, Guid? person) => Barred().Any(b => b.PersonKey == People.KeyOf(name) || (person is not null && b.PersonId == person));
        foreach (var guardian in File.Guardians.Concat(Elsewhere).Where(g => !g.Restricted && !IsBarred($"{g.FirstName} {g.LastName}", g.Id))
            .DistinctBy(g => g.Id))
        {
            yield return ($"{guardian.FirstName} {guardian.LastName}", guardian.Role,
                guardian.FamilyId == File.Id ? guardian.Mobile ?? guardian.HomePhone ?? "" : "connu de la mairie");
        }

        foreach (var contact in Contacts.Where(c => c.Kind != ContactKind.MayNot && !IsBarred(c.Name, c.PersonId)).OrderBy(c => c.FamilyId != File.Id)
            .DistinctBy(c => c.PersonKey))
        {
            yield return (contact.Name, contact.Relation + (contact.Kind == ContactKind.Emergency ? ", à prévenir en cas d’urgence" : ""),
                contact.FamilyId == File.Id ? contact.Phone ?? "" : "connu de la mairie");
        }
    }

    public IEnumerable<ChildContact> Barred() => Contacts.Where(c => c.Kind == ContactKind.MayNot);

}
