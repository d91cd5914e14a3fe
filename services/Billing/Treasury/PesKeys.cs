using System.Globalization;

namespace Preau.Billing.Treasury;

/// <summary>Control keys of a debt. The second is confirmed; the first is known from one public
/// source only and is optional, so it is not written (facts §2).</summary>
internal static class PesKeys
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXY";

    /// <summary>Modulo 11 with weights 2 to 7 from the right; 10 and 11 give 1.</summary>
    public static int First(string code, string slip, string year, string period, string debt)
    {
        var text = code + slip + year + period + debt.PadLeft(13, '0');
        var sum = text.Reverse().Select((c, i) => (char.IsAsciiDigit(c) ? c - '0' : 0) * (2 + (i % 6))).Sum();
        var key = 11 - (sum % 11);
        return key >= 10 ? 1 : key;
    }

    /// <summary>A letter: the number made of year, period, "00" and debt, modulo 23.</summary>
    public static char Second(string year, string period, string debt) =>
        Letters[(int)(decimal.Parse(year + period + "00" + debt.PadLeft(13, '0'), NumberStyles.None, CultureInfo.InvariantCulture) % 23)];
}
