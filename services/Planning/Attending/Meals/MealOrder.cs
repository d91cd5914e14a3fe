using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Attending.Meals;

/// <summary>What was ordered from the caterer: a snapshot, never changed.</summary>
public sealed class MealOrder : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Chosen by the front: the same key never orders twice.</summary>
    public required Guid Key { get; init; }

    public required int Year { get; init; }

    public required int Sequence { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Null for all facilities.</summary>
    public string? Facility { get; init; }

    /// <summary>JSON of <see cref="OrderedMeals"/>.</summary>
    public required string Lines { get; init; }

    public string Number => string.Create(CultureInfo.InvariantCulture, $"R-{Year}-{Sequence:0000}");

    public OrderedMeals[] Read() => JsonSerializer.Deserialize<OrderedMeals[]>(Lines) ?? [];

    public bool Covers(string facility, DateOnly date) => (Facility is null || Facility == facility) && From <= date && date <= To;

    internal static void Map(ModelBuilder model) => model.Entity<MealOrder>(b =>
    {
        b.ToTable("MealOrders");
        b.HasKey(o => new { o.Tenant, o.Id });
        b.Property(o => o.Id).ValueGeneratedNever();
        b.HasIndex(o => new { o.Tenant, o.Key }).IsUnique();
        b.HasIndex(o => new { o.Tenant, o.Year, o.Sequence }).IsUnique();
        b.HasIndex(o => new { o.Tenant, o.To });
        b.Property(o => o.Facility).HasMaxLength(64);
        b.Property(o => o.Lines).HasMaxLength(-1);
    });
}
