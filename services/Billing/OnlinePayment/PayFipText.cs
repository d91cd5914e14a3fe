using System.Globalization;
using Preau.Billing.Treasury;

namespace Preau.Billing.OnlinePayment;

/// <summary>Texts and figures as PayFiP takes them (facts §1.2).</summary>
internal static class PayFipText
{
    public const int MaxObject = 100;

    /// <summary>Letters without accents, digits and single spaces, 100 at most.</summary>
    public static string Object(string text)
    {
        var words = new string([.. PlainLetters.Of(text).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var result = string.Join(' ', words);
        return result.Length <= MaxObject ? result : result[..MaxObject].TrimEnd();
    }

    /// <summary>Cents as digits: never through a binary fraction.</summary>
    public static string Amount(long cents) => cents.ToString(CultureInfo.InvariantCulture);
}
