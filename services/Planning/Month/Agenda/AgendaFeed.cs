using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Month.Agenda;

/// <summary>A private address at which a guardian's calendar reads the household's bookings. Only the hash of its secret is kept.</summary>
public sealed class AgendaFeed : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required Guid GuardianId { get; init; }

    /// <summary>Null for all children.</summary>
    public Guid? ChildId { get; init; }

    public bool Deadlines { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    public required DateTime CreatedAt { get; set; }

    /// <summary>Last fetch, written once a day at most.</summary>
    public DateTime? ReadAt { get; set; }

    public DateTime? RevokedAt { get; set; }

    /// <summary>256 random bits: not guessed, not counted through.</summary>
    public static (string Token, string Hash) NewToken()
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    public static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    internal static void Map(ModelBuilder model) => model.Entity<AgendaFeed>(b =>
    {
        b.ToTable("AgendaFeeds");
        b.HasKey(f => new { f.Tenant, f.Id });
        b.Property(f => f.Id).ValueGeneratedNever();
        b.HasIndex(f => new { f.Tenant, f.TokenHash }).IsUnique();
        b.HasIndex(f => new { f.Tenant, f.FamilyId });
        b.Property(f => f.TokenHash).HasMaxLength(64);
    });
}
