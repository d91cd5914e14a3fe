using System.Globalization;

namespace Preau.Billing.Banking;

/// <summary>SEPA creditor identifier (ICS): the check digits leave the business code out.</summary>
internal static class CreditorId
{
    public static string Of(string country, string businessCode, string national) =>
        country + (98 - Iban.Remainder(national + country + "00")).ToString("00", CultureInfo.InvariantCulture) + businessCode + national;

    /// <summary>"FR72ZZZ123456": in France six letters or digits after the business code.</summary>
    public static bool IsValid(string text) =>
        text.Length is >= 8 and <= 35 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) && char.IsAsciiLetterUpper(text[0])
            && char.IsAsciiLetterUpper(text[1])
        && (!text.StartsWith("FR", StringComparison.Ordinal) || text.Length == 13) && Of(text[..2], text[4..7], text[7..]) == text;
}
