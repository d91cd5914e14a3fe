using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Schools;

/// <summary>The trace of a change of class: what each child had before, so that it is taken back as one act.</summary>
public sealed class ClassMove : ITenantOwned
{
    internal static readonly TimeSpan Regret = TimeSpan.FromDays(7);

    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string School { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public int Count { get; init; }

    /// <summary>JSON: before and after of each child.</summary>
    public required string Children { get; init; }

    public DateTime? UndoneAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<ClassMove>(b =>
    {
        b.ToTable("ClassMoves");
        b.HasKey(m => new { m.Tenant, m.Id });
        b.Property(m => m.Id).ValueGeneratedNever();
        b.HasIndex(m => new { m.Tenant, m.School, m.At });
        b.Property(m => m.School).HasMaxLength(100);
        b.Property(m => m.Children).HasMaxLength(-1);
    });
}
