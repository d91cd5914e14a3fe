namespace Preau.Planning.Dates.Calendars;

/// <summary>A public holiday (jour férié) with its French name.</summary>
public readonly record struct PublicHoliday(DateOnly Date, string Name);

/// <summary>Public holidays by territory (code du travail L3133-1 and L3134-13, L3422-2 for overseas).</summary>
public static class PublicHolidays
{
    public const string Metropole = "metropole";

    private static readonly Dictionary<string, (int Month, int Day)> AbolitionDays = new(StringComparer.Ordinal)
    {
        ["guadeloupe"] = (5, 27),
        ["martinique"] = (5, 22),
        ["guyane"] = (6, 10),
        ["la-reunion"] = (12, 20),
        ["mayotte"] = (4, 27),
        ["saint-martin"] = (5, 28),
        ["saint-barthelemy"] = (10, 9),
    };

    /// <summary>The names of territories, as the State's API spells them.</summary>
    public static IReadOnlyList<string> Territories { get; } = [Metropole, "alsace-moselle", .. AbolitionDays.Keys];

    public static bool IsKnown(string territory) => Territories.Contains(territory);

    /// <summary>
    /// The public holidays of one year, in order of date, one entry a date: when two fall together
    /// (Ascension on 1 May 2008) the names are joined.
    /// </summary>
    /// <exception cref="ArgumentException">The territory is unknown.</exception>
    public static IReadOnlyList<PublicHoliday> For(string territory, int year)
    {
        if (!IsKnown(territory))
        {
            throw new ArgumentException($"Unknown territory '{territory}'; known: {string.Join(", ", Territories)}.", nameof(territory));
        }

        var easter = Easter(year);
        List<PublicHoliday> days =
        [
            new(new(year, 1, 1), "Jour de l’an"),
            new(easter.AddDays(1), "Lundi de Pâques"),
            new(new(year, 5, 1), "Fête du Travail"),
            new(new(year, 5, 8), "Victoire de 1945"),
            new(easter.AddDays(39), "Ascension"),
            new(easter.AddDays(50), "Lundi de Pentecôte"),
            new(new(year, 7, 14), "Fête nationale"),
            new(new(year, 8, 15), "Assomption"),
            new(new(year, 11, 1), "Toussaint"),
            new(new(year, 11, 11), "Armistice de 1918"),
            new(new(year, 12, 25), "Noël"),
        ];
        if (territory == "alsace-moselle")
        {
            days.Add(new(easter.AddDays(-2), "Vendredi saint"));
            days.Add(new(new(year, 12, 26), "Saint-Étienne"));
        }
        else if (AbolitionDays.TryGetValue(territory, out var abolition))
        {
            days.Add(new(new(year, abolition.Month, abolition.Day), "Abolition de l’esclavage"));
        }

        return [.. days.GroupBy(d => d.Date).OrderBy(g => g.Key).Select(g => new PublicHoliday(g.Key, string.Join(" et ", g.Select(d => d.Name))))];
    }

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher).</summary>
    public static DateOnly Easter(int year)
    {
        var a = year % 19;
        var b = year / 100;
        var c = year % 100;
        var d = b / 4;
        var e = b % 4;
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var i = c / 4;
        var k = c % 4;
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
