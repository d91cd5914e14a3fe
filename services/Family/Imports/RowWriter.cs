using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;
using Preau.Family.Households;
using Preau.Family.Quotients;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>What a line made and changed.</summary>
/// <param name="Version">Of the file after it.</param>
internal sealed record RowTrace(
    Guid Family, bool MadeFamily, long Version, Guid[] Guardians, Guid? Child, TraceField[] Fields, TraceQuotient[]? QuotientsBefore,
        TraceQuotient[]? QuotientsAfter);

internal sealed record TraceField(string Key, Guid Of, string? Old, string? New);

internal sealed record TraceQuotient(DateOnly From, DateOnly? Until, decimal Value, string Source);

/// <summary>
/// Writes one line. School, level, class and group follow the file; an address, a telephone or an e-mail that stands there stays, and so does whatever a family
/// changed by a request. What was not there is filled.
/// </summary>
internal sealed class RowWriter(FamilyDb db, FamilyRules rules, TimeProvider clock, string by)
{
    private static readonly string[] Follows = ["child.school", "child.grade", "child.class", "child.group"];
    private readonly FileChange _change = new(db, rules, clock);

    /// <summary>Inside a write; the rows of the file are saved before the next line is judged.</summary>
    public async Task<(FamilyFile File, RowTrace Trace)> WriteAsync(Verdict verdict, CancellationToken ct)
    {
        var row = verdict.Row;
        var file = verdict.Family is { } id ? await db.LoadAsync(id, tracked: true, ct) : null;
        var made = file is null;
        file ??= await MakeAsync(row, ct);
        List<Guid> guardians = [];
        if (AddGuardian(file, row, made) is { } guardian)
        {
            guardians.Add(guardian.Id);
        }

        Guid? child = null;
        if (row.HasChild && verdict.Child is null)
        {
            var added = Members.Child(file.Id, Of(row, "child"), rules, rules.Today(clock)).Child!;
            file.Children.Add(added);
            child = added.ChildId;
        }

        var before = file.Quotients.Select(Snapshot).ToArray();
        var quotient = row[ImportColumns.QuotientValue] is { } value
            && RecordQuotient.Put(file, decimal.Parse(value, CultureInfo.InvariantCulture), Day(row[ImportColumns.QuotientFrom])!.Value,
                Day(row[ImportColumns.QuotientUntil]), row[ImportColumns.QuotientSource] ?? rules.Sources[0]).Problem is null;
        if (made)
        {
            CreateFamily.Add(db, file, rules, by, "Dossier créé par un import", clock);
        }
        else if (guardians.Count > 0 || child is not null || (quotient && !before.SequenceEqual(file.Quotients.Select(Snapshot))))
        {
            file.Missing = MissingText.Write(MissingSections.Of(file, rules, await db.FileSections.Where(s => s.FamilyId == file.Id).ToListAsync(ct)));
            db.Record(file, by, What(file, guardians, child, quotient), clock);
            file.Guardians.Where(g => guardians.Contains(g.Id)).ToList().ForEach(g => GuardianAccess.Tell(db, file, g, clock));
        }

        var fields = made ? [] : await FillAsync(file, row, verdict.Child, ct);
        await db.SaveChangesAsync(ct);
        return (file, new RowTrace(file.Id, made, file.Version, [.. guardians], child, fields, quotient ? before : null,
            quotient ? [.. file.Quotients.Select(Snapshot)] : null));
    }

    public static TraceQuotient Snapshot(Quotient q) => new(q.From, q.Until, q.Value, q.Source);

    private async Task<FamilyFile> MakeAsync(RowReading row, CancellationToken ct)
    {
        var file = new FamilyFile
        {
            Tenant = db.CurrentTenant,
            Id = Guid.CreateVersion7(),
            Number = row[ImportColumns.Number] ?? await Numbers.NextAsync(db, ct),
            Name = "",
            Resident = true
        };
        Members.Fill("household", new FileSubject(file), Of(row, "household"), [], rules, rules.Today(clock));
        file.Name = row.HasGuardian ? FileChange.NameOf(row["guardian.lastName"]!, row["guardian.firstName"]!) : FileChange.NameOf(row["child.lastName"]!, "");
        return file;
    }

    /// <summary>The guardian of the line, when the file has no one of that name. With another address: the other parent, who lives elsewhere.</summary>
    private Guardian? AddGuardian(FamilyFile file, RowReading row, bool made)
    {
        if (!row.HasGuardian || Find(file, row) is not null)
        {
            return null;
        }

        var typed = Of(row, "guardian");
        typed.TryAdd("civility", "Mme");
        typed.TryAdd("role", "Autre");
        var guardian = Members.Guardian(file.Id, typed, rules, rules.Today(clock)).Guardian!;
        var street = row["household.street"];
        if (!made && street is not null && file.Street is not null && SearchText.Of(street, 200) != SearchText.Of(file.Street, 200)
            && file.Guardians.Exists(g => !g.LivesElsewhere))
        {
            (guardian.LivesElsewhere, guardian.Street, guardian.PostCode, guardian.City) = (true, street, row["household.postCode"], row["household.city"]);
        }

        if (file.Guardians.Count == 0)
        {
            file.Name = FileChange.NameOf(guardian.LastName, guardian.FirstName);
        }

        file.Guardians.Add(guardian);
        return guardian;
    }

    private async Task<TraceField[]> FillAsync(FamilyFile file, RowReading row, Guid? child, CancellationToken ct)
    {
        var guardian = Find(file, row);
        var elsewhere = guardian?.LivesElsewhere == true;
        List<FieldValue> values = [];
        foreach (var (target, value) in row.Values)
        {
            Guid? of = target.Split('.')[0] switch { "child" => child, "guardian" => guardian?.Id, "household" => elsewhere ? null : Guid.Empty, _ => null };
            if (of is null || FileFields.Find(target) is not { } field || FileSubject.Find(file, field.Subject, of) is not { } subject)
            {
                continue;
            }

            if (Follows.Contains(target) || field.Read(subject) is null)
            {
                values.Add(new FieldValue(target, of == Guid.Empty ? null : of, value));
            }
        }

        var asked = await db.FieldChanges.Where(c => c.FamilyId == file.Id && c.RequestId != null).Select(c => new { c.Field, c.Of }).ToListAsync(ct);
        var steps = _change.Check(file, values).Steps.Where(s => !asked.Exists(a => a.Field == s.Field.Key && a.Of == s.Subject.Of)).ToArray();
        await _change.ApplyAsync(file, steps, by, ct, what: "Mis à jour par un import");
        return [.. steps.Select(s => new TraceField(s.Field.Key, s.Subject.Of, s.Old, s.New))];
    }

    private static Guardian? Find(FamilyFile file, RowReading row) =>
        !row.HasGuardian
            ? null
            : file.Guardians.Find(g =>
                ImportPlan.Key($"{g.FirstName} {g.LastName}") == ImportPlan.Key($"{row["guardian.firstName"]} {row["guardian.lastName"]}"));

    private static Dictionary<string, string?> Of(RowReading row, string subject) =>
        row.Values.Where(v => v.Key.StartsWith(subject + ".", StringComparison.Ordinal))
            .ToDictionary(v => v.Key[(subject.Length + 1)..], v => (string?)v.Value);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string What(FamilyFile file, List<Guid> guardians, Guid? child, bool quotient) => "Import : " + string.Join(", ", new[]
    {
        guardians.Count > 0 ? $"{file.Guardians.First(g => guardians.Contains(g.Id)).FirstName} ajouté au dossier" : null,
        child is { } id ? $"{file.Children.First(c => c.ChildId == id).FirstName} ajouté au dossier" : null,
        quotient ? "quotient" : null,
    }.OfType<string>());
}
