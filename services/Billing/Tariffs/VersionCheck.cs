using Preau.Contracts.Settings;

namespace Preau.Billing.Tariffs;

/// <summary>Checks of one tariff's periods and prices, beyond the range of each setting.</summary>
internal static class VersionCheck
{
    public static void Periods(TariffVersion[] versions, string path, Action<string, string> wrong)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            if (versions[i].From.Year is < 2000 or > 2100 || versions[i].Until?.Year > 2100)
            {
                wrong($"{path}[{i}].from", "Une année de 2000 à 2100.");
            }

            if (versions[i].Until < versions[i].From)
            {
                wrong($"{path}[{i}].until", "La fin précède le début.");
            }

            if (i > 0 && (versions[i - 1].Until is not { } end || end >= versions[i].From))
            {
                wrong($"{path}[{i}].from", "Cette période chevauche la précédente ; elles vont de la plus ancienne à la plus récente.");
            }
        }
    }

    public static void Version(TariffVersion version, Tariff[] all, Tariff tariff, string path, Action<string, string> wrong)
    {
        object?[] kinds = [version.Flat, version.Brackets, version.Effort, version.PercentOf, version.ByChildren, version.Durations];
        if (kinds.Count(k => k is not null) != 1)
        {
            wrong(path, "Un prix et un seul : flat, brackets, effort, percentOf, byChildren ou durations.");
        }

        if (version.Brackets is { } brackets)
        {
            Brackets(brackets, path + ".brackets", wrong);
        }

        if (version.Effort is { } effort && effort.Floor > effort.Ceiling)
        {
            wrong(path + ".effort.ceiling", "Le plafond est sous le plancher.");
        }

        if (version.PercentOf is { } part)
        {
            PartOf(part, version, all, tariff, path, wrong);
        }

        if (version.Durations is { } durations)
        {
            Durations(durations, version, path, wrong);
        }

        UnitCheck.Version(version, path, wrong);
        ConditionCheck.Version(version, path, wrong);
        PackageCheck.Version(version, path, wrong);
    }

    private static void Durations(DurationPrice[] durations, TariffVersion version, string path, Action<string, string> wrong)
    {
        for (var i = 0; i < durations.Length; i++)
        {
            if (durations[i].UpTo is null != (i == durations.Length - 1) || !RefusedValues.Fits(durations[i], nameof(DurationPrice.UpTo))
                || (i > 0 && durations[i].UpTo <= durations[i - 1].UpTo))
            {
                wrong($"{path}.durations[{i}].upTo", "Des minutes qui croissent, de 1 à 1 440 ; seule la dernière durée n’a pas de fin.");
            }
        }

        if (durations.Length == 0 || version.Per != PricePer.Day)
        {
            wrong(path + ".durations", "Une durée au moins, et un prix à la journée (per = day).");
        }
    }

    // Half-open brackets over 0…∞: each begins exactly where the one before ends.
    private static void Brackets(QuotientBracket[] brackets, string path, Action<string, string> wrong)
    {
        var expected = 0m;
        for (var i = 0; i < brackets.Length; i++)
        {
            var bracket = brackets[i];
            if (bracket.From != expected)
            {
                wrong(
                    $"{path}[{i}].from", bracket.From > expected
                        ? $"Trou : aucune tranche ne couvre {expected} à {bracket.From}."
                        : $"Chevauchement : la tranche précédente va jusqu’à {expected}.");
            }

            var last = i == brackets.Length - 1;
            if (last != bracket.Below is null)
            {
                wrong($"{path}[{i}].below", last ? "La dernière tranche n’a pas de fin." : "Seule la dernière tranche n’a pas de fin.");
            }
            else if (bracket.Below <= bracket.From)
            {
                wrong($"{path}[{i}].below", "La fin d’une tranche dépasse son début.");
            }

            expected = bracket.Below ?? expected;
        }
    }

    private static void PartOf(PercentOf part, TariffVersion version, Tariff[] all, Tariff tariff, string path, Action<string, string> wrong)
    {
        var other = Array.Find(all, t => t.Key == part.Tariff);
        if (other is null || other == tariff || Array.Exists(other.Versions, v => v.PercentOf is not null))
        {
            wrong(path + ".percentOf.tariff", "Un autre tarif, qui ne dépende pas lui-même d’un autre.");
        }
        else if (version.Per != PricePer.Day || Array.Exists(other.Versions, v => v.Per != PricePer.Day))
        {
            wrong(path + ".percentOf", "Seuls des prix à la journée se calculent l’un de l’autre.");
        }
        else if (!Covers(other.Versions, version.From, version.Until))
        {
            wrong(path + ".percentOf.tariff", "Ce tarif n’est pas en vigueur pendant toute la période.");
        }
        else if (Array.Exists(other.Versions,
            v => v.PackedLunch is not null && v.From <= (version.Until ?? DateOnly.MaxValue) && (v.Until is null || v.Until >= version.From)))
        {
            wrong(path + ".percentOf.tariff", "Ce tarif a un prix de panier-repas : une part de ce prix n’aurait pas de sens. Écrivez un prix.");
        }
    }

    private static bool Covers(TariffVersion[] versions, DateOnly from, DateOnly? until)
    {
        var day = from;
        foreach (var version in versions.OrderBy(v => v.From).SkipWhile(v => v.Until < from))
        {
            if (version.From > day)
            {
                return false;
            }

            if (version.Until is not { } end || end >= until || end == DateOnly.MaxValue)
            {
                return true;
            }

            day = end.AddDays(1);
        }

        return false;
    }
}
