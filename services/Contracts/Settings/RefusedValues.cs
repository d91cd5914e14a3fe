using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Preau.Contracts.Settings;

/// <summary>
/// A record that was read against its own ranges. Each value out of them is refused with its sentence; where several settings have one sentence in common,
/// or it hangs on others too, the member has none and the service asks <see cref="Fits"/>.
/// </summary>
public static class RefusedValues
{
    public static IEnumerable<(string Path, string Sentence)> Find(object record, string path = "")
    {
        foreach (var member in SettingMember.Of(record.GetType()))
        {
            if (member.Property.GetValue(record) is not { } value)
            {
                continue;
            }

            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            foreach (var found in OfMember(member, value, place))
            {
                yield return found;
            }
        }
    }

    /// <summary>Whether these settings of the record are in their ranges, whatever stands inside their lists.</summary>
    /// <param name="only">None for all.</param>
    public static bool Fits(object record, params string[] only) => SettingMember.Of(record.GetType())
        .Where(m => only.Length == 0 || only.Contains(m.Property.Name))
        .All(m => m.Property.GetValue(record) is not { } value || Holds(m, value));

    private static IEnumerable<(string Path, string Sentence)> OfMember(SettingMember member, object value, string place)
    {
        var elements = value is Array list ? list.Cast<object>().ToList() : [];
        if (member.Sentence is { } sentence && (!Holds(member, value) || (member.Items is { Sentence: null } each && !elements.TrueForAll(each.Fits))))
        {
            yield return (place, sentence);
        }

        if (member.Items is { Sentence: { } ofEach } items)
        {
            foreach (var (i, _) in elements.Index().Where(e => !items.Fits(e.Item)))
            {
                yield return ($"{place}[{i}]", ofEach);
            }
        }

        var inner = SettingShape.KindOf(member.Type) == SettingKind.Record ? Find(value, place)
            : SettingShape.ElementOf(member.Type) is { } element && SettingShape.KindOf(element) == SettingKind.Record
                ? elements.SelectMany((e, i) => Find(e, $"{place}[{i}]")) : [];
        foreach (var found in inner)
        {
            yield return found;
        }
    }

    private static bool Holds(SettingMember member, object value) => value switch
    {
        string text => IsLong(member.Length, text) && (member.Pattern is null || IsWhole(member.Pattern, text)) && IsAllowed(member, text),
        Enum word => IsAllowed(member, SettingShape.WordOf(word)),
        int or decimal => InRange(member.Range, Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        ICollection list => (member.Least ?? 0) <= list.Count && list.Count <= (member.Most ?? int.MaxValue),
        _ => true,
    };

    private static bool IsAllowed(SettingMember member, string word) => member.Allowed?.Contains(word) != false;

    // What has to say something is measured without the spaces around it.
    private static bool IsLong(StringLengthAttribute? length, string text) => length is null
        || (length.MinimumLength > 0 ? length.MinimumLength <= text.Trim().Length && text.Trim().Length <= length.MaximumLength
            : text.Length <= length.MaximumLength);

    private static bool InRange(RangeAttribute? range, decimal value) => range is null
        || (Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture) <= value && value <= Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture)
            && (range is not EurosAttribute euros || decimal.Round(value, euros.Decimals) == value));

    // $ would let a line break through.
    internal static bool IsWhole(string pattern, string text) =>
        Regex.Match(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match && match.Length == text.Length;
}
