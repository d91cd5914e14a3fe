using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>
/// One setting of a record of the commune's file: name, label, range, default. Schema, checks, forms and lists of changes read it here and nowhere else.
/// </summary>
public sealed class SettingMember
{
    private static readonly Dictionary<Type, IReadOnlyList<SettingMember>> Known = [];

    private readonly LabelAttribute? _label;

    private SettingMember(PropertyInfo property, ParameterInfo? parameter, object? example)
    {
        Property = property;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var nullable = new NullabilityInfoContext().Create(property);
        IsNullable = nullable.WriteState == NullabilityState.Nullable || nullable.ReadState == NullabilityState.Nullable;
        IsRequired = parameter is { HasDefaultValue: false } || property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute))
            || property.IsDefined(typeof(JsonRequiredAttribute));
        Default = IsRequired ? null : parameter is not null ? parameter.DefaultValue : example is null ? null : property.GetValue(example);
        _label = property.GetCustomAttribute<LabelAttribute>();
        Range = property.GetCustomAttribute<RangeAttribute>();
        Length = property.GetCustomAttribute<StringLengthAttribute>();
        (Pattern, PatternWords) = property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern ? (pattern.Pattern, pattern.ErrorMessage) : default;
        Items = property.GetCustomAttribute<ItemsAttribute>();
        Least = property.GetCustomAttribute<MinLengthAttribute>()?.Length;
        Most = property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
        Allowed = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Select(v => v is Enum word ? SettingShape.WordOf(word) : v).ToArray();
        Sentence = property.GetCustomAttributes().OfType<IRefusal>().FirstOrDefault()?.Sentence;
    }

    public PropertyInfo Property { get; }

    /// <summary>As the file writes it: "latePercent".</summary>
    public string Name { get; }

    public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsRequired { get; }

    public bool IsNullable { get; }

    /// <summary>What holds when it is left out.</summary>
    public object? Default { get; }

    public string Label => _label?.Text ?? Name;

    public string? Help => _label?.Help;

    /// <summary>What a list of changes calls it.</summary>
    public string Word => _label?.Word ?? (_label is null ? Name : char.ToLowerInvariant(Label[0]) + Label[1..]);

    public bool HasLabel => _label is not null;

    public RangeAttribute? Range { get; }

    public StringLengthAttribute? Length { get; }

    public string? Pattern { get; }

    /// <summary>The pattern in French: « 14 chiffres ».</summary>
    public string? PatternWords { get; }

    /// <summary>What each element of the list may be.</summary>
    public ItemsAttribute? Items { get; }

    /// <summary>Elements of a list at least, and at most.</summary>
    public int? Least { get; }

    public int? Most { get; }

    /// <summary>The only values that are permitted.</summary>
    public object?[]? Allowed { get; }

    /// <summary>Why a value out of the range is refused, where the setting has its own words for it.</summary>
    public string? Sentence { get; }

    /// <summary>Settings of a record, in the order of its declaration.</summary>
    public static IReadOnlyList<SettingMember> Of(Type record)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(record, out var members))
            {
                Known[record] = members = Read(record);
            }

            return members;
        }
    }

    /// <param name="property">Name of the property: <c>nameof(AbsenceReasonDocument.LatePercent)</c>.</param>
    public static SettingMember Of(Type record, string property) =>
        Of(record).FirstOrDefault(m => m.Property.Name == property) ?? throw new ArgumentException($"{record.Name} has no setting {property}.");

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Not trimmed.")]
    private static List<SettingMember> Read(Type record)
    {
        var constructor = record.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        var parameters = constructor?.GetParameters().ToDictionary(p => p.Name!) ?? [];
        var example = parameters.Count == 0 && !record.IsAbstract ? Activator.CreateInstance(record) : null;

        // Of a base record first: what all kinds of a rule have.
        return [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always })
            .Select(p => (Property: p, Depth: Depth(p.DeclaringType!))).OrderBy(p => p.Depth)
            .Select(p => new SettingMember(p.Property, parameters.GetValueOrDefault(p.Property.Name), example))];
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
