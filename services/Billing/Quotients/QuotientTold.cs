using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Quotients;

/// <summary>A household was told of a quotient that changes or ends: once each, whatever the number of replicas.</summary>
public sealed class QuotientTold : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    /// <summary>"change:2027-02-01:612" or "end:2027-01-31:612".</summary>
    public required string About { get; set; }

    public DateTime At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<QuotientTold>(b =>
    {
        b.ToTable("QuotientsTold");
        b.HasKey(t => new { t.Tenant, t.FamilyId, t.About });
        b.Property(t => t.About).HasMaxLength(64);
    });
}
