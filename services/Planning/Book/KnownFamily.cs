using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>What Planning keeps of a family file, fed by FamilyChanged.</summary>
public sealed class KnownFamily : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    /// <summary>Version of the snapshot applied last; 0 for demonstration data.</summary>
    public long Version { get; set; }

    public required string Number { get; set; }

    public required string Name { get; set; }

    public bool Resident { get; set; }

    /// <summary>A guardian has an e-mail address and agreed to be written to.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Town of residence.</summary>
    public string? City { get; set; }

    /// <summary>Keys of FamilyCategories, separated by commas.</summary>
    public string Categories { get; set; } = "";

    public IReadOnlyList<string> CategoryKeys => Categories.Length == 0 ? [] : Categories.Split(',');

    /// <summary>The file that took this one's people over.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>Names of guardians and children, and the number, without accents and in capitals: what agents search in.</summary>
    public required string Search { get; set; }

    /// <summary>Obligatory sections of the file that are not complete, one per line: "child or nothing|label".</summary>
    public string Missing { get; set; } = "";

    /// <summary>Label of the first section missing for this child or for the whole household; null when the file is complete.</summary>
    public string? FirstMissing(Guid child) => Missing.Length == 0 ? null
        : Missing.Split('\n').Select(line => line.Split('|', 2)).FirstOrDefault(m => m[0].Length == 0 || m[0] == child.ToString("N"))?[1];

    internal static void Map(ModelBuilder model) => model.Entity<KnownFamily>(b =>
    {
        b.Property(f => f.Missing).HasMaxLength(-1);
        b.ToTable("KnownFamilies");
        b.HasKey(f => new { f.Tenant, f.FamilyId });
        // Who was known before is taken as reached until its file is told again.
        b.Property(f => f.Reachable).HasDefaultValue(true).HasSentinel(true);
        b.Property(f => f.Number).HasMaxLength(32);
        b.Property(f => f.Search).HasMaxLength(2000);
        b.Property(f => f.Version).IsConcurrencyToken();
    });
}

/// <summary>A child as one of its households sees it: two households may share a child, each has its row.</summary>
public sealed class KnownChild : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    /// <summary>"f", "m" or null.</summary>
    public string? Gender { get; set; }

    public DateOnly BirthDate { get; set; }

    public string? School { get; set; }

    public string? Grade { get; set; }

    /// <summary>1 for the eldest.</summary>
    public int Rank { get; set; }

    /// <summary>The child brings its meal: what to do, without the reason.</summary>
    public bool PackedLunch { get; set; }

    public string? OtherParent { get; set; }

    /// <summary>Monday of a week the child spends in this household; null without shared custody.</summary>
    public DateOnly? AnchorMonday { get; set; }

    /// <summary>Dated days here, "20261214-20261220 …", holidays and agreed swaps included; empty where the anchor says it all.</summary>
    public string Here { get; set; } = "";

    /// <summary>Last day that <see cref="Here"/> speaks of.</summary>
    public DateOnly? HereUntil { get; set; }

    /// <summary>The household it came from, which child it was there, and from which day on what it had booked there is this household's.</summary>
    public Guid? CameFrom { get; set; }

    public Guid? CameAs { get; set; }

    public DateOnly? CameOn { get; set; }

    /// <summary>Whole years on that day.</summary>
    public int AgeOn(DateOnly date)
    {
        var years = date.Year - BirthDate.Year;
        // Born on 29 February: a year older on 1 March.
        return (date.Month, date.Day).CompareTo((BirthDate.Month, BirthDate.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>Is the child in this household on that day? Null without shared custody.</summary>
    public bool? IsHere(DateOnly date) =>
        AnchorMonday is not null && Here.Length > 0 && date <= HereUntil && Key(date) is var key && string.CompareOrdinal(key, Here[..8]) >= 0
            ? Here.Split(' ').Any(span => string.CompareOrdinal(span[..8], key) <= 0 && string.CompareOrdinal(key, span[9..]) <= 0)
            : IsAnchored(date);

    /// <summary>The days as they are kept.</summary>
    public static string Written(IEnumerable<DaySpan>? days) =>
        string.Join(' ', (days ?? []).OrderBy(d => d.From).Select(d => $"{Key(d.From)}-{Key(d.Until)}"));

    private static string Key(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private bool? IsAnchored(DateOnly date) =>
        AnchorMonday is { } anchor ? Math.Abs(Math.DivRem(date.DayNumber - anchor.DayNumber, 7, out var rest) - (rest < 0 ? 1 : 0)) % 2 == 0 : null;

    internal static void Map(ModelBuilder model) => model.Entity<KnownChild>(b =>
    {
        b.ToTable("KnownChildren");
        b.HasKey(c => new { c.Tenant, c.FamilyId, c.ChildId });
        b.HasIndex(c => new { c.Tenant, c.ChildId });
        b.Property(c => c.Gender).HasMaxLength(8);
        b.Property(c => c.Grade).HasMaxLength(64);
        b.Property(c => c.Here).HasMaxLength(-1);
    });
}
