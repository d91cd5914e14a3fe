using System.Globalization;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>Lists inside a form, without script: a button that sends the form moves, adds or takes away a row; nothing is saved by it.</summary>
internal static class RowActs
{
    /// <param name="make">A new row.</param>
    /// <param name="act">"pieces/up/2", "pieces/down/0", "pieces/remove/1" or "pieces/add", as the buttons say it.</param>
    public static void Apply<T>(this List<T> rows, string? act, string name, Func<T> make)
    {
        var parts = (act ?? "").Split('/');
        if (parts[0] != name)
        {
            return;
        }

        var at = parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < rows.Count
            ? number
            : -1;
        switch (parts.ElementAtOrDefault(1))
        {
            case "add" when rows.Count < 50:
                rows.Add(make());
                break;
            case "remove" when at >= 0:
                rows.RemoveAt(at);
                break;
            case "up" when at > 0:
                (rows[at - 1], rows[at]) = (rows[at], rows[at - 1]);
                break;
            case "down" when at >= 0 && at < rows.Count - 1:
                (rows[at + 1], rows[at]) = (rows[at], rows[at + 1]);
                break;
        }
    }
}
