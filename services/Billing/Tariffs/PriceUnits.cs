namespace Preau.Billing.Tariffs;

/// <summary>How many units of time a stay counts.</summary>
internal static class PriceUnits
{
    public static int Minutes(PricePer per) => per switch { PricePer.QuarterHour => 15, PricePer.HalfHour => 30, _ => 60 };

    /// <summary>The days themselves are paid by the time.</summary>
    public static bool IsByTime(TariffVersion version) => version is { IsTimed: true, IsPackage: false };

    /// <summary>Hours that a day is billed for; null when its price doesn't go by time.</summary>
    public static decimal? Hours(TariffVersion? version, DateOnly date, decimal? clocked) => version is null || !IsByTime(version) ? null
        : Of(version, new PriceFacts(date, null, Resident: true, Hours: clocked), new Explanation()) * Minutes(version.Per) / 60m;

    public static decimal Of(TariffVersion version, PriceFacts facts, Explanation why)
    {
        var planned = facts.Minutes is null;
        var units = facts.Minutes is not { } minutes ? version.Planned!.Value
            : version.Steps is { } steps ? ByStep(steps, minutes, facts.Meal, version.Per, why)
            : Counted(version, minutes);
        // A child that wasn't there a minute costs nothing, whatever the least. What is planned can't pass the most either.
        units = Math.Min(Math.Max(units, facts.Minutes > 0 ? version.LeastUnits ?? 0 : 0), version.MostUnits ?? decimal.MaxValue);

        var (one, many) = Names(version.Per);
        var name = units < 2 ? one : many;
        why.Because($"{French.Number(units)} {name}{(planned ? units < 2 ? " prévu" + Feminine(version.Per) : $" prévu{Feminine(version.Per)}s" : "")}",
            char.ToUpperInvariant(many[0]) + many[1..] + (planned ? $" prévu{Feminine(version.Per)}s" : ""), French.Number(units));
        return units;
    }

    private static decimal Counted(TariffVersion version, int minutes)
    {
        var unit = Minutes(version.Per);
        var (full, rest) = Math.DivRem(minutes, unit);
        return rest <= (version.GraceMinutes ?? 0) ? full : version.Rounding switch
        {
            UnitRounding.Exact => (decimal)minutes / unit,
            UnitRounding.Nearest => rest * 2 >= unit ? full + 1 : full,
            _ => full + 1,
        };
    }

    private static decimal ByStep(StayStep[] steps, int minutes, bool meal, PricePer per, Explanation why)
    {
        if (minutes > 0 && Array.Find(steps, s => minutes <= s.UpTo * 60 && !(s.WithoutMeal && meal)) is { } step)
        {
            why.Add("Séjour", $"{French.Duration(minutes)}, compté {French.Duration((int)(step.Counts * 60))}");
            return step.Counts * 60 / Minutes(per);
        }

        return (decimal)minutes / Minutes(per);
    }

    private static (string One, string Many) Names(PricePer per) => per switch
    {
        PricePer.QuarterHour => ("quart d’heure", "quarts d’heure"),
        PricePer.HalfHour => ("demi-heure", "demi-heures"),
        _ => ("heure", "heures"),
    };

    private static string Feminine(PricePer per) => per == PricePer.QuarterHour ? "" : "e";
}
