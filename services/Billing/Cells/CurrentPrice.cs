using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Cells;

/// <summary>What a price is for. Kept as text.</summary>
public enum PriceKind
{
    Day,
    /// <summary>Picked up after closing.</summary>
    Late,
    Penalty,
    /// <summary>A package or contract of a month; its date is the first.</summary>
    Month,
    /// <summary>Registration, membership.</summary>
    Fee,
    /// <summary>Sum of an invoice issued before lines were kept.</summary>
    Opening,
    /// <summary>Given up by a credit note without billing again.</summary>
    Waiver,
}

/// <summary>
/// What something costs its payer as truth stands now, beside what was billed of it so far. <see cref="Cents"/> is rebuilt at will from cells, facts and
/// tariffs; <see cref="Billed"/> is the running sum of the issued lines and moves only with them. Their difference is the next invoice's line.
/// </summary>
public sealed class CurrentPrice : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Payer { get; set; }

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    public PriceKind Kind { get; set; }

    public long Cents { get; private set; }

    public long Billed { get; private set; }

    /// <summary>Cents − Billed, kept so that a draft is one search of an index.</summary>
    public long Open { get; private set; }

    /// <summary>The part of <see cref="Cents"/> that is food.</summary>
    public long FoodCents { get; set; }

    /// <summary>The part that counts for the tax certificate.</summary>
    public long CareCents { get; set; }

    /// <summary>Hash of the explanation, see <see cref="Why"/>; null while there is no price.</summary>
    public string? WhyId { get; set; }

    public string Label { get; set; } = "";

    /// <summary>Visible label when something needed was missing.</summary>
    public string? Missing { get; set; }

    public string? CashOffice { get; set; }

    /// <summary>On a third party's row: the household whose part it pays.</summary>
    public Guid? Household { get; set; }

    /// <summary>On a household's row: what third parties pay of the price, not in <see cref="Cents"/>.</summary>
    public long CoveredCents { get; set; }

    /// <summary>The quotient it was made with; a billed day keeps it where the council wants no retroactivity.</summary>
    public decimal? Quotient { get; set; }

    public void Costs(long cents) => (Cents, Open) = (cents, cents - Billed);

    /// <summary>Goes with a line of these cents, in its transaction.</summary>
    public void Bill(long cents) => (Billed, Open) = (Billed + cents, Cents - Billed - cents);

    internal static void Map(ModelBuilder model) => model.Entity<CurrentPrice>(b =>
    {
        b.ToTable("CurrentPrices");
        b.HasKey(p => new { p.Tenant, p.Payer, p.ChildId, p.Unit, p.Date, p.Kind });
        b.Property(p => p.Unit).HasMaxLength(64);
        b.Property(p => p.Kind).HasMaxLength(16);
        b.Property(p => p.WhyId).HasMaxLength(32);
        b.Property(p => p.Label).HasMaxLength(400);
        b.Property(p => p.CashOffice).HasMaxLength(64);
        b.Property(p => p.Billed).IsConcurrencyToken();
        b.HasIndex(p => new { p.Tenant, p.Payer, p.Date });
        b.HasIndex(p => new { p.Tenant, p.Household, p.Date }).HasFilter("[Household] IS NOT NULL");
        b.HasIndex(p => new { p.Tenant, p.CashOffice, p.Payer, p.Date }).HasFilter("[Open] <> 0");
    });
}
