using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>POST /families: one guardian and the children; everything else is filled in the file.</summary>
internal static class CreateFamily
{
    public static async Task<Results<Ok<FamilyMade>, ProblemHttpResult>> Handle(
        NewFamily body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        ProblemHttpResult? problem = null;
        var made = await db.WriteAsync(async token =>
        {
            var (file, problems) = Read(body, rules, rules.Today(clock));
            problem = problems.Count > 0 ? EditFields.Invalid(problems) : null;
            if (problem is null && !body.EvenIfKnown && await Lookalikes.OfAsync(db, null, file!.Guardians, file.Children, token) is [var known, ..])
            {
                problem = Problems.Conflict("family.duplicate",
                    $"Une famille y ressemble : {known.Name}, n° {known.Number} ({known.Why}). Ouvrez-la, ou confirmez que c’en est une autre.");
            }

            if (problem is not null)
            {
                return null;
            }

            file!.Number = await Numbers.NextAsync(db, token);
            Add(db, file, rules, caller.Name, "Création du dossier", clock);
            return new FamilyMade(file.Id, file.Number, file.Name);
        }, ct);
        return made is null ? problem! : TypedResults.Ok(made);
    }

    /// <summary>Inside a write: a whole new file with its first version, its event and what Identity needs.</summary>
    public static void Add(FamilyDb db, FamilyFile file, FamilyRules rules, string by, string what, TimeProvider clock)
    {
        file.Missing = MissingText.Write(MissingSections.Of(file, rules, []));
        db.Families.Add(file);
        db.Record(file, by, what, clock);
        file.Guardians.ForEach(g => GuardianAccess.Tell(db, file, g, clock));
    }

    private static (FamilyFile? File, List<FieldProblem> Problems) Read(NewFamily body, FamilyRules rules, DateOnly today)
    {
        var file = new FamilyFile { Id = Guid.CreateVersion7(), Number = "", Name = "" };
        var (guardian, wrong) = Members.Guardian(file.Id, body.Guardian!, rules, today);
        List<FieldProblem> problems = [.. Members.Places("guardian", wrong),
            .. Members.Places("household", Members.Fill("household", new FileSubject(file), body.Household ?? [], [], rules, today))];
        for (var i = 0; i < (body.Children?.Length ?? 0); i++)
        {
            var (child, bad) = Members.Child(file.Id, body.Children![i] ?? [], rules, today);
            problems.AddRange(bad.Select(b => new FieldProblem($"child.{b.Field}|{i}", null, b.Text)));
            if (child is not null)
            {
                file.Children.Add(child);
            }
        }

        if (problems.Count > 0)
        {
            return (null, problems);
        }

        file.Guardians.Add(guardian!);
        file.Name = FileChange.NameOf(guardian!.LastName, guardian.FirstName);
        return (file, problems);
    }
}
