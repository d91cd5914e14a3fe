using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>
/// A child picked up after closing: billed apart from the day, and counted with the others of its period. The version seen is that of the day's
/// <see cref="ChargeLine"/>. The row outlives a mark that was withdrawn.
/// </summary>
public sealed class LatePickUp : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>Who pays.</summary>
    public Guid FamilyId { get; set; }

    /// <summary>After closing; null once withdrawn.</summary>
    public int? Minutes { get; set; }

    /// <summary>Null when it costs nothing: no fee in the tariff, a first time that is free, the same evening as a sibling.</summary>
    public decimal? Amount { get; set; }

    public string Label { get; set; } = "";

    /// <summary>Why this price, as JSON.</summary>
    public string Explanation { get; set; } = "";

    public string? CashOffice { get; set; }

    public long SettingsVersion { get; set; }

    public Guid? InvoiceId { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<LatePickUp>(b =>
    {
        b.ToTable("LatePickUps");
        b.HasKey(l => new { l.Tenant, l.ChildId, l.Unit, l.Date });
        b.Property(l => l.Unit).HasMaxLength(64);
        b.Property(l => l.Label).HasMaxLength(400);
        b.Property(l => l.CashOffice).HasMaxLength(64);
        b.Property(l => l.Explanation).HasMaxLength(-1);
        b.HasIndex(l => new { l.Tenant, l.FamilyId, l.Date });
        b.HasIndex(l => new { l.Tenant, l.Unit });
    });
}
