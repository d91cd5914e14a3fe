using Preau.Billing.Treasury;

namespace Preau.Billing.DirectDebit;

/// <summary>The character set of SEPA files: converted, not dropped.</summary>
internal static class SepaText
{
    private const string Signs = "/-?:().,'+ ";

    public static string Of(string text, int length = 140)
    {
        var plain = PlainLetters.Of(text).Replace('&', '+');
        plain =
            PlainLetters.Collapse(new string([.. plain.Select(c => char.IsAsciiLetterOrDigit(c) || Signs.Contains(c, StringComparison.Ordinal) ? c : ' ')]));
        while (plain.Contains("//", StringComparison.Ordinal))
        {
            plain = plain.Replace("//", "/", StringComparison.Ordinal);
        }

        return PlainLetters.Cut(plain.Trim('/', ' '), length).TrimEnd('/', ' ');
    }
}
