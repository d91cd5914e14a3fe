using System.Globalization;
using System.Numerics;

namespace Preau.Billing.Banking;

/// <summary>An account number (ISO 13616): checked, shown masked, kept sealed.</summary>
internal static class Iban
{
    /// <summary>Country and length.</summary>
    private static readonly Dictionary<string, int> Lengths = (
        "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 "
        + "SE24 SI19 SK24 SM27 VA22").Split(' ').ToDictionary(c => c[..2], c => int.Parse(c[2..], CultureInfo.InvariantCulture));

    /// <summary>Capitals without spaces.</summary>
    public static string Plain(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c)).Select(char.ToUpperInvariant)]);

    /// <summary>A country of the SEPA area, its length, and its two check digits.</summary>
    public static bool IsValid(string text)
    {
        var iban = Plain(text);
        return iban.Length > 4 && iban.All(char.IsAsciiLetterOrDigit) && Lengths.TryGetValue(iban[..2], out var length) && iban.Length == length
            && iban[2..4].All(char.IsAsciiDigit)
            && Remainder(iban[4..] + iban[..4]) == 1;
    }

    /// <summary>"FR76 •••• •••• 123".</summary>
    public static string Masked(string iban) => $"{iban[..4]} •••• •••• {iban[^3..]}";

    /// <summary>By fours, as it is copied from paper.</summary>
    public static string Grouped(string iban) => string.Join('\u00A0', Plain(iban).Chunk(4).Select(c => new string(c)));

    /// <summary>Key of a French account, from its bank, branch and account number.</summary>
    public static string RibKey(string iban)
    {
        var plain = Plain(iban);
        var account = new string([.. plain[14..25].Select(c => char.IsAsciiDigit(c) ? c : (char)('0' + RibDigit(c)))]);
        var sum = (89 * long.Parse(plain[4..9], CultureInfo.InvariantCulture)) + (15 * long.Parse(plain[9..14], CultureInfo.InvariantCulture))
            + (3 * long.Parse(account, CultureInfo.InvariantCulture));
        return (97 - (sum % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>Letters as two digits (A = 10), then modulo 97.</summary>
    public static int Remainder(string text) =>
        (int)(BigInteger.Parse(string.Concat(text.Select(c => char.IsAsciiDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture))),
            CultureInfo.InvariantCulture) % 97);

    // A and J are 1, B, K and S are 2… as on French cheques.
    private static int RibDigit(char letter) => letter switch { <= 'I' => letter - 'A' + 1, <= 'R' => letter - 'J' + 1, _ => letter - 'S' + 2 };
}
