using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>
/// What a version of a family file said of the facts that make prices, and from which day: a move in June leaves September as it was. Every version
/// counts once, in whatever order they come; neighbours that say the same are one row.
/// </summary>
public sealed class FactVersion : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    /// <summary>First version of the file that said so.</summary>
    public long Version { get; set; }

    /// <summary>Last one in a row, without gap.</summary>
    public long Last { get; set; }

    /// <summary>Day of the change, in the commune's zone; what was known first counts for all days before as well.</summary>
    public DateOnly From { get; set; }

    /// <summary>The facts as JSON.</summary>
    public required string Facts { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<FactVersion>(b =>
    {
        b.ToTable("FactVersions");
        b.HasKey(f => new { f.Tenant, f.FamilyId, f.Version });
        b.Property(f => f.Facts).HasMaxLength(-1);
        b.Property(f => f.Last).IsConcurrencyToken();
    });
}
