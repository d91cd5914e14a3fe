using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Preau.Billing.DirectDebit;

/// <summary>One debit that did not bring its money.</summary>
/// <param name="Invoice">The EndToEndId it was sent with.</param>
/// <param name="Code">AM04, MD01…; null when only words came.</param>
/// <param name="Words">Free text beside or in place of the code.</param>
/// <param name="After">True for a return after the debit (camt.054), false for a rejection before it (pain.002).</param>
internal sealed record BankReturn(string Invoice, string? Code, string? Words, long? Cents, DateOnly? Date, bool After);

/// <summary>The file is none that can be read; a sentence for the agent.</summary>
internal sealed class BankReturnException(string message) : Exception(message);

/// <summary>
/// Reads pain.002 (rejections) and camt.054 (returns) of any version. Good news stands in such files too: only rejected or returned debits are taken,
/// judged by their status, not by the presence of a reason (facts §3).
/// </summary>
internal static class BankReturns
{
    private const long MaxCharacters = 60_000_000;

    public static BankReturn[] Read(Stream file)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(file,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters });
            document = XDocument.Load(reader);
        }
        catch (XmlException e)
        {
            throw new BankReturnException($"Ce fichier n’est pas du XML lisible (ligne {e.LineNumber}).");
        }

        var kind = document.Root?.Name.NamespaceName ?? "";
        return kind.Contains("pain.002", StringComparison.Ordinal) ? [.. Rejections(document.Root!)]
            : kind.Contains("camt.054", StringComparison.Ordinal) ? [.. Returns(document.Root!)]
            : throw new BankReturnException("Ce fichier n’est ni un pain.002 (rejets) ni un camt.054 (retours).");
    }

    private static IEnumerable<BankReturn> Rejections(XElement root) =>
        from one in All(root, "TxInfAndSts")
        where Text(one, "TxSts") == "RJCT" && Text(one, "OrgnlEndToEndId") is not null
        select new BankReturn(Text(one, "OrgnlEndToEndId")!, Reason(one), Words(one), Amount(All(one, "InstdAmt").FirstOrDefault()), null, After: false);

    private static IEnumerable<BankReturn> Returns(XElement root) =>
        from entry in All(root, "Ntry")
        where Child(entry, "RvslInd")?.Value == "true" || All(entry, "RtrInf").Any()
        from one in All(entry, "TxDtls")
        where All(one, "RtrInf").Any() && Text(one, "EndToEndId") is not null
        select new BankReturn(
            Text(one, "EndToEndId")!, Reason(one), Words(one),
            Amount(All(one, "InstdAmt").SelectMany(a => All(a, "Amt")).FirstOrDefault() ?? All(one, "Amt").FirstOrDefault()), Day(entry), After: true);

    private static string? Reason(XElement one) =>
        All(one, "StsRsnInf").Concat(All(one, "RtrInf")).SelectMany(i => All(i, "Rsn")).SelectMany(r => All(r, "Cd")).FirstOrDefault()?.Value.Trim();

    private static string? Words(XElement one) =>
        All(one, "AddtlInf").FirstOrDefault()?.Value.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, 200)] : null;

    private static long? Amount(XElement? amount) =>
        amount is not null && decimal.TryParse(amount.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros)
            && euros is > 0 and < 10_000_000
            ? (long)(euros * 100)
            : null;

    private static DateOnly? Day(XElement entry) => All(entry, "BookgDt").FirstOrDefault()?.Value.Trim() is { Length: >= 10 } text
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IEnumerable<XElement> All(XElement within, string name) => within.DescendantsAndSelf().Where(e => e.Name.LocalName == name && e != within);

    private static XElement? Child(XElement of, string name) => of.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string? Text(XElement within, string name) => All(within, name).FirstOrDefault()?.Value.Trim() is { Length: > 0 } text ? text : null;
}
