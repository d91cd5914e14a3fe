using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>
/// Whom a provider knows, tied to an account. A subject is one of its provider's, and with
/// ProConnect one of the identity provider behind it: the key is all three.
/// </summary>
public sealed class FederatedIdentity
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid AccountId { get; set; }

    public required string Provider { get; set; }

    public required string Issuer { get; set; }

    /// <summary>ProConnect's <c>idp_id</c>; empty elsewhere.</summary>
    public string IdpId { get; set; } = "";

    public required string Subject { get; set; }

    public DateTime LinkedAt { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<FederatedIdentity>(b =>
        {
            b.ToTable("FederatedIdentities");
            b.Property(f => f.Id).ValueGeneratedNever();
            b.Property(f => f.Provider).HasMaxLength(32);
            b.Property(f => f.Issuer).HasMaxLength(200);
            b.Property(f => f.IdpId).HasMaxLength(100);
            b.Property(f => f.Subject).HasMaxLength(200);
            b.HasIndex(f => new { f.Issuer, f.IdpId, f.Subject }).IsUnique();
            b.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId);
        });
        model.Entity<FederatedSession>(b =>
        {
            b.ToTable("FederatedSessions");
            b.HasKey(s => s.SessionId);
            b.Property(s => s.SessionId).ValueGeneratedNever();
            b.Property(s => s.Provider).HasMaxLength(32);
            b.Property(s => s.IdToken).HasMaxLength(-1);
            b.HasOne<OpenSession>().WithOne().HasForeignKey<FederatedSession>(s => s.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

/// <summary>A session that began at a provider ends there too: with the token it gave, protected.</summary>
public sealed class FederatedSession
{
    public Guid SessionId { get; set; }

    public required string Provider { get; set; }

    public required string IdToken { get; set; }
}
