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

    /// <summary>JSON object of the answers; of a restricted section "sealed:" and the sealed JSON in base64.</summary>
    public required string Answers { get; set; }

    /// <summary>Keys of what was answered, separated by commas: whether a form is complete is no secret. Null in rows older than this.</summary>
    public string? Answered { get; set; }

    /// <summary>Day on which something of it is to be renewed; what, is in the answers.</summary>
    public DateOnly? Due { get; set; }

    public DateTime ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public bool IsSealed => Answers.StartsWith(Vault.TextMark, StringComparison.Ordinal);

    public IReadOnlyCollection<string> Keys =>
        Answered?.Split(',', StringSplitOptions.RemoveEmptyEntries)
            ?? (IReadOnlyCollection<string>)JsonSerializer.Deserialize<Dictionary<string, string>>(Answers)!.Keys;

    public Dictionary<string, string> Read(Vault vault) => JsonSerializer.Deserialize<Dictionary<string, string>>(
        IsSealed ? vault.OpenText(Convert.FromBase64String(Answers[Vault.TextMark.Length..]), Tenant, FamilyId) : Answers)!;

    /// <summary>Health data is never at rest in clear.</summary>
    public void Write(Dictionary<string, string> values, bool restricted, Vault vault, string tenant)
    {
        var json = JsonSerializer.Serialize(values);
        Answers = restricted ? Vault.TextMark + Convert.ToBase64String(vault.Seal(json, tenant, FamilyId)) : json;
        Answered = string.Join(',', values.Keys);
    }

    internal static void Map(ModelBuilder model) => model.Entity<FileSection>(b =>
    {
        b.ToTable("FileSections");
        b.HasKey(s => new { s.Tenant, s.FamilyId, s.ChildId, s.Section });
        b.Property(s => s.Section).HasMaxLength(64);
        b.Property(s => s.Answers).HasMaxLength(-1);
        b.Property(s => s.Answered).HasMaxLength(500);
        b.HasIndex(s => new { s.Tenant, s.ChildId });
        b.HasIndex(s => new { s.Tenant, s.Due });
        b.Ignore(s => s.Keys);
        b.Ignore(s => s.IsSealed);
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
