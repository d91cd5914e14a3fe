using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Preau.DemoTreasury;

/// <summary>
/// A treasury for demonstrations and tests: the three operations of PayFiP as they are spoken, in memory, with the refusals of its guide. It moves no money.
/// </summary>
public sealed partial class TreasuryDesk(TimeProvider clock)
{
    private const string Namespace = "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";

    private readonly ConcurrentDictionary<string, Operation> _operations = new();

    public IReadOnlyCollection<Operation> Operations => [.. _operations.Values];

    /// <summary>How many times a result was asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Code of a technical fault to answer everything with; null for none.</summary>
    public string? Down { get; set; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Notifications are lost on the way.</summary>
    public bool Mute { get; set; }

    public Operation? Find(string? idOp) => idOp is not null && _operations.TryGetValue(idOp, out var operation) ? operation : null;

    /// <summary>The payer did this on the page.</summary>
    public void Decide(Operation operation, string result) => (operation.Result, operation.ResultAt) = (result, clock.GetUtcNow());

    public bool IsTooOld(Operation operation) => clock.GetUtcNow() - operation.CreatedAt > TimeSpan.FromMinutes(15);

    /// <returns>Status and envelope: a fault comes with 500.</returns>
    public (int Status, string Body) Answer(string envelope)
    {
        if (Down is { } code)
        {
            return Fault("TechIndisponibiliteErreur", code, "Service indisponible", 3);
        }

        var call = XDocument.Parse(envelope).Descendants().First(e => e.Name.LocalName == "Body").Elements().First();
        var fields = call.Elements().Where(e => e.Name == "arg0").Elements().Where(e => e.Name.NamespaceName.Length == 0)
            .ToDictionary(e => e.Name.LocalName, e => e.Value);
        return call.Name.NamespaceName != Namespace ? Fault("TechProtocolaireErreur", "999", "Espace de noms inconnu", 3) : call.Name.LocalName switch
        {
            "creerPaiementSecurise" => Create(fields),
            "recupererDetailPaiementSecurise" => Detail(fields.GetValueOrDefault("idOp")),
            "recupererDetailClient" => Client(fields.GetValueOrDefault("numCli")),
            _ => Fault("TechProtocolaireErreur", "999", "Opération inconnue", 3),
        };
    }

    private (int, string) Create(Dictionary<string, string> f)
    {
        string At(string name) => f.GetValueOrDefault(name, "");
        var refusal = At("saisie") is not ("T" or "X" or "W") ? "S1"
            : !Client6().IsMatch(At("numcli")) ? "T1"
            : At("numcli") == "000000" ? "T2"
            : !Cents().IsMatch(At("montant")) ? "M1"
            : long.Parse(At("montant"), CultureInfo.InvariantCulture) < 100 ? "M3"
            : long.Parse(At("montant"), CultureInfo.InvariantCulture) > 10_000_000 ? "M5"
            : At("mel").Length == 0 ? "A1"
            : !Mail().IsMatch(At("mel")) || At("mel").Length is < 6 or > 80 ? "A2"
            : !Address().IsMatch(At("urlnotif")) || At("urlnotif").Length >= 250 ? "N1"
            : !Address().IsMatch(At("urlredirect")) || At("urlredirect").Length >= 250 ? "D1"
            : !Reference().IsMatch(At("refdet")) ? "R3"
            : !Plain().IsMatch(At("objet")) ? "O1"
            : null;
        if (refusal is not null)
        {
            return Fault("FonctionnelleErreur", refusal, "Demande refusée", 2);
        }

        var operation = new Operation(Guid.NewGuid().ToString(), f, clock.GetUtcNow());
        _operations[operation.IdOp] = operation;
        return Ok("creerPaiementSecurise", [("idOp", operation.IdOp)]);
    }

    private (int, string) Detail(string? idOp)
    {
        Asked++;
        if (Find(idOp) is not { Forgotten: false } operation)
        {
            return Fault("FonctionnelleErreur", "P1", "IdOp incorrect", 2);
        }

        if (operation.Result is not { } result)
        {
            return Fault("FonctionnelleErreur", "P5", "Résultat non connu", 2);
        }

        var at = TimeZoneInfo.ConvertTime(operation.ResultAt!.Value, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        string Of(string name) => operation.Overrides.GetValueOrDefault(name, operation.Fields.GetValueOrDefault(name, ""));
        return Ok("recupererDetailPaiementSecurise",
        [
            ("dattrans", at.ToString("ddMMyyyy", CultureInfo.InvariantCulture)), ("exer", Of("exer")[..Math.Min(2, Of("exer").Length)]),
            ("heurtrans", at.ToString("HHmm", CultureInfo.InvariantCulture)),
            ("idOp", operation.IdOp), ("mel", Of("mel")), ("montant", Of("montant")), ("numauto", result == "P" ? "112233" : "0123456789ab-tip"),
            ("numcli", Of("numcli")), ("objet", Of("objet")),
            ("refdet", Of("refdet")), ("resultrans", result), ("saisie", Of("saisie")),
        ]);
    }

    private static (int, string) Client(string? numCli) => numCli switch
    {
        null => Fault("FonctionnelleErreur", "T1", "Numéro de client incorrect", 2),
        "000000" => Fault("FonctionnelleErreur", "T2", "Numéro de client inconnu", 2),
        _ => Client6().IsMatch(numCli)
            ? Ok("recupererDetailClient",
                [("libelleN1", "Trésor public de démonstration"), ("libelleN2", $"Client {numCli}"), ("libelleN3", ""), ("numcli", numCli)])
            : Fault("FonctionnelleErreur", "T1", "Numéro de client incorrect", 2),
    };

    private static (int, string) Ok(string operation, (string Name, string Value)[] fields) =>
        (200, Envelope(new XElement(XName.Get(operation + "Response", Namespace), new XElement("return", fields.Select(f => new XElement(f.Name, f.Value))))));

    private static (int, string) Fault(string kind, string code, string libelle, int severity) => (500, Envelope(new XElement(
        XName.Get("Fault", "http://schemas.xmlsoap.org/soap/envelope/"), new XElement("faultcode", "S:Server"), new XElement("faultstring", kind),
        new XElement(
            "detail", new XElement(XName.Get(kind, Namespace), new XElement("code", code), new XElement("descriptif"), new XElement("libelle", libelle),
                new XElement("severite", severity))))));

    private static string Envelope(XElement content) => new XElement(
        XName.Get("Envelope", "http://schemas.xmlsoap.org/soap/envelope/"), new XAttribute(XNamespace.Xmlns + "S", "http://schemas.xmlsoap.org/soap/envelope/"),
        new XElement(XName.Get("Body", "http://schemas.xmlsoap.org/soap/envelope/"), content)).ToString(SaveOptions.DisableFormatting);

    [GeneratedRegex("^[0-9]{6}$")]
    private static partial Regex Client6();

    [GeneratedRegex("^[0-9]{1,11}$")]
    private static partial Regex Cents();

    [GeneratedRegex("^[A-Za-z0-9]{6,30}$")]
    private static partial Regex Reference();

    [GeneratedRegex("^[A-Za-z0-9 ]{1,100}$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex Mail();

    [GeneratedRegex("^https?://")]
    private static partial Regex Address();
}
