using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Payments;

/// <summary>A slip with which payments of one means are handed in (bordereau de dépôt).</summary>
public sealed class Deposit : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    public required string Number { get; set; }

    public required string Method { get; set; }

    public DateOnly Date { get; set; }

    public int Count { get; set; }

    public long Cents { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Deposit>(b =>
        {
            b.ToTable("Deposits");
            b.HasKey(d => new { d.Tenant, d.Id });
            b.Property(d => d.CashOffice).HasMaxLength(64);
            b.Property(d => d.Number).HasMaxLength(32);
            b.Property(d => d.Method).HasMaxLength(20);
            b.HasIndex(d => new { d.Tenant, d.CashOffice, d.Method, d.Number }).IsUnique();
        });
        model.Entity<DayClosing>(b =>
        {
            b.ToTable("DayClosings");
            b.HasKey(d => new { d.Tenant, d.CashOffice, d.Date });
            b.Property(d => d.CashOffice).HasMaxLength(64);
            b.Property(d => d.Explanation).HasMaxLength(400);
        });
    }
}

/// <summary>A closed day of a cash office: nothing is recorded on it any more, errors are mended by a contrary entry of another day.</summary>
public sealed class DayClosing : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string CashOffice { get; set; }

    public DateOnly Date { get; set; }

    public long Received { get; set; }

    public long Allocated { get; set; }

    public long ToAllocate { get; set; }

    public long Refunded { get; set; }

    public long? CashCounted { get; set; }

    public string? Explanation { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }
}
