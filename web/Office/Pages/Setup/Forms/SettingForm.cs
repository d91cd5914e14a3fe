using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>
/// Forms of settings read and write what their fields are marked with (<see cref="SettingAttribute{T}"/>): no name, default or range is said twice. A form
/// sent back unchanged changes nothing, whether the file writes a default out or leaves it away.
/// </summary>
internal static class SettingForm
{
    /// <summary>Fills the fields of that record from its place in the document; what is not there has its default.</summary>
    public static void Read<TRecord>(object form, JsonNode? node)
    {
        foreach (var (property, member) in Fields(form, typeof(TRecord)))
        {
            property.SetValue(form, Value(node, property.PropertyType, member));
        }
    }

    /// <summary>Writes the fields of that record; all other members stay.</summary>
    public static void Write<TRecord>(object form, JsonObject node)
    {
        foreach (var (property, member) in Fields(form, typeof(TRecord)))
        {
            Say(node, member, property.GetValue(form));
        }
    }

    private static IEnumerable<(PropertyInfo Property, SettingMember Member)> Fields(object form, Type record) =>
        from property in form.GetType().GetProperties()
        let setting = property.GetCustomAttribute<SettingAttribute>()
        where setting is { ByHand: false } && setting.Record == record
        select (property, setting.Member);

    private static object? Value(JsonNode? node, Type type, SettingMember member) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => node.Flag(member.Name, member.Default is true),
        var t when t == typeof(int) => node.Number(member.Name) ?? (int?)member.Default,
        var t when t == typeof(decimal) => node.Amount(member.Name) ?? (decimal?)member.Default,
        var t when t == typeof(DateOnly) => node.Day(member.Name),
        var t when t == typeof(DateTime) => node.Moment(member.Name),
        var t when t == typeof(TimeOnly) => node.Hour(member.Name),
        var t when t == typeof(string[]) => node.Texts(member.Name),
        _ => node.Text(member.Name) is { Length: > 0 } text ? text : Word(member),
    };

    private static void Say(JsonObject node, SettingMember member, object? value)
    {
        switch (value)
        {
            case bool flag:
                node.Say(member.Name, flag, member.Default is true);
                break;
            case decimal amount:
                node.Say(member.Name, amount, (decimal?)member.Default);
                break;
            case int number:
                node.Say(member.Name, number, (int?)member.Default);
                break;
            case DateOnly day:
                node.Say(member.Name, day);
                break;
            case DateTime moment:
                node.Say(member.Name, moment);
                break;
            case TimeOnly hour:
                node.Say(member.Name, hour);
                break;
            case string[] texts:
                node.Say(member.Name, member.Type == typeof(WeekdaySet) ? texts : InOrder(node.Texts(member.Name), texts));
                break;
            case string text:
                node.Say(member.Name, text, Word(member));
                break;
            case null when member.Default is not null and not string:
                break;
            default:
                node.Put(member.Name, null);
                break;
        }
    }

    private static string Word(SettingMember member) => member.Default switch
    {
        string text => text,
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        _ => "",
    };

    // Boxes come in the order of the page; what the file names already keeps its place.
    private static IEnumerable<string> InOrder(string[] before, string[] chosen) => before.Where(chosen.Contains).Concat(chosen.Except(before));
}
