using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>One month of a family as the page shows it: rows left by the filters, prices, weeks.</summary>
public sealed class MonthGrid
{
    public MonthGrid(MonthView view, GridFilter filter, DateOnly? week)
    {
        View = view;
        Filter = filter;
        First = DateOnly.ParseExact(view.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Names = Choices.Names([.. view.Children.Select(c => c.ChildId)]);
        Children = [.. view.Children
            .Where(c => filter.Child is null || Names[c.ChildId] == filter.Child)
            .Select(c =>
                c with {
                    Rows = [.. c.Rows.Where(r =>
                        (filter.Facility is null || r.Facility == filter.Facility) && (filter.Service is null || r.Service == filter.Service))] })
            .Where(c => c.Rows.Length > 0)];
        var shown = week is { } asked && asked.AddDays(6) >= First && asked <= Last
            ? asked
            : view.Today >= First && view.Today <= Last ? Weekend(view.Today) ? view.Today.AddDays(2) : view.Today
            : First;
        Week = Monday(shown > Last ? Last : shown);
    }

    public MonthView View { get; }

    public GridFilter Filter { get; }

    public MonthChild[] Children { get; }

    /// <summary>Short names of the children in addresses.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; }

    public PriceBook Prices { get; set; } = PriceBook.Empty;

    /// <summary>Chosen before and not sent yet.</summary>
    public IReadOnlySet<CellRef> Chosen { get; set; } = new HashSet<CellRef>();

    /// <summary>What is booked is charged: amounts by cell, once Billing has heard of it.</summary>
    public IReadOnlyDictionary<CellRef, decimal> Charges { get; set; } = new Dictionary<CellRef, decimal>();

    public DateOnly First { get; }

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>Monday of the week a phone shows first.</summary>
    public DateOnly Week { get; }

    /// <summary>« 14 – 20 décembre ».</summary>
    public static string WeekLabel(DateOnly monday)
    {
        var sunday = monday.AddDays(6);
        return monday.Month == sunday.Month ? $"{Day(monday)} – {French.DayOfMonth(sunday)}" : $"{French.DayOfMonth(monday)} – {French.DayOfMonth(sunday)}";

        static string Day(DateOnly day) => day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>« Chez vous », « Chez Jeanne », when the children that are shown share it all week; else null.</summary>
    public string? WeekCustody(DateOnly monday)
    {
        var words = Children.Where(c => c.CustodyDays is not null)
            .SelectMany(c => Enumerable.Range(0, 5).Select(monday.AddDays).Where(d => d >= First && d <= Last).Select(d => CustodyWord(c, d.Day))).Distinct()
            .ToList();
        return words.Count == 1 ? words[0] : null;
    }

    public static string CustodyWord(MonthChild child, int day) =>
        child.CustodyDays![day - 1] ? "Chez vous" : child.OtherParent is { } other ? $"Chez {other.Split(' ')[0]}" : "Chez l’autre parent";

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Whether a month so far from today is kept, with the weeks beside it.</summary>
    public static bool IsNear(DateOnly day, DateOnly today) => day > today.AddYears(-9) && day < today.AddMonths(22);

    public static bool Weekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public static string Key(DateOnly day, string format = "yyyy-MM-dd") => day.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>What the parent wants to see (F-74); null shows all.</summary>
/// <param name="Child">Short name of the child, as in addresses.</param>
public sealed record GridFilter(string? Facility, string? Service, string? Child)
{
    public bool IsActive => Facility is not null || Service is not null || Child is not null;
}
