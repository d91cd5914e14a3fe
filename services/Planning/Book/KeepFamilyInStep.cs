using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;

namespace Preau.Planning.Book;

/// <summary>Keeps the newest snapshot of each family file: a second delivery or an older one changes nothing.</summary>
public sealed class KeepFamilyInStep(PlanningDb db)
{
    /// <returns>False for a snapshot that is known already, or older than the one that is.</returns>
    public async Task<bool> KeepAsync(FamilyChanged @event, CancellationToken ct)
    {
        var family = await db.KnownFamilies.SingleOrDefaultAsync(f => f.FamilyId == @event.FamilyId, ct);
        if (family?.Version >= @event.Version)
        {
            return false;
        }

        if (family is null)
        {
            family = new KnownFamily { FamilyId = @event.FamilyId, Number = "", Name = "", Search = "" };
            db.KnownFamilies.Add(family);
        }

        family.Version = @event.Version;
        family.Number = @event.Number;
        family.Name = @event.Name;
        family.Resident = @event.Resident;
        family.Reachable = @event.Guardians.Any(g => g.EmailConsent && !string.IsNullOrWhiteSpace(g.Email));
        family.Missing = string.Join('\n', (@event.MissingSections ?? []).Select(m => $"{m.ChildId?.ToString("N")}|{m.Label}"));
        var guardians = @event.Guardians.Select(g => g.GuardianId).ToList();
        // Who has left the household no longer reads its calendar, nor is reminded.
        var leavers = @event.Version == 0
            ? [] : await db.AgendaFeeds.Where(f => f.FamilyId == @event.FamilyId && f.RevokedAt == null && !guardians.Contains(f.GuardianId)).ToListAsync(ct);
        leavers.ForEach(f => f.RevokedAt = @event.At);
        family.MergedInto = @event.MergedInto;
        family.City = @event.City;
        family.Categories = string.Join(',', @event.Categories ?? []);
        family.Search = SearchText([@event.Number, @event.Name, .. @event.Guardians.Select(g => $"{g.FirstName} {g.LastName}"),
            .. @event.Children.Select(c => $"{c.FirstName} {c.LastName}")]);

        var known = await db.KnownChildren.Where(c => c.FamilyId == @event.FamilyId).ToDictionaryAsync(c => c.ChildId, ct);
        foreach (var child in @event.Children)
        {
            if (!known.Remove(child.ChildId, out var row))
            {
                row = new KnownChild { FamilyId = @event.FamilyId, ChildId = child.ChildId, FirstName = "", LastName = "" };
                db.KnownChildren.Add(row);
            }

            row.FirstName = child.FirstName;
            row.LastName = child.LastName;
            row.Gender = child.Gender;
            row.BirthDate = child.BirthDate;
            row.School = child.School;
            row.Grade = child.Grade;
            row.Rank = child.Rank;
            row.PackedLunch = child.PackedLunch;
            row.OtherParent = child.Custody?.OtherParent;
            row.AnchorMonday = child.Custody?.AnchorMonday;
            row.Here = KnownChild.Written(child.Custody?.Here);
            row.HereUntil = child.Custody?.KnownUntil;
            (row.CameFrom, row.CameAs, row.CameOn) = (child.Origin?.FamilyId, child.Origin?.ChildId, child.Origin?.On);
        }

        db.KnownChildren.RemoveRange(known.Values);
        return true;
    }

    /// <summary>Capitals without accents, for a search that finds "Émile" by "emile" on both databases.</summary>
    public static string SearchText(IEnumerable<string> parts)
    {
        var text = string.Join(' ', parts).Normalize(NormalizationForm.FormD);
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToUpperInvariant(c));
            }
        }

        return plain.Length <= 2000 ? plain.ToString() : plain.ToString(0, 2000);
    }
}
