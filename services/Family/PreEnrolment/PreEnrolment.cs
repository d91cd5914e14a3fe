using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.PreEnrolment;

/// <summary>A new family that announced itself without an account (F-39). It waits for an agent once its address has answered the mail.</summary>
public sealed class PreEnrolmentRequest : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>"D2026-00017", of the same row of numbers as every demande about files.</summary>
    public required string Number { get; init; }

    /// <summary>The form's key: sent twice, it is one.</summary>
    public required Guid Key { get; init; }

    public required string Email { get; init; }

    /// <summary>SHA-256 of the secret in the mailed address.</summary>
    public required string TokenHash { get; set; }

    /// <summary>What was typed, as JSON of <see cref="AskPreEnrolment"/>.</summary>
    public required string Answers { get; init; }

    /// <summary>Names as they are searched.</summary>
    public required string SearchKey { get; init; }

    public required DateTime At { get; init; }

    public DateTime? ConfirmedAt { get; set; }

    public RequestStatus Status { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>The file it became.</summary>
    public Guid? FamilyId { get; set; }

    public long Version { get; set; }

    public AskPreEnrolment Asked => JsonSerializer.Deserialize<AskPreEnrolment>(Answers)!;

    internal static void Map(ModelBuilder model) => model.Entity<PreEnrolmentRequest>(b =>
    {
        b.ToTable("PreEnrolments");
        b.HasKey(r => new { r.Tenant, r.Id });
        b.Property(r => r.Id).ValueGeneratedNever();
        b.HasIndex(r => new { r.Tenant, r.Key }).IsUnique();
        b.HasIndex(r => new { r.Tenant, r.TokenHash });
        b.HasIndex(r => new { r.Tenant, r.Status, r.At });
        b.Property(r => r.Number).HasMaxLength(32);
        b.Property(r => r.TokenHash).HasMaxLength(64);
        b.Property(r => r.Answers).HasMaxLength(-1);
        b.Property(r => r.SearchKey).HasMaxLength(1000);
        b.Property(r => r.Reason).HasMaxLength(500);
        b.Property(r => r.Version).IsConcurrencyToken();
        b.Ignore(r => r.Asked);
    });
}
