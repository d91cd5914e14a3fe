using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>
/// A weekly pattern in an address, so that a sign-in in between loses nothing: <c>l=0001.restauration.2</c> for a child, a service and a weekday,
/// <c>du</c>, <c>fin=vacances|annee|date</c>, <c>au</c>, <c>semaines=toutes|une-sur-deux|paires|impaires</c>, <c>ancre</c>, <c>a=annuler</c>.
/// </summary>
public sealed class PatternChoice
{
    private PatternChoice(IQueryCollection query, DateOnly today)
    {
        Lines = [.. query["l"].OfType<string>().Where(l => Parts(l) is not null).Distinct()];
        (From, IsDated) = (Day(query["du"]) ?? today, query.ContainsKey("du"));
        Until = Day(query["au"]);
        Anchor = Day(query["ancre"]);
        End = query["fin"].ToString() switch { "annee" => PatternEnd.SchoolYear, "date" => PatternEnd.Date, _ => PatternEnd.Holidays };
        Weeks = query["semaines"].ToString() switch
        {
            "une-sur-deux" => PatternWeeks.OneInTwo,
            "paires" => PatternWeeks.Even,
            "impaires" => PatternWeeks.Odd,
            _ => PatternWeeks.Every
        };
        Cancels = query["a"] == "annuler";
    }

    /// <summary>Child, unit and weekday of each ticked box, as in the address.</summary>
    public IReadOnlyList<string> Lines { get; private set; }

    public DateOnly From { get; private set; }

    /// <summary>The address says from when.</summary>
    private bool IsDated { get; }

    public DateOnly? Until { get; }

    public DateOnly? Anchor { get; set; }

    public PatternEnd End { get; }

    public PatternWeeks Weeks { get; set; }

    public string WeeksWords => Weeks switch
    {
        PatternWeeks.OneInTwo => "une semaine sur deux",
        PatternWeeks.Even => "les semaines paires",
        PatternWeeks.Odd => "les semaines impaires",
        _ => "toutes les semaines",
    };

    public bool Cancels { get; }

    public static PatternChoice Read(IQueryCollection query, DateOnly today) => new(query, today);

    /// <summary>The same weekdays as these cells, from the first of them.</summary>
    public void Tick(IReadOnlyCollection<CellRef> cells, IReadOnlyDictionary<Guid, string> names)
    {
        From = cells.Count > 0 && !IsDated ? cells.Min(c => c.Date) : From;
        Lines = [.. Lines.Concat(cells.Where(c => names.ContainsKey(c.Child)).Select(c => Line(names[c.Child], c.Unit, Weekday(c.Date)))).Distinct()];
    }

    public static string Line(string child, string unit, int weekday) => string.Create(CultureInfo.InvariantCulture, $"{child}.{unit}.{weekday}");

    /// <summary>1 Monday … 7 Sunday.</summary>
    public static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    /// <summary>« mardi » of 2.</summary>
    public static string DayName(int weekday) => French.DayName((DayOfWeek)(weekday % 7));

    /// <summary>What the service is asked; rows of children that are not this family's are left out.</summary>
    public PatternRequest ToRequest(Guid key, IReadOnlyDictionary<Guid, string> names, string? comment = null)
    {
        var ids = names.ToDictionary(n => n.Value, n => n.Key);
        var rows = Lines.Select(l => Parts(l)!.Value).Where(p => ids.ContainsKey(p.Child)).GroupBy(p => (p.Child, p.Unit))
            .Select(g => new PatternRow(ids[g.Key.Child], g.Key.Unit, [.. g.Select(p => p.Weekday).Distinct().Order()]));
        return new PatternRequest(key, Cancels ? IntentAction.Cancel : IntentAction.Book, From, [.. rows], End, End == PatternEnd.Date ? Until : null, Weeks,
            Weeks == PatternWeeks.OneInTwo ? Anchor : null, comment);
    }

    /// <summary>The address of the form or of its check.</summary>
    public QueryString ToQuery()
    {
        var query = QueryString.Create(Lines.Select(l => KeyValuePair.Create("l", (string?)l)));
        foreach (var (name, value) in new[]
        {
            ("du", MonthGrid.Key(From)), ("fin", End switch { PatternEnd.SchoolYear => "annee", PatternEnd.Date => "date", _ => "vacances" }),
            ("au", Until is { } until ? MonthGrid.Key(until) : null),
            ("semaines", Weeks switch { PatternWeeks.OneInTwo => "une-sur-deux", PatternWeeks.Even => "paires", PatternWeeks.Odd => "impaires", _ => null }),
            ("ancre", Anchor is { } anchor ? MonthGrid.Key(anchor) : null), ("a", Cancels ? "annuler" : null),
        })
        {
            query = value is null ? query : query.Add(name, value);
        }

        return query;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static (string Child, string Unit, int Weekday)? Parts(string line)
    {
        var (first, last) = (line.IndexOf('.'), line.LastIndexOf('.'));
        return first >= 4 && last > first + 1 && last - first <= 65 && line[(last + 1)..] is [>= '1' and <= '7' and var day]
            ? (line[..first], line[(first + 1)..last], day - '0')
            : null;
    }
}
