using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>What a day, an hour or a month costs, before all is rounded once.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PriceAttribute : EurosAttribute, IRefusal
{
    public const double Most = 100_000;

    public const string Why = "Un montant en euros, de 0 à 100 000, avec quatre décimales au plus.";

    /// <summary>Of a price, as of each of a list.</summary>
    public const int Digits = 4;

    public PriceAttribute()
        : base(0, Most) => Decimals = Digits;

    public string Sentence => Why;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class PercentAttribute(int most) : RangeAttribute(0, most), IRefusal
{
    public string Sentence { get; } = FormattableString.Invariant($"Un pourcentage de 0 à {most}.");
}

/// <summary>Key of a cash office, of a tariff or of what it is for.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OfficeKeyAttribute() : RegularExpressionAttribute(Form), IRefusal
{
    public const string Form = "^[a-z0-9][a-z0-9-]{0,63}$";

    public const string Why = "Minuscules sans accent, chiffres et tirets, 64 signes au plus.";

    public string Sentence => Why;
}

/// <summary>Account or product code as the treasury writes them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AccountCodeAttribute() : RegularExpressionAttribute("^[A-Za-z0-9]{1,20}$"), IRefusal
{
    public string Sentence => "De 1 à 20 lettres sans accent ou chiffres.";
}
