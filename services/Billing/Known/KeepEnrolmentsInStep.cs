using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>EnrolmentsChanged → what Billing keeps of them, which agents reach the household by them, and the
/// months that have other prices by them where a tariff asks for enrolments.</summary>
internal sealed class KeepEnrolmentsInStep(BillingDb db, SettingsCache cache) : IEventHandler<EnrolmentsChanged>
{
    public async Task HandleAsync(EnrolmentsChanged @event, CancellationToken ct)
    {
        if (@event.Places is { } places)
        {
            await OwnerPart.KeepAsync(db, @event.FamilyId, @event.Version, places.Select(p => (p.Service, p.Facility)), ct);
        }

        var row = await db.KnownEnrolments.SingleOrDefaultAsync(e => e.FamilyId == @event.FamilyId, ct);
        var document = Enrolled.Write(@event);
        if (row is not null && @event.Version <= row.Version)
        {
            return;
        }

        var changed = row?.Document != document;
        if (row is null)
        {
            row = new KnownEnrolments { FamilyId = @event.FamilyId, Document = document };
            db.KnownEnrolments.Add(row);
        }

        (row.Version, row.Document) = (@event.Version, document);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (changed && rules.Tariffs.Any(t => Array.Exists(t.Versions, Enrolled.Matters)))
        {
            await db.MarkAsync(@event.FamilyId, DateOnly.MinValue, ct);
            await PackageMonthsAsync(@event, rules, ct);
        }
    }

    // A package is due in months without a booked day as well: they need a row to be priced by.
    private async Task PackageMonthsAsync(EnrolmentsChanged @event, BillingRules rules, CancellationToken ct)
    {
        var units = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).ToLookup(u => u.Unit, u => u.Service);
        var months = new Enrolled(@event.Enrolments, @event.Contracts, units).Subscriptions(rules.Tariffs)
            .SelectMany(s => MonthsOf(s.From, s.Until)).Distinct().ToList();
        foreach (var month in months)
        {
            await db.MarkMonthAsync(@event.FamilyId, month, ct);
        }
    }

    // One without end is due to the end of the school year in which it began, and told again with the next.
    private static IEnumerable<DateOnly> MonthsOf(DateOnly from, DateOnly? until)
    {
        var last = until ?? PeriodCharges.YearOf(from, FeePeriod.SchoolYear).AddYears(1).AddDays(-1);
        for (var month = FamilyMonth.Of(from); month <= last && month < FamilyMonth.Of(from).AddMonths(36); month = month.AddMonths(1))
        {
            yield return month;
        }
    }
}
