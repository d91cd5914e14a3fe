using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>Numbers the requests of a commune within a year.</summary>
public sealed class RequestCounter : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required int Year { get; init; }

    public long Last { get; set; }

    /// <summary>The next number, "2026-04790". Inside the transaction that uses it: a change that fails gives its number back.</summary>
    public static async Task<string> NextAsync(PlanningDb db, int year, CancellationToken ct)
    {
        var raised = await db.RequestCounters.Where(c => c.Year == year).ExecuteUpdateAsync(s => s.SetProperty(c => c.Last, c => c.Last + 1), ct);
        if (raised == 0)
        {
            // The first of the year; two at once meet on the key and one runs again.
            db.RequestCounters.Add(new RequestCounter { Year = year, Last = 1 });
            return Format(year, 1);
        }

        return Format(year, await db.RequestCounters.AsNoTracking().Where(c => c.Year == year).Select(c => c.Last).SingleAsync(ct));
    }

    internal static void Map(ModelBuilder model) => model.Entity<RequestCounter>(b =>
    {
        b.ToTable("RequestCounters");
        b.HasKey(c => new { c.Tenant, c.Year });
        b.Property(c => c.Year).ValueGeneratedNever();
    });

    private static string Format(int year, long number) => string.Create(CultureInfo.InvariantCulture, $"{year}-{number:00000}");
}
