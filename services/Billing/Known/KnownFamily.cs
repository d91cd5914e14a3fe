using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>What Billing keeps of a family file.</summary>
public sealed class KnownFamily : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    /// <summary>Of the event it comes from; 0 while only charge lines have named this family.</summary>
    public long Version { get; set; }

    public string Number { get; set; } = "";

    public string Name { get; set; } = "";

    public bool Resident { get; set; }

    /// <summary>
    /// Changes with everything that prices or re-prices this family's lines, so that two of them at once can't miss each other:
    /// the later to commit runs again. Read it before the facts it guards.
    /// </summary>
    public long Stamp { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<KnownFamily>(b =>
        {
            b.ToTable("KnownFamilies");
            b.HasKey(f => new { f.Tenant, f.FamilyId });
            b.Property(f => f.Number).HasMaxLength(32);
            b.Property(f => f.Stamp).IsConcurrencyToken();
        });
        model.Entity<KnownChild>(b =>
        {
            b.ToTable("KnownChildren");
            b.HasKey(c => new { c.Tenant, c.FamilyId, c.ChildId });
        });
        model.Entity<KnownQuotient>(b =>
        {
            b.ToTable("KnownQuotients");
            b.HasKey(q => new { q.Tenant, q.FamilyId, q.From });
            b.Property(q => q.Source).HasMaxLength(60);
        });
    }
}

/// <summary>A child of a household; the row stays when the child leaves it, past days are still to be billed.</summary>
public sealed class KnownChild : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public Guid ChildId { get; set; }

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    /// <summary>1 for the eldest of the household.</summary>
    public int Rank { get; set; }

    public bool PackedLunch { get; set; }
}

/// <summary>A quotient valid from a day to another, both included.</summary>
public sealed class KnownQuotient : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public DateOnly From { get; set; }

    public DateOnly? Until { get; set; }

    public decimal Value { get; set; }

    public string Source { get; set; } = "";

    public bool IsValidOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}
