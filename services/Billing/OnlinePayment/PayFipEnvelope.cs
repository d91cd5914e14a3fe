using System.Xml;
using System.Xml.Linq;

namespace Preau.Billing.OnlinePayment;

/// <summary>
/// SOAP 1.1 as the service speaks it (facts §1.1): only the operation has the namespace, arg0 and its children have none, and their order is fixed.
/// Its WSDL can't be resolved, so the envelopes are written by hand. Answers are read without regard to case.
/// </summary>
internal static class PayFipEnvelope
{
    public const string Namespace = "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";
    private const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    public static string Create(PayFipPayment p) => Request("creerPaiementSecurise",
    [
        ("exer", p.Exer), ("mel", p.Mel), ("montant", p.Montant), ("numcli", p.Numcli), ("objet", p.Objet), ("refdet", p.Refdet), ("saisie", p.Saisie),
        ("urlnotif", p.Urlnotif), ("urlredirect", p.Urlredirect),
    ]);

    /// <summary>"idop" in place of "idOp" answers P1 even for a fresh one.</summary>
    public static string Result(string idOp) => Request("recupererDetailPaiementSecurise", [("idOp", idOp)]);

    public static string Client(string numCli) => Request("recupererDetailClient", [("numCli", numCli)]);

    public static PayFipAnswer<string> ReadIdOp(string body) =>
        Read(body, "creerPaiementSecuriseResponse", fields => fields("idop") is { Length: > 0 } id ? id : null);

    public static PayFipAnswer<PayFipResult> ReadResult(string body) => Read(body, "recupererDetailPaiementSecuriseResponse", fields => new PayFipResult(
        fields("resultrans"), fields("montant"), fields("refdet"), fields("numcli"), fields("saisie"), fields("exer"), fields("dattrans"), fields("heurtrans"),
        fields("numauto")));

    public static PayFipAnswer<PayFipClientDetail> ReadClient(string body) =>
        Read(body, "recupererDetailClientResponse",
            fields => new PayFipClientDetail(fields("numcli"), fields("libellen1"), fields("libellen2"), fields("libellen3")));

    private static string Request(string operation, (string Name, string Value)[] fields) => new XElement(
        XName.Get("Envelope", Soap), new XAttribute(XNamespace.Xmlns + "soapenv", Soap), new XAttribute(XNamespace.Xmlns + "pai", Namespace),
        new XElement(XName.Get("Header", Soap)),
        new XElement(XName.Get("Body", Soap),
            new XElement(XName.Get(operation, Namespace), new XElement("arg0", fields.Select(f => new XElement(f.Name, f.Value))))))
        .ToString(SaveOptions.DisableFormatting);

    private static PayFipAnswer<T> Read<T>(string body, string operation, Func<Func<string, string?>, T?> make) where T : class
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(new StringReader(body),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 200_000 });
            document = XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return PayFipAnswer<T>.Failed(PayFipFault.Unreachable, "Not XML.");
        }

        if (document.Descendants().FirstOrDefault(e => Is(e, "Fault")) is { } fault)
        {
            return PayFipAnswer<T>.Failed(Text(fault, "code") ?? "", Text(fault, "libelle") ?? Text(fault, "faultstring") ?? "");
        }

        // A field of another operation, or of another element of the envelope, is none of ours.
        var answer = document.Descendants().FirstOrDefault(e => Is(e, operation));
        return answer is not null && make(name => Text(answer, name)) is { } value
            ? PayFipAnswer<T>.Of(value)
            : PayFipAnswer<T>.Failed(PayFipFault.Unreachable, "No answer in the envelope.");
    }

    private static string? Text(XElement within, string name) =>
        within.Descendants().FirstOrDefault(e => !e.HasElements && Is(e, name))?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);
}
