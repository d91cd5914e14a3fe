using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>What is wrong with one value: "guardian.mobile|id" (or the key alone for the household) and its sentence.</summary>
internal sealed record FieldProblem(string Field, Guid? Of, string Text)
{
    public string Place => Of is null || Of == Guid.Empty ? Field : $"{Field}|{Of}";
}

/// <summary>One value as it would be kept, with what stands there now.</summary>
internal sealed record FieldStep(FileField Field, FileSubject Subject, string? Old, string? New);

/// <summary>
/// The one way by which fields of a file change: an agent's edit at once, a family's request once it is accepted, an import. Checks, writes, keeps old and new,
/// takes shared facts of a child to its other household, and tells the other services.
/// </summary>
internal sealed class FileChange(FamilyDb db, FamilyRules rules, TimeProvider clock)
{
    private static readonly string[] ForIdentity = ["guardian.email", "guardian.firstName", "guardian.lastName", "guardian.restricted",
        "guardian.livesElsewhere"];

    /// <summary>What would change and what is wrong; writes nothing.</summary>
    public (FieldStep[] Steps, FieldProblem[] Problems) Check(FamilyFile file, IReadOnlyCollection<FieldValue> values)
    {
        List<FieldStep> steps = [];
        List<FieldProblem> problems = [];
        foreach (var value in values)
        {
            if (FileFields.Find(value.Field) is not { } field || FileSubject.Find(file, field.Subject, value.Of) is not { } subject)
            {
                problems.Add(new FieldProblem(value.Field, value.Of, "Cette information n’existe pas dans ce dossier."));
                continue;
            }

            var old = field.Read(subject);
            var (kept, problem) = FieldRules.Read(field, value.Value, rules.Today(clock), ChoicesOf(field, subject, values));
            // What has always stood there may stay, even where today's lists no longer have it.
            problem ??= kept is null || kept == old ? null : rules.FindSchoolProblem(field.Key, kept, Wanted(values, subject, "child.school"));
            if (problem is not null)
            {
                problems.Add(new FieldProblem(value.Field, value.Of, problem));
            }
            else if (kept != old)
            {
                steps.Add(new FieldStep(field, subject, old, kept));
            }
        }

        return ([.. steps], [.. problems]);
    }

    /// <summary>Inside a write, on a tracked file. The steps are those of <see cref="Check"/>; nothing to change writes nothing.</summary>
    /// <param name="what">Sentence of the history; by default the fields' labels.</param>
    public async Task ApplyAsync(
        FamilyFile file, IReadOnlyCollection<FieldStep> steps, string by, CancellationToken ct, Guid? request = null, string? what = null)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var named = file.Guardians.Find(g => string.Equals(NameOf(g.LastName, g.FirstName), file.Name, StringComparison.OrdinalIgnoreCase));
        foreach (var step in steps)
        {
            step.Field.Write(step.Subject, step.New);
        }

        // A file is named after one of its guardians, and follows a change of name.
        file.Name = named is null ? file.Name : NameOf(named.LastName, named.FirstName);
        db.Record(file, by, what ?? Sentence(steps), clock);
        Log(file, steps, by, request);
        foreach (var child in steps.Where(s => s.Field.Shared).GroupBy(s => s.Subject.Of))
        {
            await ShareAsync(file, child.Key, [.. child], by, request, ct);
        }

        foreach (var guardian in steps.Where(s => ForIdentity.Contains(s.Field.Key)).Select(s => s.Subject.Guardian!).Distinct())
        {
            GuardianAccess.Tell(db, file, guardian, clock);
        }
    }

    /// <summary>What a field may be, with the commune's own schools, classes and groups.</summary>
    public string[] ChoicesOf(FileField field, FileSubject subject) => ChoicesOf(field, subject, []);

    private string[] ChoicesOf(FileField field, FileSubject subject, IReadOnlyCollection<FieldValue> values) =>
        field.Subject == "child" ? rules.ChoicesOf(field.Key, Wanted(values, subject, "child.school")) ?? field.Choices : field.Choices;

    private static string? Wanted(IReadOnlyCollection<FieldValue> values, FileSubject subject, string key) =>
        subject.Child is null ? null
        : values.FirstOrDefault(v => v.Field == key && v.Of == subject.Of) is { } wanted ? wanted.Value?.Trim()
        : subject.Child.School;

    private async Task ShareAsync(FamilyFile file, Guid child, List<FieldStep> steps, string by, Guid? request, CancellationToken ct)
    {
        var others = await db.Set<HouseholdChild>().Where(c => c.ChildId == child && c.FamilyId != file.Id).Select(c => c.FamilyId).ToListAsync(ct);
        foreach (var id in others)
        {
            if (await db.LoadAsync(id, tracked: true, ct) is not { } other || FileSubject.Find(other, "child", child) is not { } subject)
            {
                continue;
            }

            List<FieldStep> there = [.. steps.Select(s => new FieldStep(s.Field, subject, s.Field.Read(subject), s.New)).Where(s => s.Old != s.New)];
            there.ForEach(s => s.Field.Write(subject, s.New));
            if (there.Count > 0)
            {
                db.Record(other, by, Sentence(there), clock);
                Log(other, there, by, request);
            }
        }
    }

    /// <summary>"DUPONT Jean".</summary>
    public static string NameOf(string lastName, string firstName) => $"{lastName.ToUpperInvariant()} {firstName}".Trim();

    private void Log(FamilyFile file, IEnumerable<FieldStep> steps, string by, Guid? request) => db.FieldChanges.AddRange(steps.Select(s => new FieldChange
    {
        FamilyId = file.Id,
        Version = file.Version,
        At = clock.UtcNow(),
        By = by,
        Field = s.Field.Key,
        Of = s.Subject.Of,
        Old = s.Old,
        New = s.New,
        RequestId = request,
    }));

    private static string Sentence(IEnumerable<FieldStep> steps) =>
        string.Join(" ; ",
            steps.GroupBy(s => s.Subject.Name).Select(g => (g.Key.Length == 0 ? "" : g.Key + " : ") + string.Join(", ", g.Select(s => s.Field.Label))))
            + ", modifié";
}
