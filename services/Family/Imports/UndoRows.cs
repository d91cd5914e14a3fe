using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Households;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>Takes one line back: what it made goes, what it changed gets its old value, unless someone else touched it since.</summary>
/// <param name="former">Name of the same run in histories written before its hour was the commune's.</param>
internal sealed class UndoRows(FamilyDb db, FamilyRules rules, TimeProvider clock, string by, string former)
{
    /// <summary>Whether all of the line is gone.</summary>
    public async Task<bool> UndoAsync(RowTrace trace, CancellationToken ct)
    {
        if (await db.LoadAsync(trace.Family, tracked: true, ct) is not { } file)
        {
            return true;
        }

        if (trace.MadeFamily)
        {
            if (await db.History.AnyAsync(h => h.FamilyId == file.Id && h.By != by && h.By != former, ct))
            {
                return false;
            }

            Remove(file);
            await Numbers.RetireAsync(db, file.Number, ct);
            await db.SaveChangesAsync(ct);
            return true;
        }

        var change = new FileChange(db, rules, clock);
        var back = trace.Fields.Where(f =>
            FileFields.Find(f.Key) is { } field && FileSubject.Find(file, field.Subject, f.Of) is { } subject && field.Read(subject) == f.New)
            .Select(f => new FieldStep(FileFields.Find(f.Key)!, FileSubject.Find(file, FileFields.Find(f.Key)!.Subject, f.Of)!, f.New, f.Old)).ToArray();
        var whole = back.Length == trace.Fields.Length;
        await change.ApplyAsync(file, back, by, ct, what: "Import défait");
        var touched = await db.History.AnyAsync(h => h.FamilyId == file.Id && h.Version > trace.Version && h.By != by && h.By != former, ct);
        var moved = false;
        if (!touched && (trace.Guardians.Length > 0 || trace.Child is not null))
        {
            RemoveMembers(file, trace);
            moved = true;
        }

        whole &= moved || (trace.Guardians.Length == 0 && trace.Child is null);
        if (trace is { QuotientsBefore: { } before, QuotientsAfter: { } after })
        {
            if (file.Quotients.Select(RowWriter.Snapshot).SequenceEqual(after))
            {
                db.RemoveRange(file.Quotients);
                file.Quotients.Clear();
                await db.SaveChangesAsync(ct);
                file.Quotients.AddRange(before.Select(q =>
                    new Quotient { FamilyId = file.Id, From = q.From, Until = q.Until, Value = q.Value, Source = q.Source }));
                moved = true;
            }
            else
            {
                whole = false;
            }
        }

        if (moved)
        {
            db.Record(file, by, "Import défait", clock);
        }

        await db.SaveChangesAsync(ct);
        return whole;
    }

    private void RemoveMembers(FamilyFile file, RowTrace trace)
    {
        foreach (var guardian in file.Guardians.Where(g => trace.Guardians.Contains(g.Id)).ToList())
        {
            GuardianAccess.End(db, file, guardian, clock);
            file.Guardians.Remove(guardian);
            db.Remove(guardian);
        }

        if (file.Children.Find(c => c.ChildId == trace.Child) is { } child)
        {
            file.Children.Remove(child);
            db.Remove(child);
        }
    }

    /// <summary>The other services learn last that the file is closed and holds nobody.</summary>
    private void Remove(FamilyFile file)
    {
        file.Guardians.ForEach(g => GuardianAccess.End(db, file, g, clock));
        db.RemoveRange(file.Guardians);
        db.RemoveRange(file.Children);
        db.RemoveRange(file.Quotients);
        db.Remove(file);
        db.Raise(new FamilyChanged(db.CurrentTenant, clock.UtcNow(), file.Id, file.Version + 1, file.Number, file.Name, file.Resident, [], [], [],
            Archived: true));
        db.Raise(new MealDietsChanged(db.CurrentTenant, clock.UtcNow(), file.Id, file.Version + 1, []));
    }
}
