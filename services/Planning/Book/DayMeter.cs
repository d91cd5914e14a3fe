using System.Diagnostics.Metrics;
using Preau.Contracts;

namespace Preau.Planning.Book;

/// <summary>Days whose outcome changed, by what they became: bookings a minute and their absences are rates of it.</summary>
internal static class DayMeter
{
    private static readonly Meter Meter = new("Preau.Planning");
    private static readonly Counter<long> Settled =
        Meter.CreateCounter<long>("preau.days.settled", "{day}", "Days booked, taken back, attended or told absent.");

    public static void Count(IEnumerable<SettledCell> cells)
    {
        if (Settled.Enabled)
        {
            foreach (var group in cells.GroupBy(c => c.Outcome))
            {
                Settled.Add(group.Count(), new KeyValuePair<string, object?>("outcome", group.Key.ToString().ToLowerInvariant()));
            }
        }
    }
}
