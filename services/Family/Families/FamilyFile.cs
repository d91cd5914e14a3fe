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

    /// <summary>Name as it is sorted and paged by: without accents or case.</summary>
    public string SortKey { get; set; } = "";

    /// <summary>Out of the lists and closed to its parents; everything of it can still be read.</summary>
    public DateTime? ArchivedAt { get; set; }

    public string? ArchivedBy { get; set; }

    /// <summary>The file that took this one's people over; null for a file of its own.</summary>
    public Guid? MergedInto { get; set; }

    public bool IsOpen => ArchivedAt is null && MergedInto is null;

    /// <summary>Rises with every change of anything in the file; the version of the event that tells of it.</summary>
    public long Version { get; set; }

    /// <summary>Obligatory sections that are not complete, one per line: "section|child or nothing".</summary>
    public string Missing { get; set; } = "";

    public List<Guardian> Guardians { get; } = [];

    public List<HouseholdChild> Children { get; } = [];

    public List<Quotient> Quotients { get; } = [];

    /// <summary>Children from the eldest: the order of screens and the rank of sibling discounts.</summary>
    public IEnumerable<HouseholdChild> ByAge() => Children.OrderBy(c => c.BirthDate).ThenBy(c => c.ChildId);

    public void RefreshSearchKey()
    {
        string[] names = [Name, .. Guardians.SelectMany(g => new[] { $"{g.FirstName} {g.LastName}", g.BirthName ?? "" }),
            .. ByAge().Select(c => $"{c.FirstName} {c.LastName}")];
        string[] phones = [.. Guardians.SelectMany(g => new[] { g.Mobile, g.HomePhone, g.WorkPhone }).OfType<string>()
            .Select(p => string.Concat(p.Where(char.IsDigit)))];
        // "d'Almeida" is found by "dalmeida" too.
        var joined = names.Where(n => n.AsSpan().IndexOfAny('\'', '’', '-') >= 0)
            .Select(n => n.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
        SearchKey = SearchText.Of(string.Join(' ', [Number, .. names, .. phones, .. joined]), 1000);
        SortKey = SearchText.Of(Name, 200);
    }

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
        b.HasIndex(f => new { f.Tenant, f.SortKey, f.Id });
        b.HasIndex(f => new { f.Tenant, f.ArchivedAt, f.MergedInto, f.SortKey, f.Id });
        b.Ignore(f => f.IsOpen);
        b.HasMany(f => f.Guardians).WithOne().HasForeignKey(g => new { g.Tenant, g.FamilyId });
        b.HasMany(f => f.Children).WithOne().HasForeignKey(c => new { c.Tenant, c.FamilyId });
        b.HasMany(f => f.Quotients).WithOne().HasForeignKey(q => new { q.Tenant, q.FamilyId });
    });
}
