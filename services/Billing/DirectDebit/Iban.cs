using System.Globalization;
using System.Numerics;

namespace Preau.Billing.DirectDebit;

/// <summary>An account number (ISO 13616): checked, shown masked, kept sealed.</summary>
internal static class Iban
{
    private static readonly Dictionary<string, int> Lengths = new()
    {
        ["AD"] = 24, ["AT"] = 20, ["BE"] = 16, ["BG"] = 22, ["CH"] = 21, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18, ["EE"] = 20, ["ES"] = 24, ["FI"] = 18, ["FR"] = 27, ["GB"] = 22, ["GI"] = 23,
        ["GR"] = 27, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IS"] = 26, ["IT"] = 27, ["LI"] = 21, ["LT"] = 20, ["LU"] = 20, ["LV"] = 21, ["MC"] = 27, ["MT"] = 31, ["NL"] = 18, ["NO"] = 15, ["PL"] = 28,
        ["PT"] = 25, ["RO"] = 24, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24, ["SM"] = 27, ["VA"] = 22,
    };

    /// <summary>Capitals without spaces.</summary>
    public static string Plain(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c)).Select(char.ToUpperInvariant)]);

    /// <summary>A country of the SEPA area, its length, and its two check digits.</summary>
    public static bool IsValid(string text)
    {
        var iban = Plain(text);
        return iban.Length > 4 && iban.All(char.IsAsciiLetterOrDigit) && Lengths.TryGetValue(iban[..2], out var length) && iban.Length == length && iban[2..4].All(char.IsAsciiDigit)
            && Remainder(iban[4..] + iban[..4]) == 1;
    }

    /// <summary>"FR76 •••• •••• 123".</summary>
    public static string Masked(string iban) => $"{iban[..4]} •••• •••• {iban[^3..]}";

    /// <summary>Key of a French account, from its bank, branch and account number.</summary>
    public static string RibKey(string iban)
    {
        var plain = Plain(iban);
        var account = new string([.. plain[14..25].Select(c => char.IsAsciiDigit(c) ? c : (char)('0' + RibDigit(c)))]);
        var sum = (89 * long.Parse(plain[4..9], CultureInfo.InvariantCulture)) + (15 * long.Parse(plain[9..14], CultureInfo.InvariantCulture)) + (3 * long.Parse(account, CultureInfo.InvariantCulture));
        return (97 - (sum % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>Letters as two digits (A = 10), then modulo 97.</summary>
    public static int Remainder(string text) =>
        (int)(BigInteger.Parse(string.Concat(text.Select(c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture))), CultureInfo.InvariantCulture) % 97);

    // A and J are 1, B, K and S are 2… as on French cheques.
    private static int RibDigit(char letter) => letter switch { <= 'I' => letter - 'A' + 1, <= 'R' => letter - 'J' + 1, _ => letter - 'S' + 2 };
}
