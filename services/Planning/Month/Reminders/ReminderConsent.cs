using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Month.Reminders;

/// <summary>A guardian asked to be reminded; off unless said.</summary>
public sealed class ReminderConsent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    public required Guid GuardianId { get; init; }

    public bool On { get; set; }

    public DateTime ChangedAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<ReminderConsent>(b =>
    {
        b.ToTable("ReminderConsents");
        b.HasKey(c => new { c.Tenant, c.FamilyId, c.GuardianId });
        b.HasIndex(c => new { c.Tenant, c.On });
    });
}

/// <summary>One reminder per family and week, whatever the number of replicas.</summary>
public sealed class ReminderSent : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required Guid FamilyId { get; init; }

    /// <summary>Monday of the week it was about.</summary>
    public required DateOnly Week { get; init; }

    public required DateTime At { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<ReminderSent>(b =>
    {
        b.ToTable("RemindersSent");
        b.HasKey(r => new { r.Tenant, r.FamilyId, r.Week });
    });
}
