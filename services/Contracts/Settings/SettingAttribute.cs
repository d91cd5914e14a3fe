using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Preau.Contracts.Settings;

/// <summary>A field of a form asks for that setting: its label, help, range and default are those of the record.</summary>
/// <param name="record">The record of the commune's file.</param>
/// <param name="property">Of the record.</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class SettingAttribute(Type record, string property) : ValidationAttribute
{
    public Type Record => record;

    public SettingMember Member => field ??= SettingMember.Of(record, property);

    /// <summary>Said when nothing is filled in; null where nothing may stay.</summary>
    public string? Missing { get; init; }

    /// <summary>As <see cref="Missing"/>, with the range as the sentence.</summary>
    public bool Needed { get; init; }

    /// <summary>Only label and range: the form reads and writes it in its own way.</summary>
    public bool ByHand { get; init; }

    public bool IsNeeded => Needed || Missing is not null;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        Problem(value is string text ? text.Trim() : value) is { } problem ? new ValidationResult(problem, [validationContext.MemberName!]) : null;

    private string? Problem(object? value)
    {
        if (value is null or "")
        {
            return IsNeeded ? Missing ?? Expected() : null;
        }

        if (value is string text)
        {
            return Member.Length is { } length && text.Length > length.MaximumLength ? Member.Sentence ?? $"{length.MaximumLength} signes au plus." : null;
        }

        return Member.Range is { } range && value is int or decimal
            && (Convert.ToDecimal(value, CultureInfo.InvariantCulture) < Least(range) || Convert.ToDecimal(value, CultureInfo.InvariantCulture) > Most(range))
            ? Expected() : null;
    }

    private string Expected() => Member.Sentence ?? (Member.Range is { } range
        ? $"Indiquez un nombre entre {SettingText.Number(range.Minimum)} et {SettingText.Number(range.Maximum)}{(IsNeeded ? "" : ", ou laissez vide")}."
        : "Ce champ est à remplir.");

    private static decimal Least(RangeAttribute range) => Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture);

    private static decimal Most(RangeAttribute range) => Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
}

/// <inheritdoc/>
/// <typeparam name="TRecord">The record of the commune's file.</typeparam>
public sealed class SettingAttribute<TRecord>(string property) : SettingAttribute(typeof(TRecord), property);
