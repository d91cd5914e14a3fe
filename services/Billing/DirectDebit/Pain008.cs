using System.Globalization;
using System.Text;
using System.Xml;
using Preau.Billing.Banking;

namespace Preau.Billing.DirectDebit;

/// <param name="Id">Of the message, 35 at most.</param>
/// <param name="Siret">Of who sends it.</param>
/// <param name="CreditorId">ICS.</param>
/// <param name="Bic">Optional.</param>
/// <param name="Label">Before the invoice's number in what the debtor's bank prints.</param>
internal sealed record DebitMessage(string Id, DateTime At, string Creditor, string Siret, string CreditorId, string Iban, string? Bic, string Label);

internal enum PainVersion
{
    V02,
    V08,
}

/// <summary>
/// pain.008.001.02 or .08 for SEPA core debits (facts §3): amounts as decimal texts, totals in the header and in each block, no debtor's address, which
/// may no longer be unstructured and is not needed in the EEA.
/// </summary>
internal static class Pain008
{
    public static byte[] Write(DebitMessage message, DebitSelection selection, PainVersion version)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("Document", "urn:iso:std:iso:20022:tech:xsd:pain.008.001." + (version == PainVersion.V02 ? "02" : "08"));
            In(xml, "CstmrDrctDbtInitn", () =>
            {
                In(xml, "GrpHdr", () =>
                {
                    Text(xml, "MsgId", Id(message.Id));
                    Text(xml, "CreDtTm", message.At.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
                    Totals(xml, selection.Count, selection.Cents);
                    In(xml, "InitgPty", () =>
                    {
                        Text(xml, "Nm", SepaText.Of(message.Creditor, 70));
                        In(xml, "Id", () => In(xml, "OrgId", () => In(xml, "Othr", () => Text(xml, "Id", message.Siret))));
                    });
                });
                foreach (var group in selection.Groups)
                {
                    In(xml, "PmtInf", () => Block(xml, message, selection.CollectionDate, group, version));
                }
            });
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Block(XmlWriter xml, DebitMessage message, DateOnly date, DebitGroup group, PainVersion version)
    {
        Text(xml, "PmtInfId", Id($"{message.Id}-{group.Sequence}"));
        Text(xml, "PmtMtd", "DD");
        Totals(xml, group.Debits.Length, group.Cents);
        In(xml, "PmtTpInf", () =>
        {
            In(xml, "SvcLvl", () => Text(xml, "Cd", "SEPA"));
            In(xml, "LclInstrm", () => Text(xml, "Cd", "CORE"));
            Text(xml, "SeqTp", group.Sequence);
        });
        Text(xml, "ReqdColltnDt", Day(date));
        In(xml, "Cdtr", () => Text(xml, "Nm", SepaText.Of(message.Creditor, 70)));
        In(xml, "CdtrAcct", () => In(xml, "Id", () => Text(xml, "IBAN", message.Iban)));
        In(xml, "CdtrAgt", () => Bank(xml, message.Bic, version));
        Text(xml, "ChrgBr", "SLEV");
        In(xml, "CdtrSchmeId", () => In(xml, "Id", () => In(xml, "PrvtId", () => In(xml, "Othr", () =>
        {
            Text(xml, "Id", message.CreditorId);
            In(xml, "SchmeNm", () => Text(xml, "Prtry", "SEPA"));
        }))));
        foreach (var debit in group.Debits)
        {
            In(xml, "DrctDbtTxInf", () => One(xml, message, debit, version));
        }
    }

    private static void One(XmlWriter xml, DebitMessage message, Debit debit, PainVersion version)
    {
        In(xml, "PmtId", () => Text(xml, "EndToEndId", Id(debit.Invoice)));
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", "EUR");
        xml.WriteString(Money(debit.Cents));
        xml.WriteEndElement();
        In(xml, "DrctDbtTx", () => In(xml, "MndtRltdInf", () =>
        {
            Text(xml, "MndtId", Id(debit.MandateId));
            Text(xml, "DtOfSgntr", Day(debit.Signed!.Value));
        }));
        In(xml, "DbtrAgt", () => Bank(xml, null, version));
        In(xml, "Dbtr", () => Text(xml, "Nm", SepaText.Of(debit.DebtorName, 70)));
        In(xml, "DbtrAcct", () => In(xml, "Id", () => Text(xml, "IBAN", Iban.Plain(debit.Iban!))));
        In(xml, "RmtInf", () => Text(xml, "Ustrd", SepaText.Of($"{message.Label} {debit.Invoice}")));
    }

    private static void Bank(XmlWriter xml, string? bic, PainVersion version) => In(xml, "FinInstnId", () =>
    {
        if (bic is { Length: > 0 })
        {
            Text(xml, version == PainVersion.V02 ? "BIC" : "BICFI", bic);
        }
        else
        {
            In(xml, "Othr", () => Text(xml, "Id", "NOTPROVIDED"));
        }
    });

    private static void Totals(XmlWriter xml, int count, long cents)
    {
        Text(xml, "NbOfTxs", count.ToString(CultureInfo.InvariantCulture));
        Text(xml, "CtrlSum", Money(cents));
    }

    private static void In(XmlWriter xml, string element, Action content)
    {
        xml.WriteStartElement(element);
        content();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string element, string value) => xml.WriteElementString(element, value);

    // Cut from the left, where names of the same kind begin alike.
    private static string Id(string text) => SepaText.Of(text, 200) is var plain && plain.Length > 35 ? plain[^35..].TrimStart('/', ' ') : plain;

    private static string Money(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
