using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Sections;

/// <summary>The forms of a file, read and filled by the family itself or by an agent for it. What is complete is worked out here and told with the file's snapshot.</summary>
internal static class FillSections
{
    private const int MostReaders = 20;

    /// <summary>GET /me/sections.</summary>
    public static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> ReadMine(Caller caller, FamilyDb db, SettingsCache settings, CancellationToken ct) =>
        await ReadAsync(caller.Owner!.OwnerId!.Value, db, settings, ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();

    /// <summary>GET /families/{id}/sections: that an agent read restricted answers is kept, and shown to the family.</summary>
    public static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> ReadOne(Guid id, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        if (await ReadAsync(id, db, settings, ct) is not { } view)
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
    public static Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillMine(string section, FillSection body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        FillAsync(caller.Owner!.OwnerId!.Value, section, body, caller.Name, db, settings, clock, ct);

    /// <summary>PUT /families/{id}/sections/{section}: an agent, from a paper file.</summary>
    public static Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillOne(Guid id, string section, FillSection body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        FillAsync(id, section, body, caller.Name + ", pour la famille", db, settings, clock, ct);

    private static async Task<Results<Ok<FileSectionsView>, ProblemHttpResult>> FillAsync(
        Guid id, string section, FillSection body, string by, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
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
            var row = filled.Find(s => s.Section == section && s.ChildId == (body.Child ?? Guid.Empty));
            var answers = JsonSerializer.Serialize(values);
            if (row?.Answers == answers)
            {
                return true;
            }

            if (row is null)
            {
                row = new FileSection { FamilyId = id, ChildId = body.Child ?? Guid.Empty, Section = section, Answers = "{}", ChangedBy = by };
                db.FileSections.Add(row);
                filled.Add(row);
            }

            (row.Answers, row.ChangedAt, row.ChangedBy) = (answers, clock.UtcNow(), by);
            family.Missing = MissingSections.Write(MissingSections.Of(family, rules, filled));
            // The history says that it changed, not what: it is read by more people than the answers are.
            db.Record(family, by, $"« {form.Label} » {(body.Child is { } of ? "de " + family.Children.First(c => c.ChildId == of).FirstName + " " : "")}rempli", clock);
            return true;
        }, ct);
        return known && await ReadAsync(id, db, settings, ct) is { } view ? TypedResults.Ok(view) : Problems.NotFound();
    }

    private static ProblemHttpResult? FindProblem(SectionForm form, Dictionary<string, string> values)
    {
        foreach (var (key, value) in values)
        {
            if (Array.Find(form.Fields, f => f.Key == key) is not { } field)
            {
                return Problems.Invalid("section.field", "Une des réponses ne correspond à aucune question.");
            }

            var holds = field.Kind switch
            {
                "yesno" => value is "oui" or "non",
                "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                "choice" => field.Choices.Contains(value),
                _ => value.Length <= 300,
            };
            if (!holds)
            {
                return Problems.Invalid("section.answer", $"« {field.Label} » : cette réponse n’est pas possible.");
            }
        }

        return Array.Find(form.Fields, f => f.Required && !values.ContainsKey(f.Key)) is { } missing ? Problems.Invalid("section.incomplete", $"Répondez à « {missing.Label} ».") : null;
    }

    private static async Task<FileSectionsView?> ReadAsync(Guid id, FamilyDb db, SettingsCache settings, CancellationToken ct)
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
               select new FileSectionView(form.Key, form.Label, form.Help, child?.ChildId, child?.FirstName, rules.IsObligatory(form.Key), SectionForms.IsComplete(form, row?.Values), form.Restricted,
                   form.Fields, row?.Values ?? [], row?.ChangedAt, row?.ChangedBy, form.Restricted ? readers : []),
        ];
        return new FileSectionsView(sections, sections.Count(s => s is { Obligatory: true, Complete: false }));
    }
}
