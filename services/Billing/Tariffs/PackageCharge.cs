namespace Preau.Billing.Tariffs;

/// <summary>A child's month or year package, or hours by contract, as one charge of the month.</summary>
internal static class PackageCharge
{
    public static void Add(List<PeriodCharge> charges, Tariff tariff, Guid child, List<MonthCell> cells, List<Subscription> taken, HouseholdMonth month)
    {
        var own = cells.Where(c => c.Child == child).Select(c => c.Date).ToList();
        var (from, until) = taken.Count == 0 ? (month.Month, month.End) : (Later(taken[0].From, month.Month), Sooner(taken[^1].Until ?? month.End, month.End));
        if ((taken.Count == 0 && own.Count == 0) || from > until || tariff.On(taken.Count > 0 ? from : own.Min()) is not { IsPackage: true } version)
        {
            return;
        }

        var date = taken.Count > 0 ? from : own.Min();
        if (version.Contract is { } contract)
        {
            AddContract(charges, tariff, version, contract, child, taken, (from, until), month);
        }
        else if (month.Facts(child, date) is { } facts)
        {
            var why = Explanation.Of(tariff.Label, version);
            var price = PriceOf(version, facts, why);
            var amount = version.Per == PricePer.Year ? OfYear(price, tariff, version, child, taken, month, why) : price;
            if (amount is { } due)
            {
                Put(charges, tariff, version, child, date, Prorated(due, version, from, until, month, why), why);
            }
        }
    }

    // Discounts hold for packages as for days; what is late or unbooked about a month doesn't exist.
    private static decimal PriceOf(TariffVersion version, PriceFacts facts, Explanation why)
    {
        var amount = PriceBase.Of(version, facts, why);
        return why.IsFixed ? amount : Price.ForSiblings(amount, version, facts, why);
    }

    // Null when nothing of the year is billed this month.
    private static decimal? OfYear(
        decimal price, Tariff tariff, TariffVersion version, Guid child, List<Subscription> taken, HouseholdMonth month, Explanation why)
    {
        var year = PeriodCharges.YearOf(month.Month, FeePeriod.SchoolYear);
        var first = taken.Count > 0 ? Later(taken[0].From, year) : month.FirstSince(child, tariff, year) ?? month.Month;
        if (version.Package?.BilledIn is not { Length: > 0 } months)
        {
            why.Because("forfait de l’année scolaire", "Forfait", "année scolaire");
            return first >= month.Month ? price : null;
        }

        var order = months.OrderBy(m => (m + 3) % 12).ToArray();
        var at = Array.IndexOf(order, month.Month.Month);
        if (at < 0)
        {
            return null;
        }

        why.Because($"forfait de l’année, mensualité {at + 1} sur {order.Length}", "Forfait", $"mensualité {at + 1} sur {order.Length}");
        return Shares.Equal((long)Math.Round(price * 100, 0, MidpointRounding.AwayFromZero), order.Length)[at] / 100m;
    }

    private static decimal Prorated(decimal amount, TariffVersion version, DateOnly from, DateOnly until, HouseholdMonth month, Explanation why)
    {
        if (version.Per == PricePer.Month)
        {
            why.Because("forfait du mois", "Forfait", "mois");
        }

        var (days, all) = (until.DayNumber - from.DayNumber + 1, month.End.Day);
        switch (version.Package?.Proration)
        {
            case Proration.Days when days < all:
                why.Because($"{days} jours sur {all}", "Prorata", $"{days} jours sur {all}");
                return amount * days / all;
            case Proration.HalfMonth when from.Day > 15 || until.Day < 16:
                why.Because("un demi-mois", "Prorata", "un demi-mois");
                return amount / 2;
            default:
                return amount;
        }
    }

    private static void AddContract(
        List<PeriodCharge> charges, Tariff tariff, TariffVersion version, HoursContract contract, Guid child, List<Subscription> taken,
        (DateOnly From, DateOnly Until) days, HouseholdMonth month)
    {
        var date = days.From;
        if (taken.Count == 0 || taken[^1].WeeklyHours is not { } hours)
        {
            return;
        }

        var january = new DateOnly(month.Month.Year, 1, 1);
        var rateDay = contract.RateOn == RateDay.January ? Later(january, taken[0].From) : date;
        if (tariff.On(rateDay) is not { } rated || month.Facts(child, rateDay) is not { } facts)
        {
            (rated, facts) = (version, month.Facts(child, date)!);
        }

        var why = Explanation.Of(tariff.Label, version);
        var rate = PriceOf(rated, facts, why);
        var agreed = $"{French.Number(hours)}\u00A0h";
        why.Because($"{agreed} par semaine, {contract.Weeks} semaines en {contract.Months} mois", "Contrat",
            $"{agreed} × {contract.Weeks} ÷ {contract.Months}");
        var amount = rate * hours * contract.Weeks / contract.Months;
        Put(charges, tariff, version, child, date, Prorated(amount, version, days.From, days.Until, month, why), why);
    }

    private static void Put(List<PeriodCharge> charges, Tariff tariff, TariffVersion version, Guid child, DateOnly date, decimal amount, Explanation why)
    {
        var priced = why.Round(amount, version);
        charges.Add(new PeriodCharge(PeriodCharge.Month, $"month:{tariff.Key}", tariff.Key, child, date, priced.Cents, priced.FoodCents, priced.Missing,
            priced.Why));
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Sooner(DateOnly a, DateOnly b) => a < b ? a : b;
}
