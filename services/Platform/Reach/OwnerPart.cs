using Microsoft.EntityFrameworkCore;

namespace Preau.Platform;

/// <summary>
/// That an owner has to do with a part of the tenant, by the part's key and its group's: agents whose scope names parts reach these owners and no others.
/// One row without a part keeps the version, so that an older state told late changes nothing.
/// </summary>
public sealed class OwnerPart : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid OwnerId { get; init; }

    public required string Part { get; init; }

    public string Group { get; set; } = "";

    public long Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<OwnerPart>(b =>
    {
        b.ToTable("OwnerParts");
        b.HasKey(p => new { p.Tenant, p.OwnerId, p.Part });
        // A list of whom an agent reaches begins with the part, a single row with its owner.
        b.HasIndex(p => new { p.Tenant, p.Part, p.OwnerId });
        b.HasIndex(p => new { p.Tenant, p.Group, p.OwnerId });
        b.Property(p => p.Part).HasMaxLength(64);
        b.Property(p => p.Group).HasMaxLength(64);
        b.Property(p => p.Version).IsConcurrencyToken();
    });

    /// <summary>Keeps the whole state of an owner, unless a newer one is known. Inside the transaction of an event.</summary>
    public static async Task KeepAsync(TenantDb db, Guid owner, long version, IEnumerable<(string Part, string Group)> parts, CancellationToken ct)
    {
        var known = await db.Set<OwnerPart>().Where(p => p.OwnerId == owner).ToDictionaryAsync(p => p.Part, ct);
        if (known.TryGetValue("", out var head) && head.Version >= version)
        {
            return;
        }

        foreach (var (part, group) in parts.Append(("", "")))
        {
            if (!known.Remove(part, out var row))
            {
                row = new OwnerPart { OwnerId = owner, Part = part };
                db.Add(row);
            }

            (row.Group, row.Version) = (group, version);
        }

        db.RemoveRange(known.Values);
    }
}
