using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>Whether a household may book, as its debts or an agent decided. The row outlives a stop that was lifted: its version only rises.</summary>
public sealed class BookingStop : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    /// <summary>Where it owes.</summary>
    public required string CashOffice { get; set; }

    public bool Stopped { get; set; }

    /// <summary>Meals as well: only by an agent, with a reason.</summary>
    public bool Meals { get; set; }

    /// <summary>By itself, as the commune's rule says; else an agent's.</summary>
    public bool Automatic { get; set; }

    /// <summary>An agent lifted it: the rule doesn't stop again for what was overdue by then.</summary>
    public DateOnly? SparedUntil { get; set; }

    public required string Reason { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public long Version { get; set; }

    /// <summary>A change of state, told to Planning and to the household in one transaction with it.</summary>
    internal void Tell(BillingDb db, DateTime at, string subject, string text)
    {
        (At, Version) = (at, Version + 1);
        db.Raise(new BookingsStopped(db.CurrentTenant, at, FamilyId, Version, Stopped, Meals));
        db.Raise(new FamilyNotified(db.CurrentTenant, at, Guid.CreateVersion7(), FamilyId, "dunning", subject, text, "factures"));
    }

    internal static void Map(ModelBuilder model) => model.Entity<BookingStop>(b =>
    {
        b.ToTable("BookingStops");
        b.HasKey(s => new { s.Tenant, s.FamilyId });
        b.Property(s => s.CashOffice).HasMaxLength(64);
        b.Property(s => s.Reason).HasMaxLength(400);
        b.Property(s => s.Version).IsConcurrencyToken();
        b.HasIndex(s => s.Stopped).HasFilter("[Stopped] = 1");
    });
}
