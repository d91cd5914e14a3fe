using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>Limits in French, for agents and families.</summary>
public static class FrenchDeadlines
{
    private const char NoBreak = '\u00A0';

    extension(DeadlineRule rule)
    {
        /// <summary>« au plus tard l’avant-veille ouvrée à 12 h ».</summary>
        public string Sentence => rule.On is null ? Limit(rule) : $"{Days(rule.On)}, {Limit(rule)}";

        /// <summary>What happens afterwards: « Après, la demande est refusée. »</summary>
        public string LateSentence => rule.Late switch
        {
            LateAnswer.Refuse => "Après, la demande est refusée.",
            LateAnswer.ToAgent => "Après, un agent décide.",
            LateAnswer.Allow => "Après, la demande est acceptée quand même.",
            _ => "Après, la demande est acceptée avec le supplément du tarif.",
        };
    }

    private static string Limit(DeadlineRule rule) => rule switch
    {
        TimedRule timed => $"au plus tard {Day(timed)} à {FrenchDates.Time(timed.Time)}",
        PerWeekdayTable table => string.Join($"{NoBreak}; ", WeekdaySet.EveryDay.Listed().Where(d => table.LimitOf(d) is not null)
            .Select(d => (Day: d, Limit: table.LimitOf(d)!))
            .GroupBy(e => e.Limit)
            .Select(g => $"pour {List([.. g.Select(e => $"le {FrenchDates.Weekday(e.Day)}")])}, "
                + $"au plus tard le {FrenchDates.Weekday(g.Key.Weekday)} précédent à {FrenchDates.Time(g.Key.Time)}")),
        _ => "jusqu’à la fin du jour même",
    };

    private static string Day(TimedRule rule) => rule switch
    {
        DaysBefore before => DaysBefore(before.Days, before.Skip),
        BookingPeriod { Days: 0 } => "le premier jour de la période",
        BookingPeriod period => $"{Count(period.Days, period.Skip)} avant le début de la période{Without(period.Skip, period.Skip.IsWorkingDays)}",
        PreviousWeekday previous => $"le {FrenchDates.Weekday(previous.Weekday)} précédent",
        WeekdayOfWeek { WeeksBefore: 1 } week => $"le {FrenchDates.Weekday(week.Weekday)} de la semaine précédente",
        WeekdayOfWeek week => $"le {FrenchDates.Weekday(week.Weekday)}, {week.WeeksBefore}{NoBreak}semaines avant,",
        PreviousOpenDay => "le jour d’ouverture précédent",
        DayOfPreviousMonth { Day: 1 } => "le 1er du mois précédent",
        DayOfPreviousMonth { Day: 31 } => "le dernier jour du mois précédent",
        DayOfPreviousMonth month => $"le {month.Day} du mois précédent",

        // The year is always told: a rule outlives the year in which it is read.
        FixedDate date => $"le {FrenchDates.Day(date.Date, DateOnly.MinValue)}",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name),
    };

    /// <summary>« pour les mercredis des vacances ».</summary>
    private static string Days(DayFilter filter)
    {
        var days = filter.Weekdays.IsEmpty ? "les jours" : List([.. filter.Weekdays.Listed().Select(d => $"les {FrenchDates.Weekday(d)}s")]);
        return filter.Period switch
        {
            FilterPeriod.School => $"pour {days} d’école",
            FilterPeriod.Holidays => $"pour {days} de vacances",
            _ => $"pour {days}",
        } + (filter.From, filter.Until) switch
        {
            ({ } from, { } until) => " " + FrenchDates.Range(from, until, DateOnly.MinValue),
            ({ } from, null) => $" à partir du {FrenchDates.DayOfMonth(from, DateOnly.MinValue)}",
            (null, { } until) => $" jusqu’au {FrenchDates.DayOfMonth(until, DateOnly.MinValue)}",
            _ => "",
        };
    }

    /// <summary>« sans compter les samedis et dimanches, les jours fériés »; working days are said otherwise.</summary>
    private static string Without(Skip skip, bool asWorkingDays)
    {
        string[] parts =
        [
            .. skip.Weekends && !asWorkingDays ? ["les samedis et dimanches"] : (string[])[],
            .. skip.PublicHolidays && !asWorkingDays ? ["les jours fériés"] : (string[])[],
            .. skip.Closures ? ["les fermetures"] : (string[])[],
            .. skip.SchoolHolidays ? ["les vacances scolaires"] : (string[])[],
            .. skip.Weekdays.Listed().Select(d => $"les {FrenchDates.Weekday(d)}s"),
        ];
        return parts.Length == 0 ? "" : $" (sans compter {List(parts)})";
    }

    /// <summary>« la veille », « l’avant-veille ouvrée », « 3 jours ouvrés avant ».</summary>
    public static string DaysBefore(int days, Skip skip)
    {
        var working = skip.IsWorkingDays;
        var text = days switch
        {
            0 => "le jour même",
            1 => working ? "la veille ouvrée" : "la veille",
            2 => working ? "l’avant-veille ouvrée" : "l’avant-veille",
            _ => $"{Count(days, skip)} avant",
        };
        return text + Without(skip, asWorkingDays: working && days > 0);
    }

    public static string Count(int days, Skip skip) =>
        (days, skip.IsWorkingDays) switch
        {
            (1, false) => $"1{NoBreak}jour",
            (1, true) => $"1{NoBreak}jour ouvré",
            (_, false) => $"{days}{NoBreak}jours",
            _ => $"{days}{NoBreak}jours ouvrés",
        };

    /// <summary>« a, b et c ».</summary>
    public static string List(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} et {parts[^1]}";
}
