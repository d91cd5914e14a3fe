using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Booking.Allocation;

/// <summary>One allocation of the places of a period, with its seed and its ranked list: whoever asks later gets the same answer.</summary>
public sealed class AllocationRun : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Service { get; init; }

    public required string Period { get; init; }

    public required long Seed { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required long SettingsVersion { get; init; }

    /// <summary>What the agent saw before applying it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The <see cref="Judging.RankedWish"/>es as JSON, best first.</summary>
    public required string Ranked { get; init; }

    /// <summary>Days with wishes.</summary>
    public required int Days { get; init; }

    /// <summary>Of these, those that are applied.</summary>
    public int DaysDone { get; set; }

    public int Booked { get; set; }

    public int Waitlisted { get; set; }

    /// <summary>Null while it is being applied; then bookings are open.</summary>
    public DateTime? AppliedAt { get; set; }

    public long Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<AllocationRun>(b =>
    {
        b.ToTable("AllocationRuns");
        b.HasKey(r => new { r.Tenant, r.Id });
        b.Property(r => r.Id).ValueGeneratedNever();
        b.HasIndex(r => new { r.Tenant, r.Service, r.Period }).IsUnique();
        b.Property(r => r.Service).HasMaxLength(64);
        b.Property(r => r.Period).HasMaxLength(64);
        b.Property(r => r.Fingerprint).HasMaxLength(64);
        b.Property(r => r.Ranked).HasMaxLength(-1);
        b.Property(r => r.Version).IsConcurrencyToken();
    });
}
