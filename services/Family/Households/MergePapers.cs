using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Family.Requests;

namespace Preau.Family.Households;

/// <summary>
/// What hangs on a file that ends in another: documents, demandes and agreements go along,
/// its household's forms where the other file has none. Written down, so
/// that a merge taken back gives back what came and nothing else.
/// </summary>
internal static class MergePapers
{
    /// <param name="twins">Children of the file that ends who are doubles, and who they are in the other.</param>
    /// <returns>The trace.</returns>
    public static async Task<string> MoveAsync(FamilyDb db, Guid from, Guid to, Dictionary<Guid, Guid> twins, CancellationToken ct)
    {
        // Those of children who move go with the child; here are the household's own and those of doubles.
        var ofHousehold = twins.Keys.Append(Guid.Empty).ToList();
        var trace = new Trace(
            await db.Documents.Where(d => d.FamilyId == from && ofHousehold.Contains(d.ChildId)).Select(d => d.Id).ToListAsync(ct),
            await db.Requests.Where(r => r.FamilyId == from).Select(r => r.Id).ToListAsync(ct),
            await db.Agreements.Where(a => a.FamilyId == from).Select(a => a.Id).ToListAsync(ct),
            await db.FileSections.Where(s =>
                s.FamilyId == from && s.ChildId == Guid.Empty
                    && !db.FileSections.Any(o => o.FamilyId == to && o.ChildId == Guid.Empty && o.Section == s.Section))
                .Select(s => s.Section).ToListAsync(ct),
            twins);
        await PutAsync(db, trace, from, to, twins, ct);
        return JsonSerializer.Serialize(trace);
    }

    public static Task MoveBackAsync(FamilyDb db, string papers, Guid from, Guid to, CancellationToken ct) =>
        papers.Length > 0 && JsonSerializer.Deserialize<Trace>(papers) is { } trace
            ? PutAsync(db, trace, from, to, trace.Twins.ToDictionary(t => t.Value, t => t.Key), ct) : Task.CompletedTask;

    private static async Task PutAsync(FamilyDb db, Trace trace, Guid from, Guid to, Dictionary<Guid, Guid> children, CancellationToken ct)
    {
        // A statement takes so many parameters and no more.
        foreach (var some in trace.Documents.Chunk(500))
        {
            await db.Documents.Where(d => some.Contains(d.Id) && d.FamilyId == from).ExecuteUpdateAsync(s => s.SetProperty(d => d.FamilyId, to), ct);
        }

        foreach (var some in trace.Requests.Chunk(500))
        {
            await db.Requests.Where(r => some.Contains(r.Id) && r.FamilyId == from).ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, to), ct);
        }

        foreach (var some in trace.Agreements.Chunk(500))
        {
            await db.Agreements.Where(a => some.Contains(a.Id) && a.FamilyId == from).ExecuteUpdateAsync(s => s.SetProperty(a => a.FamilyId, to), ct);
        }

        foreach (var (was, now) in children)
        {
            await db.Documents.Where(d => trace.Documents.Contains(d.Id) && d.ChildId == was).ExecuteUpdateAsync(s => s.SetProperty(d => d.ChildId, now), ct);
            await db.Requests.Where(r => trace.Requests.Contains(r.Id) && r.ChildId == was).ExecuteUpdateAsync(s => s.SetProperty(r => r.ChildId, now), ct);
            await db.Set<FamilyRequestLine>().Where(l => trace.Requests.Contains(l.RequestId) && l.Of == was)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.Of, now), ct);
            await db.Agreements.Where(a => trace.Agreements.Contains(a.Id) && a.Of == was).ExecuteUpdateAsync(s => s.SetProperty(a => a.Of, now), ct);
        }

        await db.FileSections.Where(s => s.FamilyId == from && s.ChildId == Guid.Empty && trace.Sections.Contains(s.Section))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, to), ct);
    }

    private sealed record Trace(List<Guid> Documents, List<Guid> Requests, List<Guid> Agreements, List<string> Sections, Dictionary<Guid, Guid> Twins);
}
