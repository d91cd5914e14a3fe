using Preau.Contracts.Settings;

namespace Preau.Billing.Tariffs;

/// <summary>Checks of what is charged beside the days, beyond the range of each setting: packages, contracts.</summary>
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

        if (version.Contract is { } contract && (version.Per != PricePer.Hour || !RefusedValues.Fits(contract)))
        {
            wrong(path + ".contract", "De 1 à 53 semaines en 1 à 12 mois, avec per = hour.");
        }

        if (version.IsPackage
            && (version.Cap is not null || version.VolumeDiscounts is not null || version.Late is not null || version.WithoutBooking is not null
                || version.Unexcused is not null))
        {
            wrong(path + ".per", "Un forfait n’a ni plafond, ni remise au nombre de jours, ni majoration par jour.");
        }
    }
}
