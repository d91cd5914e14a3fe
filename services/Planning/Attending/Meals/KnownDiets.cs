using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Attending.Meals;

/// <summary>Diets of one household's children, fed by MealDietsChanged.</summary>
public sealed class KnownDiets : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    public long Version { get; set; }

    /// <summary>JSON of <see cref="ChildDiet"/>s.</summary>
    public string Children { get; set; } = "[]";

    public IReadOnlyList<ChildDiet> Read() => JsonSerializer.Deserialize<ChildDiet[]>(Children) ?? [];

    internal static void Map(ModelBuilder model) => model.Entity<KnownDiets>(b =>
    {
        b.ToTable("KnownDiets");
        b.HasKey(d => new { d.Tenant, d.FamilyId });
        b.Property(d => d.Children).HasMaxLength(4000);
        b.Property(d => d.Version).IsConcurrencyToken();
    });
}

/// <summary>Keeps the newest: a second delivery or an older one changes nothing.</summary>
public sealed class KeepDietsInStep(PlanningDb db) : IEventHandler<MealDietsChanged>
{
    public async Task HandleAsync(MealDietsChanged @event, CancellationToken ct)
    {
        var known = await db.KnownDiets.SingleOrDefaultAsync(d => d.FamilyId == @event.FamilyId, ct);
        if (known?.Version >= @event.Version)
        {
            return;
        }

        if (known is null)
        {
            known = new KnownDiets { FamilyId = @event.FamilyId };
            db.KnownDiets.Add(known);
        }

        (known.Version, known.Children) = (@event.Version, JsonSerializer.Serialize(@event.Children));
    }
}
