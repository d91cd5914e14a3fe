using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Coverages;

/// <summary>Who pays for others' children: a département (ASE), an employer, a CCAS. Its name and address stand with those of all payers, under the same
/// id.</summary>
public sealed class ThirdParty : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>Of <c>ThirdPartyKinds</c>.</summary>
    public required string Kind { get; set; }

    public string? Siret { get; set; }

    /// <summary>Where it wants its invoices announced; kept for the agent, nothing is sent by itself.</summary>
    public string? Email { get; set; }

    /// <summary>What it asks to see on each invoice: number of an engagement, name of its service.</summary>
    public string? Reference { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<ThirdParty>(b =>
        {
            b.ToTable("ThirdParties");
            b.HasKey(t => new { t.Tenant, t.Id });
            b.Property(t => t.Kind).HasMaxLength(16);
            b.Property(t => t.Siret).HasMaxLength(14);
            b.Property(t => t.Email).HasMaxLength(200);
            b.Property(t => t.Reference).HasMaxLength(100);
        });
        model.Entity<Coverage>(b =>
        {
            b.ToTable("Coverages");
            b.HasKey(c => new { c.Tenant, c.Id });
            b.Property(c => c.Tariffs).HasMaxLength(4000);
            b.Property(c => c.Reference).HasMaxLength(100);
            b.Property(c => c.Percent).HasPrecision(5, 2);
            b.Property(c => c.Version).IsConcurrencyToken();
            b.Ignore(c => c.There);
            b.Ignore(c => c.Before);
            b.HasIndex(c => new { c.Tenant, c.Household });
            b.HasIndex(c => new { c.Tenant, c.Payer });
        });
    }
}

/// <summary>An agreement: what a third party pays of the lines of a household's child, from a day to another, within ceilings.</summary>
public sealed class Coverage : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>The third party.</summary>
    public Guid Payer { get; set; }

    /// <summary>Whose part it takes.</summary>
    public Guid Household { get; set; }

    /// <summary>Null: each child of the household.</summary>
    public Guid? ChildId { get; set; }

    public DateOnly From { get; set; }

    public DateOnly? Until { get; set; }

    /// <summary>Of the price; null when it pays an amount.</summary>
    public decimal? Percent { get; set; }

    /// <summary>For each line, at most its price; null when it pays a part.</summary>
    public long? EachCents { get; set; }

    /// <summary>At most this in a month.</summary>
    public long? MonthCents { get; set; }

    /// <summary>At most this in all.</summary>
    public long? TotalCents { get; set; }

    /// <summary>Keys of the tariffs it concerns, parted by spaces; empty for all.</summary>
    public string Tariffs { get; set; } = "";

    /// <summary>Of its decision, as it names it.</summary>
    public string? Reference { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public long Version { get; set; }

    /// <summary>The household's file was merged into another: who its children are there. Its own days before stay in its own file.</summary>
    internal IReadOnlyDictionary<Guid, Guid>? There { get; set; }

    /// <summary>And which file that was; <see cref="Household"/> is the one it is in.</summary>
    internal Guid? Before { get; set; }

    public bool IsOf(Guid child) =>
        There is null ? ChildId is null || ChildId == child : There.Any(t => t.Value == child && (ChildId is null || ChildId == t.Key));
}
