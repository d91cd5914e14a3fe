using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Family.Families;
using Preau.Family.Forms;

namespace Preau.Family.Sections;

/// <summary>What a file lacks of the obligatory sections (F-51).</summary>
internal static class MissingSections
{
    public static MissingSection[] Of(FamilyFile family, FamilyRules rules, IReadOnlyCollection<FileSection> filled) =>
    [
        .. from form in rules.Forms
           where rules.IsObligatory(form.Key)
           from child in form.PerChild ? family.ByAge().Select(c => (Guid?)c.ChildId) : [null]
           where !SectionForms.IsComplete(form, filled.FirstOrDefault(s => s.Section == form.Key && s.ChildId == (child ?? Guid.Empty))?.Keys)
           select new MissingSection(form.Key, form.Label, child),
    ];

    /// <summary>The commune asks for other sections: each file that lacks something else is told anew. Inside a write.</summary>
    public static async Task RefreshAllAsync(FamilyDb db, FamilyRules rules, TimeProvider clock, CancellationToken ct)
    {
        var filled = (await db.FileSections.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.FamilyId);
        var families = await db.Families.Include(f => f.Guardians).Include(f => f.Children).Include(f => f.Quotients).AsSplitQuery().ToListAsync(ct);
        foreach (var family in families)
        {
            var missing = MissingText.Write(Of(family, rules, [.. filled[family.Id]]));
            if (missing != family.Missing)
            {
                family.Missing = missing;
                db.Record(family, "Règles de la commune", "Sections obligatoires du dossier changées", clock);
            }
        }
    }
}
