using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts;
using Preau.Family.Families;
using Preau.Family.Forms;
using Preau.Platform;

namespace Preau.Family.Sections;

/// <summary>The forms of a file, read and filled by the family itself or by an agent for it. What is
/// complete is worked out here and told with the file's snapshot.</summary>
internal static class FillSections
{
    /// <summary>GET /me/sections.</summary>
    public static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> ReadMine(
        Caller caller, FamilyDb db, SettingsCache settings, Vault vault, CancellationToken ct) =>
        await ReadAsync(caller.Owner!.OwnerId!.Value, health: true, db, settings, vault, ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();

    /// <summary>GET /families/{id}/sections: that an agent read restricted answers is kept, and shown to the family.</summary>
    public static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> ReadOne(
        Guid id, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        if (await ReadAsync(id, caller.May(Permissions.Health), db, settings, vault, ct) is not { } view)
        {
            return Problems.NotFound();
        }

        // Whose answers were read reads by whom: the other household too, where its own were shown.
        var seen = view.Sections.Where(s => s.Restricted && !s.Withheld).ToList();
        List<Guid> told = [.. seen.Exists(s => s.Values.Count > 0) ? [id] : Array.Empty<Guid>(),
            .. await OthersAsync(db, id, [.. seen.Where(s => s.Elsewhere is not null).Select(s => s.ChildId!.Value)], ct)];
        if (told.Count > 0)
        {
            await db.WriteAsync(_ =>
            {
                db.SectionSights.AddRange(told.Select(f => new SectionSight { FamilyId = f, At = clock.UtcNow(), By = caller.Name }));
                return Task.CompletedTask;
            }, ct);
        }

        return TypedResults.Ok(view);
    }

    /// <summary>PUT /families/{id}/sections/{section}: an agent, from a paper file.</summary>
    public static Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillOne(
        Guid id, string section, FillSection body, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct) =>
        FillAsync(id, section, body, caller.Name + ", pour la famille", caller.May(Permissions.Health), db, settings, vault, clock, ct);

    private static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillAsync(
        Guid id, string section, FillSection body, string by, bool health, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (SectionForms.Find(section) is { Restricted: true } && !health)
        {
            return Problems.Forbidden("health.forbidden", "Les données de santé se lisent et s’écrivent avec le droit « Santé ».");
        }

        if (rules.FormOf(section) is not { } form || form.PerChild != body.Child is not null)
        {
            return Problems.NotFound();
        }

        var values = (body.Values ?? []).Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Key, v => v.Value!.Trim());
        if (FindProblem(form, values) is { } problem)
        {
            return problem;
        }

        var known = await db.WriteAsync(async token =>
        {
            var family = await db.LoadAsync(id, tracked: true, token);
            if (family is null || (body.Child is { } child && family.Children.TrueForAll(c => c.ChildId != child)))
            {
                return false;
            }

            var filled = await db.FileSections.Where(s => s.FamilyId == id).ToListAsync(token);
            Write(db, vault, rules, clock, family, form, body.Child, values, filled, by);
            return true;
        }, ct);
        return known && await ReadAsync(id, health, db, settings, vault, ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();
    }

    /// <summary>Inside a write: all answers of one form. The same answers again change nothing.</summary>
    public static void Write(
        FamilyDb db, Vault vault, FamilyRules rules, TimeProvider clock, FamilyFile family, SectionForm form, Guid? child, Dictionary<string, string> values,
        List<FileSection> filled, string by)
    {
        var row = filled.Find(s => s.Section == form.Key && s.ChildId == (child ?? Guid.Empty));
        if (row is not null && row.Read(vault) is var old && old.Count == values.Count && old.All(o => values.GetValueOrDefault(o.Key) == o.Value))
        {
            return;
        }

        if (row is null)
        {
            row = new FileSection { FamilyId = family.Id, ChildId = child ?? Guid.Empty, Section = form.Key, Answers = "{}", ChangedBy = by };
            db.FileSections.Add(row);
            filled.Add(row);
        }

        row.Write(values, form.Restricted, vault, db.CurrentTenant);
        if (family.Children.Find(c => c.ChildId == child) is { } of)
        {
            row.Due = HealthDates.DueOf(form.Key, values, of.BirthDate);
            // The plan says who brings the meal; its price follows.
            of.PackedLunch = form.Key == HealthDates.CarePlan && values.TryGetValue(HealthDates.PackedLunch, out var brings) ? brings == "oui" : of.PackedLunch;
        }

        (row.ChangedAt, row.ChangedBy) = (clock.UtcNow(), by);
        family.Missing = MissingText.Write(MissingSections.Of(family, rules, filled));
        // The history says that it changed, not what: it is read by more people than the answers are.
        db.Record(family, by, $"« {form.Label} » {(child is { } whose ? "de " + family.Children.First(c => c.ChildId == whose).FirstName + " " : "")}rempli",
            clock);
    }

    private static ProblemHttpResult? FindProblem(SectionForm form, Dictionary<string, string> values)
    {
        foreach (var (key, value) in values)
        {
            if (Array.Find(form.Fields, f => f.Key == key) is not { } field)
            {
                return Problems.Invalid("section.field", "Une des réponses ne correspond à aucune question.");
            }

            if (!SectionForms.Holds(field, value))
            {
                return Problems.Invalid("section.answer", $"« {field.Label} » : cette réponse n’est pas possible.");
            }
        }

        return Array.Find(form.Fields, f => f.Required && !values.ContainsKey(f.Key)) is { } missing
            ? Problems.Invalid("section.incomplete", $"Répondez à « {missing.Label} ».")
            : null;
    }

    private static async Task<FileSectionsView?> ReadAsync(Guid id, bool health, FamilyDb db, SettingsCache settings, Vault vault, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (await db.LoadAsync(id, tracked: false, ct) is not { } family)
        {
            return null;
        }

        var filled = await db.FileSections.AsNoTracking().Where(s => s.FamilyId == id).ToListAsync(ct);
        var elsewhere = await ElsewhereAsync(db, family, ct);
        FileSectionReader[] readers = [.. await db.SectionSights.AsNoTracking().Where(s => s.FamilyId == id).OrderByDescending(s => s.At)
            .Select(s => new FileSectionReader(s.At, s.By)).ToListAsync(ct)];
        FileSectionView[] sections =
        [
            .. from child in family.ByAge().Prepend(null)
               from form in rules.Forms
               where form.PerChild == child is not null
               let row = filled.Find(s => s.Section == form.Key && s.ChildId == (child?.ChildId ?? Guid.Empty))
               select new FileSectionView(form.Key, form.Label, form.Help, child?.ChildId, child?.FirstName, rules.IsObligatory(form.Key),
                   SectionForms.IsComplete(form, row?.Keys), form.Restricted,
                   form.Fields, (health || !form.Restricted ? row?.Read(vault) : null) ?? [], row?.ChangedAt, row?.ChangedBy, form.Restricted ? readers : [],
                   form.Restricted && !health,
                   health || !form.Restricted ? row?.Due : null,
                   HealthDates.LabelOf(form.Key, health || !form.Restricted ? row?.Read(vault) : null, child?.BirthDate, row?.Due),
                   child is null || (form.Restricted && !health) ? null : Differing(form, row?.Read(vault), elsewhere, child.ChildId, vault)),
        ];
        return new FileSectionsView(sections, sections.Count(s => s is { Obligatory: true, Complete: false }));
    }

    /// <summary>What the other households of these children answered; their own affairs stay theirs, see <see cref="SectionForms.IsShared"/>.</summary>
    public static async Task<List<FileSection>> ElsewhereAsync(FamilyDb db, FamilyFile family, CancellationToken ct)
    {
        var shared = family.Children.Where(c => c.OtherFamilyId is not null).Select(c => c.ChildId).ToList();
        return shared.Count == 0 ? [] : await db.FileSections.AsNoTracking().Where(s => shared.Contains(s.ChildId) && s.FamilyId != family.Id).ToListAsync(ct);
    }

    /// <summary>By field, what another household answered differently; null for nothing.</summary>
    public static Dictionary<string, string>? Differing(SectionForm form, Dictionary<string, string>? own, List<FileSection> elsewhere, Guid child, Vault vault)
    {
        if (elsewhere.Find(s => s.Section == form.Key && s.ChildId == child)?.Read(vault) is not { } other)
        {
            return null;
        }

        var differing = form.Fields.Where(f => SectionForms.IsShared(form, f) && other.ContainsKey(f.Key) && other[f.Key] != own?.GetValueOrDefault(f.Key))
            .ToDictionary(f => f.Key, f => other[f.Key]);
        return differing.Count == 0 ? null : differing;
    }

    private static async Task<List<Guid>> OthersAsync(FamilyDb db, Guid family, List<Guid> children, CancellationToken ct) =>
        children.Count == 0
            ? []
            : await db.Set<HouseholdChild>().Where(c => children.Contains(c.ChildId) && c.FamilyId != family).Select(c => c.FamilyId).Distinct()
                .ToListAsync(ct);
}
