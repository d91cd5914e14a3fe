using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Quotients;

/// <summary>A guardian agreed that the commune asks for the household's quotient. Taken back, the
/// row goes with the identity; what was answered stays as proof.</summary>
public sealed class QuotientAgreement : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>One for each household.</summary>
    public Guid FamilyId { get; set; }

    public Guid GuardianId { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    /// <summary>The identity as CAF and MSA know it, as JSON, sealed.</summary>
    public required byte[] Identity { get; set; }

    /// <summary>When it is asked next; null while the identity is to be corrected.</summary>
    public DateTime? NextAt { get; set; }

    /// <summary>Times in a row that no answer came.</summary>
    public int Tries { get; set; }

    public long Version { get; set; }

    internal PersonAsked Read(Vault vault) => JsonSerializer.Deserialize<PersonAsked>(vault.OpenText(Identity, Tenant, FamilyId))!;

    internal static byte[] Seal(PersonAsked person, Vault vault, string tenant, Guid family) => vault.Seal(JsonSerializer.Serialize(person), tenant, family);

    internal static void Map(ModelBuilder model)
    {
        model.Entity<QuotientAgreement>(b =>
        {
            b.ToTable("QuotientAgreements");
            b.HasKey(a => new { a.Tenant, a.FamilyId });
            b.Property(a => a.Identity).HasMaxLength(-1);
            b.Property(a => a.Version).IsConcurrencyToken();
            b.HasIndex(a => new { a.Tenant, a.NextAt });
        });
        model.Entity<QuotientAnswer>(b =>
        {
            b.ToTable("QuotientAnswers");
            b.HasKey(a => new { a.Tenant, a.Id });
            b.Property(a => a.Outcome).HasMaxLength(16);
            b.Property(a => a.Provider).HasMaxLength(16);
            b.Property(a => a.Month).HasMaxLength(7);
            b.Property(a => a.Calculated).HasMaxLength(7);
            b.Property(a => a.Proof).HasMaxLength(500);
            b.Property(a => a.Code).HasMaxLength(32);
            b.HasIndex(a => new { a.Tenant, a.FamilyId, a.At });
        });
    }
}

/// <summary>What a question gave: kept with the month and the proof of it. Append only.</summary>
public sealed class QuotientAnswer : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Of <c>QuotientOutcomes</c>.</summary>
    public required string Outcome { get; init; }

    public string? Code { get; init; }

    public decimal? Value { get; init; }

    /// <summary>"CNAF" or "MSA".</summary>
    public string? Provider { get; init; }

    public string? Month { get; init; }

    public string? Calculated { get; init; }

    public string? Proof { get; init; }
}

/// <summary>The person CAF and MSA are asked about.</summary>
/// <param name="Country">COG code; 99100 for France.</param>
internal sealed record PersonAsked(
    string BirthName, string[] FirstNames, DateOnly BirthDate, string? Gender, string Country, string? Commune, string? Department, string? UsedName = null);
