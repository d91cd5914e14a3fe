using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Care;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>Writes accepted lines into the file, inside the transaction that accepts them. What no longer fits is said, and nothing is written.</summary>
internal sealed class ApplyRequest(FamilyDb db, FamilyRules rules, Vault vault, TimeProvider clock)
{
    public async Task<ProblemHttpResult?> DoAsync(FamilyFile file, FamilyRequest request, List<FamilyRequestLine> lines, string by, CancellationToken ct) =>
        request.Form switch
        {
            RequestForms.NewChild => AddChild(file, request, lines, by),
            RequestForms.People => await ChangePeopleAsync(file, lines[0], by, ct),
            RequestForms.Access => AskedAccess.Invite(db, file, request, lines[0], by, clock),
            RequestForms.School when lines.Find(l => l.Field == "school.from") is { Data: { } from }
                && DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture) > rules.Today(clock) =>
                Announce(file, request, by),
            var form when SectionForms.Find(form) is { } section => await FillAsync(file, request, section, lines, by, ct),
            _ => await ChangeFieldsAsync(file, request, lines, by, ct),
        };

    private async Task<ProblemHttpResult?> ChangeFieldsAsync(
        FamilyFile file, FamilyRequest request, List<FamilyRequestLine> lines, string by, CancellationToken ct)
    {
        var change = new FileChange(db, rules, clock);
        var (steps, wrong) = change.Check(file,
            [.. lines.Where(l => FileFields.Find(l.Field) is not null).Select(l => new FieldValue(l.Field, l.Of == Guid.Empty ? null : l.Of, l.Data))]);
        if (wrong.Length > 0)
        {
            return Problems.Conflict("request.outdated", $"Cette valeur ne convient plus : {wrong[0].Text}");
        }

        await change.ApplyAsync(file, steps, by, ct, request.Id);
        return null;
    }

    private async Task<ProblemHttpResult?> FillAsync(
        FamilyFile file, FamilyRequest request, SectionForm form, List<FamilyRequestLine> lines, string by, CancellationToken ct)
    {
        var filled = await db.FileSections.Where(s => s.FamilyId == file.Id).ToListAsync(ct);
        var values = filled.Find(s => s.Section == form.Key && s.ChildId == request.ChildId)?.Read(vault) ?? [];
        foreach (var line in lines)
        {
            var key = line.Field.Split('.')[^1];
            var text = line.Sealed is null ? line.New : JsonSerializer.Deserialize<string?[]>(vault.OpenText(line.Sealed, db.CurrentTenant, line.Id))![1];
            if (text is null)
            {
                values.Remove(key);
            }
            else
            {
                values[key] = text;
            }
        }

        FillSections.Write(db, vault, rules, clock, file, form, request.ChildId == Guid.Empty ? null : request.ChildId, values, filled, by);
        return null;
    }

    private ProblemHttpResult? AddChild(FamilyFile file, FamilyRequest request, List<FamilyRequestLine> lines, string by)
    {
        if (lines.Count < request.Lines.Count)
        {
            return Problems.Conflict("request.whole", "L’ajout d’un enfant s’accepte en entier : corrigez ensuite sa fiche si besoin.");
        }

        var child = new HouseholdChild { FamilyId = file.Id, ChildId = lines[0].Of, FirstName = "", LastName = "" };
        foreach (var line in lines)
        {
            FileFields.Find(line.Field)!.Write(new FileSubject(file, Child: child), line.Data);
        }

        db.Add(child);
        file.Children.Add(child);
        var filled = db.FileSections.Local.Where(s => s.FamilyId == file.Id).ToList();
        filled = filled.Count > 0 ? filled : [.. db.FileSections.Where(s => s.FamilyId == file.Id)];
        file.Missing = MissingText.Write(MissingSections.Of(file, rules, filled));
        db.Record(file, by, $"{child.FirstName} ajouté au dossier (demande {request.Number})", clock);
        return null;
    }

    private async Task<ProblemHttpResult?> ChangePeopleAsync(FamilyFile file, FamilyRequestLine line, string by, CancellationToken ct)
    {
        if (line.Field == "person.remove")
        {
            if (await db.Contacts.SingleOrDefaultAsync(c => c.Id == Guid.Parse(line.Data!), ct) is { } gone)
            {
                db.Contacts.Remove(gone);
            }
        }
        else
        {
            var entry = JsonSerializer.Deserialize<CareContactEntry>(line.Data!)!;
            if (await BarredAsync(db, line.Of, entry.Name, ct))
            {
                return Problems.Conflict("person.barred",
                    $"{entry.Name} ne peut pas venir chercher cet enfant : une décision enregistrée l’interdit. Refusez la demande.");
            }

            var identities = await Care.People.IdentitiesAsync(db, line.Of, ct);
            var count = await db.Contacts.CountAsync(c => c.FamilyId == file.Id && c.ChildId == line.Of, ct);
            db.Contacts.Add(new ChildContact
            {
                FamilyId = file.Id,
                ChildId = line.Of,
                Kind = entry.Kind!.Value,
                Name = entry.Name,
                Relation = entry.Relation,
                Phone = entry.Phone,
                Position = count,
                PersonId = Care.People.Identify(identities, entry.Name),
                PersonKey = Care.People.KeyOf(entry.Name),
            });
        }

        db.Record(file, by, $"Personnes de confiance de {file.Children.Find(c => c.ChildId == line.Of)?.FirstName} modifiées", clock);
        return null;
    }

    /// <summary>Whoever one household bars is on no list of the other.</summary>
    public static async Task<bool> BarredAsync(FamilyDb db, Guid child, string name, CancellationToken ct)
    {
        var key = Care.People.KeyOf(name);
        return await db.Contacts.AnyAsync(c => c.ChildId == child && c.Kind == ContactKind.MayNot && c.PersonKey == key, ct);
    }

    // The child is in the old school until then: the file's history keeps what was agreed, the passage of the new year makes it so.
    private ProblemHttpResult? Announce(FamilyFile file, FamilyRequest request, string by)
    {
        string Text(string field) => request.Lines.Find(l => l.Field == field)?.New ?? "";
        var child = file.Children.Find(c => c.ChildId == request.ChildId)?.FirstName;
        db.Record(file, by,
            $"Inscription scolaire {Grammar.De(child ?? "")} acceptée : {Text("child.school")} {Text("child.grade")} à partir du {Text("school.from")}", clock);
        return null;
    }
}
