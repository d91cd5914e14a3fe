using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>One change of an agent's access, or of the commune itself: by whom, when, what. Never deleted while the commune is there.</summary>
public sealed class AgentChange
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Commune { get; set; }

    /// <summary>The agent concerned; null for the commune.</summary>
    public Guid? AccountId { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public required string What { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<AgentChange>(b =>
    {
        b.ToTable("AgentChanges");
        b.Property(c => c.Id).ValueGeneratedNever();
        b.Property(c => c.Commune).HasMaxLength(64);
        b.Property(c => c.What).HasMaxLength(1000);
        b.HasIndex(c => new { c.Commune, c.AccountId, c.At });
    });
}
