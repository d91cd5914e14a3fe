using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Office.Pages.Families;

/// <summary>A cell as a form of the agents' month writes it: <c>child.unit.20261214</c>.</summary>
internal static class ActCells
{
    /// <summary>What one request may hold, as the service says.</summary>
    public const int Most = 2500;

    public static string Write(Guid child, string unit, DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{child:N}.{unit}.{date:yyyyMMdd}");

    /// <summary>The intents of what was ticked, without doubles; what can't be read is left out.</summary>
    public static Intent[] Read(IEnumerable<string> written, IntentAction action, string? reason) =>
        [.. written.Distinct().Select(text => ReadOne(text, action, reason)).OfType<Intent>().OrderBy(i => i.Date)];

    private static Intent? ReadOne(string text, IntentAction action, string? reason)
    {
        var (first, last) = (text.IndexOf('.'), text.LastIndexOf('.'));
        return first > 0 && last > first + 1 && last - first <= 65 && Guid.TryParseExact(text[..first], "N", out var child)
            && DateOnly.TryParseExact(text[(last + 1)..], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new Intent(child, text[(first + 1)..last], date, action, action == IntentAction.Absence ? reason : null)
            : null;
    }

    public static IntentAction Action(string? word) =>
        word switch { "annuler" => IntentAction.Cancel, "absence" => IntentAction.Absence, _ => IntentAction.Book };
}
