using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Sections;

/// <summary>A form of a family's file as it was filled last.</summary>
public sealed class FileSection : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    /// <summary>Empty for a section of the household.</summary>
    public required Guid ChildId { get; init; }

    public required string Section { get; init; }

    /// <summary>JSON object of the answers.</summary>
    public required string Answers { get; set; }

    public DateTime ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public Dictionary<string, string> Values => JsonSerializer.Deserialize<Dictionary<string, string>>(Answers)!;

    internal static void Map(ModelBuilder model) => model.Entity<FileSection>(b =>
    {
        b.ToTable("FileSections");
        b.HasKey(s => new { s.Tenant, s.FamilyId, s.ChildId, s.Section });
        b.Property(s => s.Section).HasMaxLength(64);
        b.Property(s => s.Answers).HasMaxLength(-1);
        b.Ignore(s => s.Values);
    });
}

/// <summary>An agent read the restricted answers of a file. The family sees it.</summary>
public sealed class SectionSight : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<SectionSight>(b =>
    {
        b.ToTable("SectionSights");
        b.HasKey(s => new { s.Tenant, s.Id });
        b.Property(s => s.Id).ValueGeneratedNever();
        b.HasIndex(s => new { s.Tenant, s.FamilyId, s.At });
    });
}
