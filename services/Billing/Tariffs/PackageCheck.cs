namespace Preau.Billing.Tariffs;

/// <summary>Checks of what is charged beside the days: packages, contracts, fees, caps, late pick-ups.</summary>
internal static class PackageCheck
{
    public static void Version(TariffVersion version, string path, Action<string, string> wrong)
    {
        if (version.Package is { } package)
        {
            if (version.Per is not (PricePer.Month or PricePer.Year))
            {
                wrong(path + ".package", "Avec per = month ou year seulement.");
            }

            var months = package.BilledIn ?? [];
            if (package.BilledIn is not null
                && (version.Per != PricePer.Year || months.Length == 0 || months.Any(m => m is < 1 or > 12) || months.Distinct().Count() != months.Length))
            {
                wrong(path + ".package.billedIn", "Des mois de 1 à 12, chacun une fois, avec per = year.");
            }
        }

        if (version.Contract is { } contract && (version.Per != PricePer.Hour || contract.Weeks is < 1 or > 53 || contract.Months is < 1 or > 12))
        {
            wrong(path + ".contract", "De 1 à 53 semaines en 1 à 12 mois, avec per = hour.");
        }

        if (version.IsPackage
            && (version.Cap is not null || version.VolumeDiscounts is not null || version.Late is not null || version.WithoutBooking is not null
                || version.Unexcused is not null))
        {
            wrong(path + ".per", "Un forfait n’a ni plafond, ni remise au nombre de jours, ni majoration par jour.");
        }

        if (version.RegistrationFee is { } fee)
        {
            VersionCheck.Amount(fee.Amount, path + ".registrationFee.amount", wrong);
            if (fee.Within is not (FeePeriod.SchoolYear or FeePeriod.Year))
            {
                wrong(path + ".registrationFee.within", "L’année scolaire (schoolYear) ou l’année civile (year).");
            }
        }

        if (version.Cap is { } cap)
        {
            VersionCheck.Amount(cap.Amount, path + ".cap.amount", wrong);
            if (cap.Within is not (FeePeriod.Day or FeePeriod.Month))
            {
                wrong(path + ".cap.within", "Le jour (day) ou le mois (month).");
            }
        }

        if (version.LatePickUp is { } late)
        {
            LatePickUp(late, path + ".latePickUp", wrong);
        }
    }

    private static void LatePickUp(LatePickUpFee late, string path, Action<string, string> wrong)
    {
        VersionCheck.Amount(late.Amount, path + ".amount", wrong);
        if (late.From is < 1 or > 99)
        {
            wrong(path + ".from", "La première fois facturée, de 1 à 99.");
        }

        if (late.Within is not (FeePeriod.Month or FeePeriod.SchoolYear))
        {
            wrong(path + ".within", "Le mois (month) ou l’année scolaire (schoolYear).");
        }

        if (late.EveryMinutes is < 1 or > 240)
        {
            wrong(path + ".everyMinutes", "De 1 à 240 minutes.");
        }
    }
}
