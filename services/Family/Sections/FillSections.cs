using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Sections;

/// <summary>The forms of a file, read and filled by the family itself or by an agent for it. What is complete is worked out here and told with the file's snapshot.</summary>
internal static class FillSections
{
    private const int MostReaders = 20;

    /// <summary>GET /me/sections.</summary>
    public static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> ReadMine(Caller caller, FamilyDb db, SettingsCache settings, Vault vault, CancellationToken ct) =>
        await ReadAsync(caller.Owner!.OwnerId!.Value, health: true, db, settings, vault, ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();

    /// <summary>GET /families/{id}/sections: that an agent read restricted answers is kept, and shown to the family.</summary>
    public static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> ReadOne(Guid id, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        if (await ReadAsync(id, caller.May(Permissions.Health), db, settings, vault, ct) is not { } view)
        {
            return Problems.NotFound();
        }

        if (view.Sections.Any(s => s.Restricted && s.Values.Count > 0))
        {
            await db.WriteAsync(_ => Task.FromResult(db.SectionSights.Add(new SectionSight { FamilyId = id, At = clock.UtcNow(), By = caller.Name })), ct);
        }

        return TypedResults.Ok(view);
    }

    /// <summary>PUT /me/sections/{section}.</summary>
    public static Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillMine(string section, FillSection body, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct) =>
        FillAsync(caller.Owner!.OwnerId!.Value, section, body, caller.Name, health: true, db, settings, vault, clock, ct);

    /// <summary>PUT /families/{id}/sections/{section}: an agent, from a paper file.</summary>
    public static Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillOne(Guid id, string section, FillSection body, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct) =>
        FillAsync(id, section, body, caller.Name + ", pour la famille", caller.May(Permissions.Health), db, settings, vault, clock, ct);

    private static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillAsync(
        Guid id, string section, FillSection body, string by, bool health, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (SectionForms.Find(section) is { Restricted: true } && !health)
        {
            return Problems.Forbidden("health.forbidden", "Les données de santé se lisent et s’écrivent avec le droit « Santé ».");
        }

        if (SectionForms.Find(section) is not { } form || !rules.IsAsked(section) || form.PerChild != body.Child is not null)
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
        FamilyDb db, Vault vault, FamilyRules rules, TimeProvider clock, FamilyFile family, SectionForm form, Guid? child, Dictionary<string, string> values, List<FileSection> filled, string by)
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
        (row.ChangedAt, row.ChangedBy) = (clock.UtcNow(), by);
        family.Missing = MissingSections.Write(MissingSections.Of(family, rules, filled));
        // The history says that it changed, not what: it is read by more people than the answers are.
        db.Record(family, by, $"« {form.Label} » {(child is { } of ? "de " + family.Children.First(c => c.ChildId == of).FirstName + " " : "")}rempli", clock);
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

        return Array.Find(form.Fields, f => f.Required && !values.ContainsKey(f.Key)) is { } missing ? Problems.Invalid("section.incomplete", $"Répondez à « {missing.Label} ».") : null;
    }

    private static async Task<FileSectionsView?> ReadAsync(Guid id, bool health, FamilyDb db, SettingsCache settings, Vault vault, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (await db.LoadAsync(id, tracked: false, ct) is not { } family)
        {
            return null;
        }

        var filled = await db.FileSections.AsNoTracking().Where(s => s.FamilyId == id).ToListAsync(ct);
        FileSectionReader[] readers = [.. await db.SectionSights.AsNoTracking().Where(s => s.FamilyId == id).OrderByDescending(s => s.At).Take(MostReaders).Select(s => new FileSectionReader(s.At, s.By)).ToListAsync(ct)];
        FileSectionView[] sections =
        [
            .. from child in family.ByAge().Prepend(null)
               from form in SectionForms.All
               where rules.IsAsked(form.Key) && form.PerChild == child is not null
               let row = filled.Find(s => s.Section == form.Key && s.ChildId == (child?.ChildId ?? Guid.Empty))
               select new FileSectionView(form.Key, form.Label, form.Help, child?.ChildId, child?.FirstName, rules.IsObligatory(form.Key), SectionForms.IsComplete(form, row?.Keys), form.Restricted,
                   form.Fields, (health || !form.Restricted ? row?.Read(vault) : null) ?? [], row?.ChangedAt, row?.ChangedBy, form.Restricted ? readers : [], form.Restricted && !health),
        ];
        return new FileSectionsView(sections, sections.Count(s => s is { Obligatory: true, Complete: false }));
    }
}
