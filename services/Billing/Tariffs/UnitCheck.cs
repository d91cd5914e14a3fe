using Preau.Contracts.Settings;

namespace Preau.Billing.Tariffs;

/// <summary>Checks of units of time.</summary>
internal static class UnitCheck
{
    public static void Version(TariffVersion version, string path, Action<string, string> wrong)
    {
        if (version.PlannedQuarters is not null && version.Per != PricePer.QuarterHour)
        {
            wrong(path + ".plannedQuarters", "De 1 à 96 quarts d’heure, avec per = quarterHour et seulement alors.");
        }
        else if (version.PlannedUnits is not null && version.PlannedQuarters is not null)
        {
            wrong(path + ".plannedUnits", "Soit plannedUnits, soit plannedQuarters.");
        }
        else if (version.Contract is null && (version.IsTimed != version.Planned is not null
            || !RefusedValues.Fits(version, nameof(version.PlannedUnits), nameof(version.PlannedQuarters))))
        {
            var (field, name) = version.PlannedUnits is null && version.Per == PricePer.QuarterHour
                ? ("plannedQuarters", "quarts d’heure")
                : ("plannedUnits", "unités de temps");
            wrong($"{path}.{field}", $"De 1 à 96 {name} comptés sans pointage, avec per = quarterHour, halfHour ou hour et seulement alors.");
        }

        var unit = PriceUnits.Minutes(version.Per);
        Timed(version.GraceMinutes is null || version.GraceMinutes is >= 0 && version.GraceMinutes < unit, "graceMinutes",
            $"De 0 à {unit - 1} minutes de tolérance, avec une unité de temps.");
        Timed(RefusedValues.Fits(version, nameof(version.LeastUnits)), "leastUnits", "De 1 à 96 unités, avec une unité de temps.");
        Timed(RefusedValues.Fits(version, nameof(version.MostUnits)), "mostUnits", "De 1 à 96 unités, avec une unité de temps.");
        if (version.LeastUnits > version.MostUnits)
        {
            wrong(path + ".mostUnits", "Le plus est sous le moins.");
        }

        if (version.Rounding != UnitRounding.Started && !version.IsTimed)
        {
            wrong(path + ".rounding", "Avec une unité de temps seulement.");
        }

        Steps(version, path, wrong);

        void Timed(bool right, string field, string message)
        {
            var given = field switch { "graceMinutes" => version.GraceMinutes, "leastUnits" => version.LeastUnits, _ => version.MostUnits } is not null;
            if (!right || (given && !version.IsTimed))
            {
                wrong($"{path}.{field}", message);
            }
        }
    }

    private static void Steps(TariffVersion version, string path, Action<string, string> wrong)
    {
        var steps = version.Steps ?? [];
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].UpTo == 0 || !RefusedValues.Fits(steps[i]) || (i > 0 && steps[i].UpTo < steps[i - 1].UpTo))
            {
                wrong($"{path}.steps[{i}]", "Des heures de 0 à 24, de la durée la plus courte à la plus longue.");
            }
        }

        if (version.Steps is not null && (!version.IsTimed || steps.Length == 0))
        {
            wrong(path + ".steps", "Un palier au moins, avec une unité de temps.");
        }
    }
}
