namespace Preau.Billing.Tariffs;

/// <summary>A charged cell of a household's month.</summary>
/// <param name="Surcharged">Booked late, or came unbooked.</param>
/// <param name="Cents">Its own price; only <see cref="PeriodCharges"/> reads it.</param>
internal readonly record struct MonthCell(Guid Child, string Unit, DateOnly Date, bool Surcharged = false, long Cents = 0);

/// <summary>What of the rest of the household's month a cell's price depends on (ordinals of the month, children of the day).</summary>
internal static class MonthContext
{
    /// <summary>Whether a change of one cell can change the price of others of the household's month.</summary>
    public static bool Reaches(TariffVersion version) =>
        version.VolumeDiscounts is { Length: > 0 } || version.Late?.First is not null || version.WithoutBooking?.First is not null
            || version.Siblings?.Among == SiblingsAmong.Present
        || version.IsPackage || version.Cap is not null || version.RegistrationFee is not null;

    /// <summary>The facts of one cell completed with its place in the month.</summary>
    /// <param name="cells">All charged cells of the household in that month, this one among them.</param>
    /// <param name="rank">Rank of a child in the household, for those present.</param>
    public static PriceFacts Place(PriceFacts facts, Guid child, Tariff tariff, IEnumerable<MonthCell> cells, Func<Guid, int> rank)
    {
        var (surcharged, days, present) = (0, 0, new HashSet<Guid> { child });
        foreach (var cell in cells)
        {
            if (Array.IndexOf(tariff.Units, cell.Unit) < 0 || cell.Date.Year != facts.Date.Year || cell.Date.Month != facts.Date.Month)
            {
                continue;
            }

            if (cell.Date == facts.Date)
            {
                present.Add(cell.Child);
            }

            if (cell.Child == child && cell.Date < facts.Date)
            {
                days++;
                surcharged += cell.Surcharged ? 1 : 0;
            }
        }

        return facts with
        {
            Surcharged = surcharged + 1,
            DayOfMonth = days + 1,
            Present = new SiblingPlace(present.Count(c => c == child || rank(c) < rank(child)), present.Count)
        };
    }
}
