using System.Globalization;

namespace Preau.Contracts.Words;

/// <summary>
/// Dates, hours, money, numbers and lists as families read them: the one place for services and fronts. No-break spaces where a line must not be cut; in
/// running text (<c>gap: ' '</c>) between the parts of a date it may be. Days and moments are local: the caller converts.
/// </summary>
public static class French
{
    private const char Nb = '\u00A0';

    // A school year is told with both its years; a holiday over New Year needs one.
    private const int Long = 180;

    private static readonly string[] Days = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
    private static readonly string[] ShortDays = ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."];
    private static readonly string[] Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre"];
    private static readonly string[] ShortMonths = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    private static readonly NumberFormatInfo Numbers = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = Nb.ToString(),
        NegativeSign = "−",
        NumberDecimalDigits = 2,
    };

    private static readonly NumberFormatInfo Plainly = new() { NumberDecimalSeparator = ",", NegativeSign = "-" };

    /// <summary>What sorts names and says what is a capital.</summary>
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("fr-FR");

    /// <inheritdoc cref="Grammar.De"/>
    public static string De(string name) => Grammar.De(name);

    /// <inheritdoc cref="Grammar.Que"/>
    public static string Que(string name) => Grammar.Que(name);

    /// <inheritdoc cref="Grammar.Agree"/>
    public static string Agree(string word, string? gender) => Grammar.Agree(word, gender);

    /// <summary>« 28,20 € », « −1 204,00 € ».</summary>
    public static string Money(decimal amount) => amount.ToString("N2", Numbers) + Nb + "€";

    /// <summary>« 612 », « 7,5 »: no more digits than needed, at most two.</summary>
    public static string Number(decimal value) => value.ToString("#,0.##", Numbers);

    /// <summary>« 3,60 € », « 0,4125 € »: what one of something costs, with more digits only when there are.</summary>
    public static string Price(decimal amount) => (amount < 0 ? "−" + Nb.ToString() : "") + Math.Abs(amount).ToString("#,0.00##", Numbers) + Nb + "€";

    /// <summary>« 12,5 % ».</summary>
    public static string Percent(decimal value) => Number(value) + Nb + "%";

    /// <summary>« 1480,5 »: as a field or a cell of a table holds it, without spaces.</summary>
    /// <param name="least">Digits that always stand after the comma.</param>
    public static string Plain(decimal value, int least = 0, int most = 2) =>
        value.ToString("0." + new string('0', least) + new string('#', Math.Max(0, most - least)), Plainly);

    /// <summary>« jeudi 26 novembre », with the year when it is not the one of <paramref name="today"/>.</summary>
    public static string Day(DateOnly day, DateOnly? today = null, char gap = Nb) => $"{Days[(int)day.DayOfWeek]} {DayOfMonth(day, today, gap)}";

    /// <summary>« 26 novembre », « 1er décembre ».</summary>
    public static string DayOfMonth(DateOnly day, DateOnly? today = null, char gap = Nb) => $"{First(day)}{gap}{Months[day.Month - 1]}{Year(day, today, gap)}";

    /// <summary>« 1er décembre 2026 ».</summary>
    public static string Date(DateOnly day, char gap = Nb) => $"{First(day)}{gap}{Months[day.Month - 1]} {day.Year}";

    /// <summary>« mar. 1er déc. », for tables only.</summary>
    public static string ShortDay(DateOnly day, DateOnly? today = null) =>
        $"{ShortDays[(int)day.DayOfWeek]}{Nb}{First(day)}{Nb}{ShortMonths[day.Month - 1]}{Year(day, today)}";

    /// <summary>« décembre 2026 ».</summary>
    public static string Month(DateOnly day) => $"{Months[day.Month - 1]} {day.Year}";

    /// <summary>« décembre »: when the year is plain from the page.</summary>
    public static string MonthName(int month) => Months[month - 1];

    /// <summary>« jeu. », « jeudi ».</summary>
    public static string DayName(DayOfWeek day, bool brief = false) => (brief ? ShortDays : Days)[(int)day];

    /// <summary>« 12 h », « 8 h 05 ».</summary>
    public static string Hour(TimeOnly time) => time.Minute == 0 ? $"{time.Hour}{Nb}h" : $"{time.Hour}{Nb}h{Nb}{time.Minute:00}";

    /// <summary>« 35 min », « 2 h », « 2 h 05 ».</summary>
    public static string Duration(int minutes) =>
        minutes < 60 ? $"{minutes}{Nb}min" : minutes % 60 == 0 ? $"{Number(minutes / 60)}{Nb}h" : $"{Number(minutes / 60)}{Nb}h{Nb}{minutes % 60:00}";

    /// <summary>« jeudi 26 novembre à 12 h ».</summary>
    public static string Moment(DateTime local, DateOnly? today = null, char gap = Nb) =>
        $"{Day(DateOnly.FromDateTime(local), today, gap)} à {Hour(TimeOnly.FromDateTime(local))}";

    /// <summary>« du 14 au 18 décembre », « du 28 novembre au 2 décembre »; one day: « le 14 décembre ».</summary>
    public static string Period(DateOnly from, DateOnly to, DateOnly? today = null, char gap = Nb)
    {
        if (from == to)
        {
            return $"le {DayOfMonth(from, today, gap)}";
        }

        var start = (from.Month, from.Year) == (to.Month, to.Year) ? First(from)
            : DayOfMonth(from, from.Year == to.Year ? null : to.DayNumber - from.DayNumber > Long ? to : today ?? to, gap);
        return $"du {start} au {DayOfMonth(to, today, gap)}";
    }

    /// <summary>« du 14 au 18 décembre »; what has no end: « depuis le 14 décembre ».</summary>
    public static string Since(DateOnly from, DateOnly? until, DateOnly today) =>
        until is { } last ? Period(from, last, today) : $"depuis le {DayOfMonth(from, today)}";

    /// <summary>« aujourd’hui », « hier », « dans 2 jours », « il y a 7 jours »: beside the date, never alone.</summary>
    public static string Relative(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "aujourd’hui",
        1 => "demain",
        -1 => "hier",
        > 0 and var days => $"dans {days}{Nb}jours",
        var days => $"il y a {-days}{Nb}jours",
    };

    /// <summary>« il y a 5 minutes », « dans 3 heures », then days.</summary>
    public static string Relative(DateTime moment, DateTime now)
    {
        var span = (moment - now).Duration();
        if (span.TotalHours >= 24 || (span.TotalHours >= 12 && moment.Date != now.Date))
        {
            return Relative(DateOnly.FromDateTime(moment), DateOnly.FromDateTime(now));
        }

        var text = span.TotalMinutes < 1 ? "moins d’une minute"
            : span.TotalMinutes < 60 ? Count((int)span.TotalMinutes, "minute") : Count((int)span.TotalHours, "heure");
        return moment >= now ? $"dans {text}" : $"il y a {text}";
    }

    /// <summary>« 1 jour », « 6 jours choisis »: none and one are singular. Without
    /// <paramref name="many"/>, each word of <paramref name="one"/> takes an s.</summary>
    public static string Count(int count, string one, string? many = null) => $"{Number(count)}{Nb}{Plural(count, one, many)}";

    /// <summary>« 20 tickets (Carnet de 10 repas) ».</summary>
    public static string TicketsOf(int count, string? book) => Count(count, "ticket") + (book is null ? "" : $" ({book})");

    /// <summary>The noun alone, agreed with <paramref name="count"/>.</summary>
    public static string Plural(int count, string one, string? many = null) =>
        Math.Abs(count) < 2 ? one : many ?? one.Replace(" ", "s ", StringComparison.Ordinal) + "s";

    /// <summary>« Louise, Tom et Inès ».</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} et {items[^1]}";

    /// <summary>« 180 ko », « 1,4 Mo »: thousands, as browsers show them.</summary>
    public static string Size(long bytes) => bytes < 1_000_000
        ? $"{Number(Math.Max(1, Math.Round(bytes / 1000m)))}{Nb}ko" : $"{Number(Math.Round(bytes / 1_000_000m, 1))}{Nb}Mo";

    /// <summary>First letter in upper case, to begin a sentence.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    private static string First(DateOnly day) => day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);

    private static string Year(DateOnly day, DateOnly? today, char gap = Nb) => today is { } t && t.Year != day.Year ? $"{gap}{day.Year}" : "";
}
