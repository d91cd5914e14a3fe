using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>
/// A child as one household's file knows it. With shared custody both households hold a row of the same <see cref="ChildId"/>,
/// so that nothing of one file shows through the other.
/// </summary>
public sealed class HouseholdChild : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public Guid ChildId { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    /// <summary>"f", "m" or null: only to agree French sentences.</summary>
    public string? Gender { get; set; }

    public DateOnly BirthDate { get; set; }

    public string? BirthPlace { get; set; }

    /// <summary>Name of the school, of <c>FamilyRules.Schools</c> where the commune lists them.</summary>
    public string? School { get; set; }

    /// <summary>"CP": what rules and lists read.</summary>
    public string? Grade { get; set; }

    /// <summary>"CP, Mme Laurent": one of the school's.</summary>
    public string? Class { get; set; }

    /// <summary>Group of the commune's own services, "Petits".</summary>
    public string? Group { get; set; }

    /// <summary>The family brings the meal: the price needs this one fact, and never why.</summary>
    public bool PackedLunch { get; set; }

    /// <summary>What is not eaten, see <c>Diets</c>; never why.</summary>
    public string? Diet { get; set; }

    /// <summary>What to do, one instruction a line; never a diagnosis.</summary>
    public string ToDo { get; set; } = "";

    /// <summary>May leave alone from that local hour.</summary>
    public TimeOnly? LeavesAloneAt { get; set; }

    public string[] ToDoLines => ToDo.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The other household of an alternating custody, null when the child lives here only.</summary>
    public Guid? OtherFamilyId { get; set; }

    /// <summary>First name of the other parent: all that this household may know.</summary>
    public string? OtherParent { get; set; }

    /// <summary>Monday of any week spent in this household.</summary>
    public DateOnly? AnchorMonday { get; set; }

    /// <summary>Days in this household as "20261214-20261220 …", within a window that ends at
    /// <see cref="HereUntil"/>; empty where the anchor says it all.</summary>
    public string Here { get; set; } = "";

    public DateOnly? HereUntil { get; set; }

    /// <summary>The household it came from, on which day, and which child it was there (its double, in a merged file).</summary>
    public Guid? CameFrom { get; set; }

    public Guid? CameAs { get; set; }

    public DateOnly? CameOn { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<HouseholdChild>(b =>
    {
        b.ToTable("HouseholdChildren");
        b.HasKey(c => new { c.Tenant, c.FamilyId, c.ChildId });
        b.HasIndex(c => new { c.Tenant, c.ChildId });
        b.HasIndex(c => new { c.Tenant, c.PackedLunch });
        b.Property(c => c.Gender).HasMaxLength(1);
        b.Property(c => c.Grade).HasMaxLength(32);
        b.Property(c => c.Class).HasMaxLength(60);
        b.Property(c => c.Group).HasMaxLength(60);
        b.Property(c => c.Diet).HasMaxLength(30);
        b.Property(c => c.ToDo).HasMaxLength(1000);
        b.Property(c => c.Here).HasMaxLength(-1);
    });
}
