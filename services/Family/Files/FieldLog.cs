using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>GET /families/{id}/history: every change of the file, newest first, with old and new values (F-48, F-120).</summary>
internal static class FieldLog
{
    private const int PageSize = 50;

    public static async Task<Results<Ok<FamilyHistoryView>, ProblemHttpResult>> Handle(Guid id, FamilyDb db, CancellationToken ct, long? before = null)
    {
        if (!await db.Families.AnyAsync(f => f.Id == id, ct))
        {
            return Problems.NotFound();
        }

        var rows = await db.History.AsNoTracking().Where(h => h.FamilyId == id && (before == null || h.Version < before)).OrderByDescending(h => h.Version)
            .Take(PageSize + 1).ToListAsync(ct);
        var shown = rows.Take(PageSize).ToList();
        var oldest = shown.Count == 0 ? 0 : shown[^1].Version;
        var fields = (await db.FieldChanges.AsNoTracking().Where(c => c.FamilyId == id && c.Version >= oldest && (before == null || c.Version < before))
            .OrderBy(c => c.Id).ToListAsync(ct))
            .ToLookup(c => c.Version);
        return TypedResults.Ok(new FamilyHistoryView(
            [.. shown.Select(h =>
                new FamilyHistoryEntry(h.Version, h.At, h.By, h.What,
                    [.. fields[h.Version].Select(c => new FamilyHistoryField(FileFields.Find(c.Field)?.Label ?? c.Field, c.Old, c.New))]))],
            rows.Count > PageSize ? oldest : null));
    }

    public static Task<List<FieldChange>> SinceAsync(FamilyDb db, Guid family, long version, CancellationToken ct) =>
        db.FieldChanges.AsNoTracking().Where(c => c.FamilyId == family && c.Version > version).OrderByDescending(c => c.Version).ToListAsync(ct);
}
