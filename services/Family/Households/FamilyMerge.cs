using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Households;

/// <summary>The trace of a merge: what moved, so that it can be taken back within a day.</summary>
public sealed class FamilyMerge : ITenantOwned
{
    internal static readonly TimeSpan Regret = TimeSpan.FromHours(24);

    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The file that stays.</summary>
    public required Guid Into { get; init; }

    /// <summary>The file that ended.</summary>
    public required Guid From { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    /// <summary>Guardians and children that moved, ids in 32 digits separated by commas.</summary>
    public required string Guardians { get; init; }

    public required string Children { get; init; }

    /// <summary>Documents, demandes, agreements and forms that came along, see <see cref="MergePapers"/>.</summary>
    public string Papers { get; set; } = "";

    public DateTime? UndoneAt { get; set; }

    internal static string Ids(IEnumerable<Guid> ids) => string.Join(',', ids.Select(i => i.ToString("N")));

    internal static Guid[] Ids(string ids) => [.. ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(i => Guid.ParseExact(i, "N"))];

    internal static void Map(ModelBuilder model) => model.Entity<FamilyMerge>(b =>
    {
        b.ToTable("FamilyMerges");
        b.HasKey(m => new { m.Tenant, m.Id });
        b.Property(m => m.Id).ValueGeneratedNever();
        b.HasIndex(m => new { m.Tenant, m.Into });
        b.Property(m => m.Papers).HasMaxLength(-1);
        b.Property(m => m.Guardians).HasMaxLength(2000);
        b.Property(m => m.Children).HasMaxLength(2000);
    });
}
