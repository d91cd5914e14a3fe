using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>A booked day that is confirmed by paying, until when.</summary>
public sealed class HeldDay : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>Of the cell as it was booked.</summary>
    public long Version { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public DateTime At { get; set; }

    public DateTime Until { get; set; }

    /// <summary>The family was told, or had paid by then.</summary>
    public bool Told { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<HeldDay>(b =>
    {
        b.ToTable("HeldDays");
        b.HasKey(h => new { h.Tenant, h.ChildId, h.Unit, h.Date });
        b.Property(h => h.Unit).HasMaxLength(64);
        b.Property(h => h.CashOffice).HasMaxLength(64);
        b.Property(h => h.Version).IsConcurrencyToken();
        b.HasIndex(h => new { h.Tenant, h.Payer });
    });
}

/// <summary>DaysSettled → days of held units that were booked wait for their payment; those given up wait no more.</summary>
internal sealed class HoldDays(BillingDb db, SettingsCache cache) : IEventHandler<DaysSettled>
{
    public async Task HandleAsync(DaysSettled @event, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = DateOnly.FromDateTime(@event.At.ToLocal(rules.Zone));
        foreach (var cell in @event.Cells.Where(c => c.Date >= today))
        {
            if (rules.TariffOf(cell.Unit) is not { } tariff || rules.CashOffices.GetValueOrDefault(tariff.CashOffice) is not { Prepaid.Hold: { } hold } office || !hold.Units.Contains(cell.Unit))
            {
                continue;
            }

            var held = await db.HeldDays.FindAsync([db.CurrentTenant, cell.ChildId, cell.Unit, cell.Date], ct);
            if (held is not null && held.Version < cell.Version)
            {
                db.HeldDays.Remove(held);
                await db.SaveChangesAsync(ct);
                held = null;
            }

            if (held is null && cell.Outcome == CellOutcome.Booked)
            {
                db.HeldDays.Add(new HeldDay
                {
                    ChildId = cell.ChildId, Unit = cell.Unit, Date = cell.Date, Version = cell.Version, Payer = @event.FamilyId, CashOffice = office.Key, At = @event.At,
                    Until = @event.At.AddMinutes(hold.Minutes),
                });
            }
        }
    }
}
