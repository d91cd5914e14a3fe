using System.Globalization;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Planning;

/// <summary>One cell of the family's planning.</summary>
public readonly record struct CellRef(Guid Child, string Unit, DateOnly Date);

/// <summary>
/// Cells in an address, short enough for a month of check boxes:
/// <c>0001.restauration.20261214</c>, several days of a row
/// <c>0001.restauration.20261214-15-18</c>.
/// The first part is the end of the child's id, as long as needed to tell the family's children apart.
/// </summary>
public sealed class Choices(FamilyClient family)
{
    /// <summary>Short names of the children.</summary>
    public static Dictionary<Guid, string> Names(IReadOnlyCollection<Guid> children)
    {
        var ids = children.Distinct().ToDictionary(id => id, id => id.ToString("N"));
        var length = 4;
        while (length < 32 && ids.Values.Select(id => id[^length..]).Distinct().Count() < ids.Count)
        {
            length++;
        }

        return ids.ToDictionary(id => id.Key, id => id.Value[^length..]);
    }

    public static string Write(string child, string unit, DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{child}.{unit}.{date:yyyyMMdd}");

    /// <summary>
    /// All cells that a query says: whole addresses <c>c=</c>, and the check boxes of a month, whose names are short since they are hundreds:
    /// <c>3.14=on</c> is the fourth of the columns in <c>k=</c> on the 14th of the month <c>m=202612</c>. Both lists come from the page that was sent.
    /// </summary>
    public static string[] Of(IQueryCollection query)
    {
        var columns = query["k"].ToString().Split(' ');
        var boxes = query.Keys.Select(name =>
            name.Split('.') is [var column, var day] && int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < columns.Length
            && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{columns[index]}.{query["m"]}{number:00}")
            : null)
            .OfType<string>();
        return [.. query["c"].OfType<string>(), .. boxes];
    }

    /// <summary>The cells of an address, in the order of days, without doubles; what can't be read, or is no child of this family, is left out.</summary>
    public async Task<CellRef[]> ReadAsync(IReadOnlyList<string>? written, CancellationToken ct)
    {
        if (written is null or [])
        {
            return [];
        }

        var me = await family.MeAsync(ct);
        return Read(written, [.. me.Children.Select(c => c.ChildId)]);
    }

    public static CellRef[] Read(IEnumerable<string> written, IReadOnlyCollection<Guid> children) =>
        [.. written.SelectMany(text => ReadOne(text, children)).Distinct().OrderBy(c => c.Date).ThenBy(c => Position(children, c.Child))];

    /// <summary>The same cells, written again for a link.</summary>
    public static IEnumerable<string> Write(IEnumerable<CellRef> cells, IReadOnlyCollection<Guid> children) => Write(cells, Names(children));

    /// <summary>With whole ids, where the family's other children are not known.</summary>
    public static IEnumerable<string> WriteWhole(IReadOnlyCollection<CellRef> cells) =>
        Write(cells, cells.Select(c => c.Child).Distinct().ToDictionary(id => id, id => id.ToString("N")));

    private static IEnumerable<string> Write(IEnumerable<CellRef> cells, Dictionary<Guid, string> names) =>
        cells.Where(c => names.ContainsKey(c.Child)).GroupBy(c => (c.Child, c.Unit, c.Date.Year, c.Date.Month)).Select(g =>
            Write(names[g.Key.Child], g.Key.Unit, g.First().Date)
                + string.Concat(g.Skip(1).Select(c => string.Create(CultureInfo.InvariantCulture, $"-{c.Date.Day:00}"))));

    private static int Position(IReadOnlyCollection<Guid> children, Guid child) => children.TakeWhile(c => c != child).Count();

    private static IEnumerable<CellRef> ReadOne(string text, IReadOnlyCollection<Guid> children)
    {
        var (first, last) = (text.IndexOf('.'), text.LastIndexOf('.'));
        if (first < 4 || last <= first + 1 || last - first > 65)
        {
            yield break;
        }

        var known = children.Where(id => id.ToString("N").EndsWith(text[..first], StringComparison.OrdinalIgnoreCase)).ToList();
        var days = text[(last + 1)..].Split('-');
        if (known.Count != 1 || !DateOnly.TryParseExact(days[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            yield break;
        }

        var unit = text[(first + 1)..last];
        yield return new CellRef(known[0], unit, date);
        foreach (var more in days.Skip(1))
        {
            if (int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day >= 1
                && day <= DateTime.DaysInMonth(date.Year, date.Month))
            {
                yield return new CellRef(known[0], unit, new DateOnly(date.Year, date.Month, day));
            }
        }
    }
}

internal static class Intents
{
    public static Intent ToIntent(this CellRef cell, IntentAction action, string? reason = null) => new(cell.Child, cell.Unit, cell.Date, action, reason);
}
