using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>A key of the commune's file: 1 to 64 small letters, digits and hyphens.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingKeyAttribute : RegularExpressionAttribute
{
    public SettingKeyAttribute()
        : base("^[a-z0-9-]{1,64}$") => ErrorMessage = "1 à 64 lettres minuscules, chiffres et tirets";
}
