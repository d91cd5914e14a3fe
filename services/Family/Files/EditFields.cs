using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>GET and PUT /families/{id}/fields: an agent reads and changes any part of a file, at once.</summary>
internal static class EditFields
{
    public static async Task<Results<Ok<FileFieldsView>, ProblemHttpResult>> Read(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await db.LoadAsync(id, tracked: false, ct) is { } file ? TypedResults.Ok(ViewOf(file, new FileChange(db, rules, clock))) : Problems.NotFound();
    }

    public static async Task<Results<Ok<FileFieldsView>, ProblemHttpResult>> Handle(
        Guid id, SetFields body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var change = new FileChange(db, rules, clock);
        ProblemHttpResult? problem = null;
        var view = await db.WriteAsync(async token =>
        {
            problem = null;
            if (await db.LoadAsync(id, tracked: true, token) is not { } file)
            {
                problem = Problems.NotFound();
                return null;
            }

            problem = file.IsOpen ? null : Problems.Conflict("file.closed", "Ce dossier est archivé : rouvrez-le pour le modifier.");
            var (steps, wrong) = change.Check(file, body.Values);
            problem ??= wrong.Length > 0 ? Invalid(wrong) : await FindLaterAsync(file, steps, body.Version, db, token);
            if (problem is not null)
            {
                return null;
            }

            await change.ApplyAsync(file, steps, caller.Name, token);
            return ViewOf(file, change);
        }, ct);
        return view is null ? problem! : TypedResults.Ok(view);
    }

    /// <summary>GET /fields?subject=child: the empty form, with the commune's own lists.</summary>
    public static async Task<Results<Ok<FileGroup>, ProblemHttpResult>> Blank(FamilyDb db, SettingsCache settings, CancellationToken ct, string? subject = null)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        FileFieldView[] fields = [.. FileFields.All.Where(f => f.Subject == subject)
            .Select(f => new FileFieldView(f.Key, f.Label, f.Kind, f.Max, f.Required, false, rules.ChoicesOf(f.Key, null) ?? f.Choices, null))];
        return fields.Length == 0 ? Problems.NotFound() : TypedResults.Ok(new FileGroup(subject!, null, "", fields));
    }

    /// <summary>Each field's sentence in <c>errors</c>, so that a form can say it beside the field.</summary>
    public static ProblemHttpResult Invalid(IEnumerable<FieldProblem> problems) => TypedResults.Problem(
        "Une information du dossier est à corriger.", statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["code"] = "fields.invalid",
            ["errors"] = problems.GroupBy(p => p.Place).ToDictionary(g => g.Key, g => g.Select(p => p.Text).ToArray())
        });

    /// <summary>Two agents at once: who comes later learns what the other wrote, and nothing is overwritten unseen.</summary>
    private static async Task<ProblemHttpResult?> FindLaterAsync(FamilyFile file, FieldStep[] steps, long? version, FamilyDb db, CancellationToken ct)
    {
        if (version is null || version >= file.Version)
        {
            return null;
        }

        var later = await FieldLog.SinceAsync(db, file.Id, version.Value, ct);
        return later.FirstOrDefault(l => Array.Exists(steps, s => s.Field.Key == l.Field && s.Subject.Of == l.Of)) is { } first
            ? Problems.Conflict("file.changed",
                $"{first.By} a changé « {FileFields.Find(first.Field)?.Label} » entre-temps : {first.New ?? "vide"}. Relisez, puis enregistrez de nouveau.")
            : null;
    }

    public static FileFieldsView ViewOf(FamilyFile file, FileChange change)
    {
        FileGroup Group(string subject, FileSubject of) => new(subject, of.Of == Guid.Empty ? null : of.Of, of.Name, [
            .. FileFields.All.Where(f => f.Subject == subject)
                .Select(f =>
                    new FileFieldView(f.Key, f.Label, f.Kind, f.Max, f.Required, f.Shared && of.Child?.OtherFamilyId is not null, change.ChoicesOf(f, of),
                        f.Read(of))),
        ]);
        return new FileFieldsView(file.Id, file.Name, file.Version, [
            Group("household", new FileSubject(file)),
            .. file.Guardians.OrderBy(g => g.LivesElsewhere).ThenBy(g => g.LastName).ThenBy(g => g.Id)
                .Select(g => Group("guardian", new FileSubject(file, Guardian: g))),
            .. file.ByAge().Select(c => Group("child", new FileSubject(file, Child: c))),
        ]);
    }
}
