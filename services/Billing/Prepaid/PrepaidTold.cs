using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>A family was told that its account is low: once, until it is filled again.</summary>
public sealed class PrepaidTold : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public DateTime At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<PrepaidTold>(b =>
    {
        b.ToTable("PrepaidTold");
        b.HasKey(t => new { t.Tenant, t.Payer, t.CashOffice });
        b.Property(t => t.CashOffice).HasMaxLength(64);
    });
}
