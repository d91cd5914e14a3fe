using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Consents;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>GET /me/forms: what the caller reads and may change, with what waits already.</summary>
internal static class ReadForms
{
    public static async Task<Results<Ok<AccountFormsView>, ProblemHttpResult>> Handle(
        Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var (family, you) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId);
        if (await db.LoadAsync(family, tracked: false, ct) is not { } file)
        {
            return Problems.NotFound();
        }

        var requests = await new RequestViews(db, rules, vault).OfAsync(await LatestAsync(db, family, clock, ct), RequestReader.Family, ct);
        var waiting = requests.SelectMany(r => r.Lines.Where(l => l.Accepted is null).Select(l => (Request: r, Line: l))).ToList();
        var lines = await WaitingLinesAsync(db, family, ct);

        WaitingChange? WaitingFor(string key, Guid of) =>
            waiting.FirstOrDefault(w => w.Line.Field == key && lines.GetValueOrDefault(w.Line.LineId) == of) is { Request: { } request } found
            ? new WaitingChange(request.Id, request.Number, found.Line.New) : null;

        var change = new FileChange(db, rules, clock);
        var filled = await db.FileSections.AsNoTracking().Where(s => s.FamilyId == family).ToListAsync(ct);
        var elsewhere = await FillSections.ElsewhereAsync(db, file, ct);
        AccountForm Of(string form, FileSubject? subject, bool elsewhere = false) => new(
            form, subject?.Of, RequestForms.LabelOf(form), subject?.Name ?? "", null, true, elsewhere,
            [.. RequestForms.FieldsOf(form, file, you, subject?.Of)
                .Select(f => FieldOf(rules, change, f.Field, f.Subject, f.Subject.Guardian?.Id == you, WaitingFor)).OfType<AccountField>()]);

        List<AccountForm> forms = [Of("responsable", file.Guardians.Find(g => g.Id == you) is { } me ? new FileSubject(file, Guardian: me) : null)];
        forms.AddRange(file.Guardians.Where(g => g.Id != you).OrderBy(g => g.LivesElsewhere)
            .Select(g => Of("conjoint", new FileSubject(file, Guardian: g), g.LivesElsewhere) with
            {
                Access = AskedAccess.OfferOf(file, g, WaitingFor(AskedAccess.Field, g.Id)),
            }));
        forms.AddRange(rules.Forms.Where(f => !f.PerChild).Select(f => SectionOf(f, null)));
        foreach (var child in file.ByAge())
        {
            forms.Add(Of("enfant", new FileSubject(file, Child: child)));
            forms.AddRange(rules.Forms.Where(f => f.PerChild).Select(f => SectionOf(f, child)));
        }

        var confirmed = await YearlyConfirmation.LastAsync(db, family, you, ct);
        return TypedResults.Ok(new AccountFormsView(
            file.Version, rules.AnswerDays, [.. forms], requests, confirmed is { } at ? at.ToLocal(rules.Zone) : null,
            YearlyConfirmation.IsDue(rules, confirmed, rules.Today(clock))));

        AccountForm SectionOf(SectionForm form, HouseholdChild? child)
        {
            var row = filled.Find(s => s.Section == form.Key && s.ChildId == (child?.ChildId ?? Guid.Empty));
            var values = row?.Read(vault);
            var differing = child is null ? null : FillSections.Differing(form, values, elsewhere, child.ChildId, vault);
            var policy = FieldPolicies.Of(rules, $"section.{form.Key}");
            return new AccountForm(form.Key, child?.ChildId, form.Label, child?.FirstName ?? "", rules.IsObligatory(form.Key),
                SectionForms.IsComplete(form, values?.Keys), false,
            [
                .. form.Fields.Select(f => AnswerOf(form, f, policy, values?.GetValueOrDefault(f.Key),
                    WaitingFor($"section.{form.Key}.{f.Key}", child?.ChildId ?? Guid.Empty), differing?.GetValueOrDefault(f.Key))),
            ], row?.Due, row?.Due is null ? null : HealthDates.LabelOf(form.Key, values, child?.BirthDate, row.Due), Restricted: form.Restricted);
        }
    }

    /// <summary>What waits, and what was decided in the last three months.</summary>
    private static Task<List<FamilyRequest>> LatestAsync(FamilyDb db, Guid family, TimeProvider clock, CancellationToken ct)
    {
        var since = clock.UtcNow().AddMonths(-3);
        return db.Requests.AsNoTracking().Include(r => r.Lines).Where(r => r.FamilyId == family && (r.Status == RequestStatus.Pending || r.At >= since))
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Number).ToListAsync(ct);
    }

    /// <returns>By line: whom it is about.</returns>
    private static Task<Dictionary<Guid, Guid>> WaitingLinesAsync(FamilyDb db, Guid family, CancellationToken ct)
    {
        var waiting = db.Requests.Where(r => r.FamilyId == family && r.Status == RequestStatus.Pending);
        return db.Set<FamilyRequestLine>().AsNoTracking().Where(l => l.Accepted == null && waiting.Any(r => r.Id == l.RequestId))
            .ToDictionaryAsync(l => l.Id, l => l.Of, ct);
    }

    private static AccountField AnswerOf(SectionForm form, FileSectionField question, FieldPolicy policy, string? value, WaitingChange? waiting,
        string? elsewhere) => new(
        $"section.{form.Key}.{question.Key}", question.Label,
        question.Kind switch { "yesno" => FileFieldKind.YesNo, "choice" => FileFieldKind.Choice, "date" => FileFieldKind.Date, _ => FileFieldKind.Text }, 300,
        policy.Kind is FieldMode.Shown or FieldMode.Hidden ? policy.Kind : question.Required ? FieldMode.Obligatory : FieldMode.Editable, policy.Automatic,
        question.Choices, question.Help, value, waiting, false, elsewhere);

    private static AccountField? FieldOf(
        FamilyRules rules, FileChange change, FileField field, FileSubject subject, bool own, Func<string, Guid, WaitingChange?> waiting)
    {
        var policy = FieldPolicies.Of(rules, field.Key);
        return policy.Kind == FieldMode.Hidden ? null : new AccountField(
            field.Key, field.Label, field.Kind, field.Max, FieldPolicies.ModeOf(rules, field, own), IsAutomatic(policy, subject, own),
            change.ChoicesOf(field, subject), null,
            field.Read(subject), waiting(field.Key, subject.Of));
    }

    /// <summary>What someone says of another adult is always looked at.</summary>
    public static bool IsAutomatic(FieldPolicy policy, FileSubject subject, bool own) => policy.Automatic && (subject.Guardian is null || own);
}
