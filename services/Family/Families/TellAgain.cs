using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>
/// When <c>FamilyChanged</c> comes to say more than it did, files told before are told once more, so that what the other services know of a family never
/// depends on when its file last changed. A hundred files at a time; interrupted, or run by two replicas, it tells some twice, which changes nothing.
/// </summary>
internal sealed class TellAgain(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TellAgain> log) : TenantWorker(scopes, log)
{
    /// <summary>Not a section of any file: which form of the event all files of the commune have been told in.</summary>
    private const string Section = "$told";

    /// <summary>To be raised with each member of the event that others begin to keep. 1: addresses and consents, by which Planning knows whom to call.
    /// 2: the file that one was merged into, whom Messaging writes to and whose money Billing's transfers follow.</summary>
    private const int Form = 2;

    private const int Batch = 100;

    protected override TimeSpan Pause => TimeSpan.FromMinutes(1);

    /// <summary>Inside a write, for a commune that begins here: what is to come is told as it should be.</summary>
    public static async Task BeginAsync(FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Families.AnyAsync(ct))
        {
            await MarkAsync(db, clock, ct);
        }
    }

    /// <summary>How many files were told.</summary>
    internal static async Task<int> TellAsync(FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LatestDocumentAsync(Section, ct) is { } told && told.GetProperty("form").GetInt32() >= Form)
        {
            return 0;
        }

        var ids = await db.Families.Select(f => f.Id).Order().ToListAsync(ct);
        foreach (var some in ids.Chunk(Batch))
        {
            await db.WriteAsync(async token =>
            {
                var files = db.Families.Include(f => f.Guardians).Include(f => f.Children).Include(f => f.Quotients).AsSplitQuery();
                foreach (var file in await files.Where(f => some.Contains(f.Id)).ToListAsync(token))
                {
                    db.TellAgain(file, clock);
                }
            }, ct);
        }

        await db.WriteAsync(token => MarkAsync(db, clock, token), ct);
        return ids.Count;
    }

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<FamilyFile>(services.GetRequiredService<FamilyDb>(), f => true, ct);

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct) =>
        TellAsync(services.GetRequiredService<FamilyDb>(), clock, ct);

    private static Task<(long Version, bool Changed)> MarkAsync(FamilyDb db, TimeProvider clock, CancellationToken ct) =>
        db.SaveVersionAsync(Section, JsonSerializer.SerializeToElement(new { form = Form }), "", clock.UtcNow(), ct);
}
