using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>What Billing keeps of a family file.</summary>
public sealed class KnownFamily : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    /// <summary>Of the event it comes from; 0 before the first.</summary>
    public long Version { get; set; }

    public string Number { get; set; } = "";

    public string Name { get; set; } = "";

    public bool Resident { get; set; }

    public string? Street { get; set; }

    public string? PostCode { get; set; }

    public string? City { get; set; }

    /// <summary>Whether a guardian may be written to by e-mail; else the invoice is on the paper list.</summary>
    public bool HasMail { get; set; }

    /// <summary>Whether an invoice can be addressed: a street, or a postcode where there is none, and a town.</summary>
    public bool HasAddress => !string.IsNullOrWhiteSpace(City) && (!string.IsNullOrWhiteSpace(Street) || !string.IsNullOrWhiteSpace(PostCode));

    /// <summary>As on an envelope, below the name.</summary>
    public string[] AddressLines() => [.. new[] { Street,
        string.Join(' ', new[] { PostCode, City }.OfType<string>()) }.OfType<string>().Where(l => l.Length > 0)];

    /// <summary>No household but who pays for others' children: a département, an employer, a CCAS. It has no account on the portal.</summary>
    public bool IsThirdParty { get; set; }

    /// <summary>The file that took this one's people over; null again once that is taken back.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>Version that last merged it or took the merge back, and when; null for a file that never was merged.</summary>
    public long? MergeVersion { get; set; }

    public DateTime? MergeAt { get; set; }

    /// <summary>Changes with every version, seen or late, so that two at once can't miss each other: the later to commit runs again.</summary>
    public long Stamp { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<KnownFamily>(b =>
        {
            b.ToTable("KnownFamilies");
            b.HasKey(f => new { f.Tenant, f.FamilyId });
            b.Property(f => f.Number).HasMaxLength(32);
            b.Property(f => f.PostCode).HasMaxLength(16);
            b.Property(f => f.Stamp).IsConcurrencyToken();
            b.HasIndex(f => new { f.Tenant, f.MergedInto }).HasFilter("[MergedInto] IS NOT NULL");
            b.HasIndex(f => new { f.Tenant, f.MergeVersion }).HasFilter("[MergeVersion] IS NOT NULL");
        });
        model.Entity<KnownChild>(b =>
        {
            b.ToTable("KnownChildren");
            b.HasKey(c => new { c.Tenant, c.FamilyId, c.ChildId });
            b.Property(c => c.Custody).HasMaxLength(-1);
            b.HasIndex(c => new { c.Tenant, c.ChildId });
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

    public DateOnly BirthDate { get; set; }

    public string? School { get; set; }

    public string? Grade { get; set; }

    /// <summary>1 for the eldest of the household, as last told; prices take the one of the day.</summary>
    public int Rank { get; set; }

    public bool PackedLunch { get; set; }

    /// <summary>Who it was in the file it came from, and which that is; null for a child who was always here.</summary>
    public Guid? CameAs { get; set; }

    public Guid? CameFrom { get; set; }

    /// <summary>Where the child is on which day, as the file last told it, as JSON; null without shared custody.</summary>
    public string? Custody { get; set; }
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

    /// <summary>Of several that hold that day the one that began last, in whatever order they stand.</summary>
    public static KnownQuotient? On(IEnumerable<KnownQuotient> quotients, DateOnly day)
    {
        KnownQuotient? latest = null;
        foreach (var quotient in quotients)
        {
            latest = quotient.IsValidOn(day) && (latest is null || quotient.From > latest.From) ? quotient : latest;
        }

        return latest;
    }
}
