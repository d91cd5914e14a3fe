using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>Highest version seen of a service.</summary>
public sealed class KnownService : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string Service { get; set; }

    public long Version { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<KnownService>(b =>
        {
            b.ToTable("KnownServices");
            b.HasKey(s => new { s.Tenant, s.Service });
            b.Property(s => s.Service).HasMaxLength(64);
            b.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<KnownUnit>(b =>
        {
            b.ToTable("KnownUnits");
            // By service too: the order in which two services drop and take a unit must not matter.
            b.HasKey(u => new { u.Tenant, u.Unit, u.Service });
            b.Property(u => u.Unit).HasMaxLength(64);
            b.Property(u => u.Service).HasMaxLength(64);
        });
    }
}

/// <summary>How a booking unit is called.</summary>
public sealed class KnownUnit : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string Unit { get; set; }

    public required string Service { get; set; }

    public required string Label { get; set; }

    public required string ServiceLabel { get; set; }

    public required string FacilityLabel { get; set; }

    /// <summary>Its rule asks more for a day booked late.</summary>
    public bool LateSurcharge { get; set; }

    /// <summary>"Repas, restauration scolaire": what a parent reads on a line.</summary>
    public string LineLabel()
    {
        var service = ServiceLabel.Length > 1 && !ServiceLabel.Skip(1).Any(char.IsUpper)
            ? char.ToLowerInvariant(ServiceLabel[0]) + ServiceLabel[1..]
            : ServiceLabel;
        var label = Label.Contains(ServiceLabel, StringComparison.OrdinalIgnoreCase) ? Label : $"{Label}, {service}";
        return label.Length <= 200 ? label : label[..200];
    }
}
