using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Platform;

namespace Preau.Family.Schools;

/// <summary>Passage en classe supérieure: a whole school at once, each child as the agent left it on the list; undone as one act within a week.</summary>
internal static class MoveUp
{
    private sealed record Step(Guid Child, string? School, string? Grade, string? Class, string? ThenGrade);

    public static async Task<Results<Ok<PupilsView>, ProblemHttpResult>> Read(
        FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct, string? school = null)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (school is not { Length: > 0 and <= 100 })
        {
            return Problems.Invalid("school.unknown", "Choisissez une école.");
        }

        var open = db.Families.Where(f => f.ArchivedAt == null && f.MergedInto == null).Select(f => f.Id);
        var rows = await db.Set<HouseholdChild>().AsNoTracking().Where(c => c.School == school && open.Contains(c.FamilyId)).ToListAsync(ct);
        var last = await db.ClassMoves.AsNoTracking().Where(m => m.School == school && m.UndoneAt == null).OrderByDescending(m => m.At).FirstOrDefaultAsync(ct);
        var until = last?.At + ClassMove.Regret;
        return TypedResults.Ok(new PupilsView(
            school, [.. rows.DistinctBy(c => c.ChildId).OrderBy(c => Array.IndexOf(FileFields.Grades, c.Grade)).ThenBy(c => c.Class, StringComparer.Ordinal)
                .ThenBy(c => SearchText.Of(c.LastName + " " + c.FirstName, 200), StringComparer.Ordinal)
                .Select(c => new PupilRow(c.ChildId, c.FirstName, c.LastName, c.BirthDate, c.Grade, c.Class, Next(c.Grade)))],
            [.. rules.ClassesOf(school).Select(c => c.Name)],
            last is null || until < clock.UtcNow() ? null : new ClassUpDone(last.Id, last.At, last.By, last.Count, until)));
    }

    public static async Task<Results<Ok<ClassUpDone>, ProblemHttpResult>> Handle(
        ClassUp body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var change = new FileChange(db, rules, clock);
        if (body.Children.Select(c => c.Class).OfType<string>()
            .FirstOrDefault(c => c.Length > 0 && rules.FindSchoolProblem("child.class", c, body.School) is not null) is { } unknown)
        {
            return Problems.Invalid("class.unknown", $"« {unknown} » n’est pas une classe de cette école.");
        }

        var wanted = body.Children.DistinctBy(c => c.Child).ToDictionary(c => c.Child!.Value);
        var found = 0;
        var done = await db.WriteAsync(async token =>
        {
            List<Step> steps = [];
            found = 0;
            foreach (var file in await FilesAsync(db, wanted.Keys, token))
            {
                List<FieldValue> values = [];
                foreach (var child in file.Children.Where(c =>
                    c.School == body.School && wanted.ContainsKey(c.ChildId) && !steps.Exists(s => s.Child == c.ChildId)))
                {
                    found++;
                    var to = wanted[child.ChildId];
                    var leaves = string.IsNullOrWhiteSpace(to.Grade);
                    if (!leaves && to.Grade == child.Grade && to.Class.OrNull() == child.Class)
                    {
                        // Stays where it is: nothing to undo, and sent twice it isn't counted twice.
                        continue;
                    }

                    steps.Add(new Step(child.ChildId, child.School, child.Grade, child.Class, leaves ? null : to.Grade));
                    values.AddRange([new("child.grade", child.ChildId, to.Grade), new("child.class", child.ChildId, leaves ? null : to.Class)]);
                    values.AddRange(leaves ? [new FieldValue("child.school", child.ChildId, null)] : Array.Empty<FieldValue>());
                }

                await change.ApplyAsync(file, change.Check(file, values).Steps, caller.Name, token, what: $"Passage en classe supérieure, {body.School}");
            }

            var move = new ClassMove
            {
                School = body.School!,
                At = clock.UtcNow(),
                By = caller.Name,
                Count = steps.Count,
                Children = JsonSerializer.Serialize(steps)
            };
            return steps.Count == 0 ? null : db.ClassMoves.Add(move).Entity;
        }, ct);
        return done is not null ? TypedResults.Ok(new ClassUpDone(done.Id, done.At, done.By, done.Count, done.At + ClassMove.Regret))
            : found == 0 ? Problems.NotFound()
            : Problems.Conflict("class-up.same", "Aucun enfant ne change de niveau ni de classe\u00A0: rien n’a été fait.");
    }

    /// <summary>Each child gets back what it had, unless someone changed it since.</summary>
    public static async Task<Results<Ok<ClassUpDone>, ProblemHttpResult>> Undo(
        Guid id, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var change = new FileChange(db, rules, clock);
        ProblemHttpResult? problem = null;
        var done = await db.WriteAsync(async token =>
        {
            var move = await db.ClassMoves.SingleOrDefaultAsync(m => m.Id == id, token);
            problem = move is null ? Problems.NotFound()
                : move.UndoneAt is not null || move.At + ClassMove.Regret < clock.UtcNow()
                ? Problems.Conflict("class-up.past", "Un passage se défait pendant une semaine, une seule fois.")
                : null;
            if (problem is not null)
            {
                return null;
            }

            var steps = JsonSerializer.Deserialize<Step[]>(move!.Children)!.ToDictionary(s => s.Child);
            HashSet<Guid> back = [];
            foreach (var file in await FilesAsync(db, steps.Keys, token))
            {
                var mine = file.Children.Where(c => steps.TryGetValue(c.ChildId, out var s) && c.Grade == s.ThenGrade).ToList();
                List<FieldValue> values = [.. mine.SelectMany(c => new FieldValue[]
                {
                    new("child.school", c.ChildId, steps[c.ChildId].School), new("child.grade", c.ChildId, steps[c.ChildId].Grade),
                    new("child.class", c.ChildId, steps[c.ChildId].Class),
                })];
                // Of both parents’ files it is one child.
                back.UnionWith(mine.Select(c => c.ChildId));
                await change.ApplyAsync(file, change.Check(file, values).Steps, caller.Name, token,
                    what: $"Passage en classe supérieure défait, {move.School}");
            }

            move.UndoneAt = clock.UtcNow();
            return new ClassUpDone(move.Id, move.At, move.By, back.Count, null);
        }, ct);
        return done is null ? problem! : TypedResults.Ok(done);
    }

    /// <summary>The grade after; null after CM2. A class of several ages, and what the list doesn't know, stays: an agent sees who leaves it.</summary>
    public static string? Next(string? grade) =>
        grade == "CM2" ? null : Array.IndexOf(FileFields.Grades, grade) is >= 0 and var at && grade != "ULIS" ? FileFields.Grades[at + 1] : grade;

    private static async Task<List<FamilyFile>> FilesAsync(FamilyDb db, IReadOnlyCollection<Guid> children, CancellationToken ct)
    {
        List<Guid> ids = [];
        foreach (var some in children.Chunk(500))
        {
            ids.AddRange(await db.Set<HouseholdChild>().Where(c => some.Contains(c.ChildId)).Select(c => c.FamilyId).Distinct().ToListAsync(ct));
        }

        List<FamilyFile> files = [];
        foreach (var some in ids.Distinct().Chunk(500))
        {
            files.AddRange(await db.Families.Include(f => f.Guardians).Include(f => f.Children).Include(f => f.Quotients).AsSplitQuery()
                .Where(f => some.Contains(f.Id)).OrderBy(f => f.Id).ToListAsync(ct));
        }

        return files;
    }
}
