using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>A family file: one household with its guardians and children. Separated parents have two files that share children.</summary>
public sealed class FamilyFile : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>N° Famille as printed (F-30): digits kept as text.</summary>
    public required string Number { get; set; }

    /// <summary>Name agents see, "DUPONT Jean".</summary>
    public required string Name { get; set; }

    public bool Resident { get; set; }

    public string? Street { get; set; }

    public string? PostCode { get; set; }

    public string? City { get; set; }

    /// <summary>Keys of <c>FamilyCategories</c>, separated by commas.</summary>
    public string Categories { get; set; } = "";

    public string[] CategoryKeys => Categories.Length == 0 ? [] : Categories.Split(',');

    /// <summary>Names and number without accents or case: neither database compares "Émile" and "emile" alike.</summary>
    public string SearchKey { get; set; } = "";

    /// <summary>Rises with every change of anything in the file; the version of the event that tells of it.</summary>
    public long Version { get; set; }

    /// <summary>Obligatory sections that are not complete, one per line: "section|child or nothing".</summary>
    public string Missing { get; set; } = "";

    public List<Guardian> Guardians { get; } = [];

    public List<HouseholdChild> Children { get; } = [];

    public List<Quotient> Quotients { get; } = [];

    /// <summary>Children from the eldest: the order of screens and the rank of sibling discounts.</summary>
    public IEnumerable<HouseholdChild> ByAge() => Children.OrderBy(c => c.BirthDate).ThenBy(c => c.ChildId);

    public void RefreshSearchKey() =>
        SearchKey = SearchText.Of(string.Join(' ', [Name, Number, .. Guardians.Select(g => $"{g.FirstName} {g.LastName}"), .. ByAge().Select(c => $"{c.FirstName} {c.LastName}")]), 1000);

    internal static void Map(ModelBuilder model) => model.Entity<FamilyFile>(b =>
    {
        b.ToTable("Families");
        b.HasKey(f => new { f.Tenant, f.Id });
        b.Property(f => f.Number).HasMaxLength(32);
        b.Property(f => f.PostCode).HasMaxLength(16);
        b.Property(f => f.SearchKey).HasMaxLength(1000);
        b.Property(f => f.Missing).HasMaxLength(-1);
        b.Property(f => f.Version).IsConcurrencyToken();
        b.HasIndex(f => new { f.Tenant, f.Number }).IsUnique();
        b.HasIndex(f => new { f.Tenant, f.Name });
        b.HasMany(f => f.Guardians).WithOne().HasForeignKey(g => new { g.Tenant, g.FamilyId });
        b.HasMany(f => f.Children).WithOne().HasForeignKey(c => new { c.Tenant, c.FamilyId });
        b.HasMany(f => f.Quotients).WithOne().HasForeignKey(q => new { q.Tenant, q.FamilyId });
    });
}
