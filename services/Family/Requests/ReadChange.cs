using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>What a form that was sent asks for, as lines with old and new values; nothing is
/// written here but the numbers of what already waits are read.</summary>
internal sealed class ReadChange(FamilyDb db, FamilyRules rules, Vault vault, TimeProvider clock)
{
    public async Task<(List<FamilyRequestLine> Lines, ProblemHttpResult? Problem)> LinesAsync(
        FamilyFile file, Guid? you, FamilyRequest request, FieldValue[] values, CancellationToken ct)
    {
        var (lines, problems) = request.Form switch
        {
            RequestForms.NewChild => await OfNewChildAsync(file, request, values, ct),
            RequestForms.School => OfSchool(file, request, values),
            RequestForms.Access => AskedAccess.Read(file, you, request.Id, values, new FileChange(db, rules, clock)),
            RequestForms.People => await OfPeopleAsync(file, request, values, ct),
            var form when SectionForms.Find(form) is { } section => await OfSectionAsync(file, request, rules.FormOf(form) ?? section, values, ct),
            _ => OfFields(file, you, request, values),
        };
        if (problems.Count > 0)
        {
            return ([], EditFields.Invalid(problems));
        }

        if (lines.Count == 0)
        {
            return ([], Problems.Invalid("request.empty", "Rien n’a changé : modifiez une information avant d’envoyer."));
        }

        var waiting = await db.Set<FamilyRequestLine>().AsNoTracking()
            .Where(l => l.Accepted == null && db.Requests.Any(r => r.Id == l.RequestId && r.FamilyId == file.Id && r.Status == RequestStatus.Pending))
            .Select(l => new { l.Field, l.Of, l.Label, l.Data }).ToListAsync(ct);
        // Several persons may be asked for at once, a field only once.
        return lines.Find(l =>
            waiting.Exists(w =>
                (w.Field, w.Of) == (l.Field, l.Of) && (w.Data == l.Data || !l.Field.StartsWith("person.", StringComparison.Ordinal)))) is { } twice
            ? ([],
                Problems.Conflict("field.waiting", $"« {twice.Label} » attend déjà la réponse de la mairie. Annulez cette demande pour en envoyer une autre."))
            : (lines, null);
    }

    private (List<FamilyRequestLine>, List<FieldProblem>) OfFields(FamilyFile file, Guid? you, FamilyRequest request, FieldValue[] values)
    {
        var of = request.ChildId != Guid.Empty ? request.ChildId : values.Select(v => v.Of).FirstOrDefault(v => v is not null);
        var allowed = RequestForms.FieldsOf(request.Form, file, you, of).ToList();
        List<FieldProblem> problems = [];
        foreach (var value in values)
        {
            var found = allowed.Find(a => a.Field.Key == value.Field && a.Subject.Of == (value.Of ?? Guid.Empty));
            var mode = found.Field is null ? FieldMode.Hidden : FieldPolicies.ModeOf(rules, found.Field, found.Subject.Guardian?.Id == you);
            if (mode is FieldMode.Hidden or FieldMode.Shown)
            {
                problems.Add(new FieldProblem(value.Field, value.Of, "Cette information ne se change pas ici."));
            }
            else if (mode == FieldMode.Obligatory && string.IsNullOrWhiteSpace(value.Value))
            {
                problems.Add(new FieldProblem(value.Field, value.Of,
                    value.Field == "guardian.email"
                        ? "Cette adresse ouvre votre compte : remplacez-la par une autre, elle ne peut pas rester vide."
                        : $"« {found.Field!.Label} » ne peut pas rester vide."));
            }
        }

        var (steps, wrong) = problems.Count > 0 ? ([], []) : new FileChange(db, rules, clock).Check(file, values);
        problems.AddRange(wrong);
        return ([.. steps.Select(s => new FamilyRequestLine
        {
            RequestId = request.Id, Field = s.Field.Key, Of = s.Subject.Of, Label = s.Field.Label, Old = Shown(s.Field.Kind, s.Old),
            New = Shown(s.Field.Kind, s.New), Data = s.New,
            Automatic = ReadForms.IsAutomatic(FieldPolicies.Of(rules, s.Field.Key), s.Subject, s.Subject.Guardian?.Id == you),
        })], problems);
    }

    private async Task<(List<FamilyRequestLine>, List<FieldProblem>)> OfSectionAsync(
        FamilyFile file, FamilyRequest request, SectionForm form, FieldValue[] values, CancellationToken ct)
    {
        var policy = FieldPolicies.Of(rules, $"section.{form.Key}");
        if (rules.FormOf(form.Key) is null || policy.Kind is FieldMode.Hidden or FieldMode.Shown)
        {
            return ([], [new FieldProblem($"section.{form.Key}", null, "Cette partie du dossier ne se change pas ici.")]);
        }

        var row = await db.FileSections.AsNoTracking()
            .SingleOrDefaultAsync(s => s.FamilyId == file.Id && s.ChildId == request.ChildId && s.Section == form.Key, ct);
        var old = row?.Read(vault) ?? [];
        List<FamilyRequestLine> lines = [];
        List<FieldProblem> problems = [];
        foreach (var value in values)
        {
            var key = value.Field.Split('.') is ["section", var section, var name] && section == form.Key ? name : "";
            if (Array.Find(form.Fields, f => f.Key == key) is not { } field)
            {
                problems.Add(new FieldProblem(value.Field, value.Of, "Une des réponses ne correspond à aucune question."));
                continue;
            }

            var text = string.IsNullOrWhiteSpace(value.Value) ? null : value.Value.Trim();
            if ((text is null && field.Required
                ? "Répondez à cette question."
                : text is null || SectionForms.Holds(field, text) ? null
                : "Cette réponse n’est pas possible.") is { } problem)
            {
                problems.Add(new FieldProblem(value.Field, value.Of, problem));
            }
            else if (text != old.GetValueOrDefault(key))
            {
                lines.Add(LineOf(request, form, value.Field, field.Label, old.GetValueOrDefault(key), text, policy.Automatic));
            }
        }

        return (lines, problems);
    }

    private FamilyRequestLine LineOf(FamilyRequest request, SectionForm form, string field, string label, string? old, string? text, bool automatic)
    {
        var id = Guid.CreateVersion7();
        var secret = form.Restricted || form.Key == "banque";
        return new FamilyRequestLine
        {
            Id = id,
            RequestId = request.Id,
            Field = field,
            Of = request.ChildId,
            Label = label,
            Health = form.Restricted,
            Automatic = automatic,
            Old = secret ? null : old,
            New = secret ? null : text,
            Sealed = secret ? vault.Seal(JsonSerializer.Serialize(new[] { old, text }), db.CurrentTenant, id) : null,
        };
    }

    private async Task<(List<FamilyRequestLine>, List<FieldProblem>)> OfNewChildAsync(
        FamilyFile file, FamilyRequest request, FieldValue[] values, CancellationToken ct)
    {
        // A child that is in no file yet: checked as one would be, in a file that is thrown away.
        var draft = new FamilyFile { Id = request.FamilyId, Number = "", Name = "" };
        var child = new HouseholdChild { FamilyId = request.FamilyId, ChildId = Guid.CreateVersion7(), FirstName = "", LastName = "" };
        draft.Children.Add(child);
        var told = RequestForms.NewChildFields.Select(key => new FieldValue(key, child.ChildId, values.FirstOrDefault(v => v.Field == key)?.Value)).ToArray();
        var (steps, wrong) = new FileChange(db, rules, clock).Check(draft, told);
        List<FieldProblem> problems = [.. wrong.Select(w => w with { Of = null })];
        problems.AddRange(values.Where(v => !RequestForms.NewChildFields.Contains(v.Field))
            .Select(v => new FieldProblem(v.Field, null, "Cette information ne se demande pas ici.")));
        if (problems.Count == 0)
        {
            steps.ToList().ForEach(s => s.Field.Write(new FileSubject(draft, Child: child), s.New));
            problems.AddRange(FieldRules.ChildBirth(child.BirthDate, rules.Today(clock)) is { } old ? [new FieldProblem("child.birthDate", null, old)] : []);
            problems.AddRange(await TwiceAsync(file, child, ct) is { } twice ? [new FieldProblem("child.firstName", null, twice)] : []);
        }

        return ([.. steps.Select(s =>
            new FamilyRequestLine { RequestId = request.Id, Field = s.Field.Key, Of = child.ChildId, Label = s.Field.Label, New = Shown(s.Field.Kind, s.New),
                Data = s.New })],
            problems);
    }

    // The same first name and day of birth: in the file, or asked for already.
    private async Task<string?> TwiceAsync(FamilyFile file, HouseholdChild child, CancellationToken ct)
    {
        var name = SearchText.Of(child.FirstName, 100);
        if (file.Children.Find(c => c.BirthDate == child.BirthDate && SearchText.Of(c.FirstName, 100) == name) is { } known)
        {
            return $"{known.FirstName}, de la même date de naissance, est déjà dans votre dossier.";
        }

        var asked = await db.Set<FamilyRequestLine>().AsNoTracking()
            .Where(l =>
                (l.Field == "child.firstName" || l.Field == "child.birthDate")
                    && db.Requests.Any(r =>
                        r.Id == l.RequestId && r.FamilyId == file.Id && r.Form == RequestForms.NewChild && r.Status == RequestStatus.Pending))
            .Select(l => new { l.RequestId, l.Field, l.Data }).ToListAsync(ct);
        var birth = child.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return asked.GroupBy(l => l.RequestId)
            .Any(g =>
                g.Any(l => l.Field == "child.birthDate" && l.Data == birth)
                    && g.Any(l => l.Field == "child.firstName" && SearchText.Of(l.Data ?? "", 100) == name))
            ? $"Une demande pour {child.FirstName} attend déjà la réponse de la mairie." : null;
    }

    private (List<FamilyRequestLine>, List<FieldProblem>) OfSchool(FamilyFile file, FamilyRequest request, FieldValue[] values)
    {
        string? Value(string key) => values.FirstOrDefault(v => v.Field == key)?.Value?.Trim() is { Length: > 0 } text ? text : null;
        var (steps, wrong) = new FileChange(db, rules, clock)
            .Check(
                file, [new FieldValue("child.school", request.ChildId, Value("school.school")),
                    new FieldValue("child.grade", request.ChildId, Value("school.grade"))]);
        List<FieldProblem> problems = [.. wrong.Select(w => new FieldProblem(w.Field.Replace("child.", "school.", StringComparison.Ordinal), null, w.Text))];
        var today = rules.Today(clock);
        if (Value("school.school") is null)
        {
            problems.Add(new FieldProblem("school.school", null, "Indiquez l’école."));
        }

        if (!DateOnly.TryParseExact(Value("school.from"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || from < today.AddMonths(-2) || from > today.AddMonths(18))
        {
            problems.Add(new FieldProblem("school.from", null, "Indiquez le jour de la rentrée : dans les dix-huit mois au plus."));
        }

        List<FamilyRequestLine> lines = [.. steps.Select(s =>
            new FamilyRequestLine { RequestId = request.Id, Field = s.Field.Key, Of = request.ChildId, Label = s.Field.Label, Old = s.Old, New = s.New,
                Data = s.New })];
        if (lines.Count > 0)
        {
            lines.Add(new FamilyRequestLine
            {
                RequestId = request.Id,
                Field = "school.from",
                Of = request.ChildId,
                Label = "À partir du",
                New = Shown(FileFieldKind.Date, Value("school.from")),
                Data = Value("school.from")
            });
        }

        return (lines, problems);
    }

    private async Task<(List<FamilyRequestLine>, List<FieldProblem>)> OfPeopleAsync(
        FamilyFile file, FamilyRequest request, FieldValue[] values, CancellationToken ct)
    {
        if (values is [{ Field: "person.remove", Value: { } removed }] && Guid.TryParse(removed, out var contact))
        {
            var known = await db.Contacts.AsNoTracking()
                .SingleOrDefaultAsync(c => c.Id == contact && c.FamilyId == file.Id && c.ChildId == request.ChildId && c.Kind != ContactKind.MayNot, ct);
            return known is null ? ([], [new FieldProblem("person.remove", null, "Cette personne n’est plus dans la liste.")])
                : ([new FamilyRequestLine { RequestId = request.Id, Field = "person.remove", Of = request.ChildId, Label = "Personne retirée",
                    Old = PersonText(known.Name, known.Relation, known.Phone), Data = known.Id.ToString() }],
                    []);
        }

        string? Value(string key) => values.FirstOrDefault(v => v.Field == key)?.Value?.Trim() is { Length: > 0 } text ? text : null;
        List<FieldProblem> problems = [];
        var (name, relation, phone, kind) = (Value("person.name"), Value("person.relation"), Value("person.phone"), Value("person.kind"));
        if (name is not { Length: >= 3 and <= 120 })
        {
            problems.Add(new FieldProblem("person.name", null, "Indiquez le prénom et le nom."));
        }

        if (relation is not { Length: >= 2 and <= 60 })
        {
            problems.Add(new FieldProblem("person.relation", null, "Indiquez le lien avec l’enfant : grand-mère, voisin…"));
        }

        if (phone is not { Length: >= 6 and <= 32 } || !phone.All(c => char.IsAsciiDigit(c) || " .+-()".Contains(c, StringComparison.Ordinal)))
        {
            problems.Add(new FieldProblem("person.phone", null, "Indiquez un numéro où l’on peut joindre cette personne."));
        }

        if (kind is not ("PickUp" or "Emergency"))
        {
            problems.Add(new FieldProblem("person.kind", null, "Choisissez ce que cette personne peut faire."));
        }

        return problems.Count > 0 ? ([], problems)
            : ([new FamilyRequestLine
            {
                RequestId = request.Id, Field = "person.add", Of = request.ChildId,
                Label = kind == "Emergency" ? "À prévenir en cas d’urgence" : "Peut venir chercher l’enfant", New = PersonText(name!, relation!, phone),
                Data = JsonSerializer.Serialize(new CareContactEntry(Enum.Parse<ContactKind>(kind!), name!, relation!, phone)),
            }], []);
    }

    private static string PersonText(string name, string relation, string? phone) => $"{name}, {relation}{(phone is null ? "" : $", {phone}")}";

    private static string? Shown(FileFieldKind kind, string? value) =>
        kind == FileFieldKind.Date && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? French.Date(day, ' ')
            : value;
}
