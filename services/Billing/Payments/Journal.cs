using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;

namespace Preau.Billing.Payments;

/// <summary>
/// In which day's journal a movement of money stands: its own date's, or, when that day was closed before it came, the next that was open then. So a closed day
/// never moves again, the receipt keeps its true date, and the counter needs not shut.
/// </summary>
internal static class Journal
{
    /// <summary>
    /// Payments received, taken back and given back, in the order they came: those of the day, and those of the day that came after its closing.
    /// </summary>
    public static async Task<(List<Entry> Own, List<Entry> After)> OfAsync(BillingDb db, string office, DateOnly day, CancellationToken ct)
    {
        var closings = await db.DayClosings.Where(d => d.CashOffice == office && d.Date <= day).ToDictionaryAsync(d => d.Date, d => d.At, ct);
        // What comes over from an earlier day has passed through the day before.
        var passed = closings.GetValueOrDefault(day.AddDays(-1), DateTime.MaxValue);
        var rows = await db.Entries.AsNoTracking()
            .Where(e => e.CashOffice == office && (e.Kind == EntryKind.Payment || e.Kind == EntryKind.Reversal || e.Kind == EntryKind.Refund))
            .Where(e => e.Date == day || (e.Date < day && e.At > passed))
            .OrderBy(e => e.At).ToListAsync(ct);
        return ([.. rows.Where(e => Day(e.Date, e.At, closings) == day)], [.. rows.Where(e => e.Date == day && Day(e.Date, e.At, closings) > day)]);
    }

    /// <summary>The day whose journal takes what is dated that day and comes now.</summary>
    public static async Task<DateOnly> NextAsync(BillingDb db, string office, DateOnly day, CancellationToken ct) =>
        Day(day, DateTime.MaxValue, await db.DayClosings.Where(d => d.CashOffice == office && d.Date >= day).ToDictionaryAsync(d => d.Date, d => d.At, ct));

    private static DateOnly Day(DateOnly date, DateTime at, Dictionary<DateOnly, DateTime> closings)
    {
        while (closings.TryGetValue(date, out var closed) && closed < at)
        {
            date = date.AddDays(1);
        }

        return date;
    }
}
