using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>
/// One person for one child in one household: who may collect it, who is called, who must not be handed it. Who it is holds over households:
/// the same <see cref="PersonId"/> (a guardian's id for a guardian), and to be safe the same <see cref="PersonKey"/>.
/// </summary>
public sealed class ChildContact : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    /// <summary>Who it is, see <see cref="People"/>; null only for rows older than identities.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Words of the name without accents or case, in order.</summary>
    public string PersonKey { get; init; } = "";

    /// <summary>Day of the court's decision that bars this person.</summary>
    public DateOnly? CourtOrder { get; init; }

    public required ContactKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Relation { get; init; }

    public string? Phone { get; init; }

    public int Position { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<ChildContact>(b =>
    {
        b.ToTable("ChildContacts");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.HasIndex(c => new { c.Tenant, c.ChildId });
        b.HasIndex(c => new { c.Tenant, c.FamilyId });
        b.Property(c => c.PersonKey).HasMaxLength(120);
        b.HasIndex(c => new { c.Tenant, c.PersonKey });
        b.Property(c => c.Name).HasMaxLength(120);
        b.Property(c => c.Relation).HasMaxLength(60);
        b.Property(c => c.Phone).HasMaxLength(32);
    });
}
