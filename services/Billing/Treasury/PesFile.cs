using System.Globalization;
using System.Text;
using System.Xml;

namespace Preau.Billing.Treasury;

/// <summary>PES V2 Recette, ORMC (facts §2): one bordereau a file, in ISO-8859-1. Only a
/// <see cref="PesSelection"/> comes in, so every amount is above zero.</summary>
internal static class PesFile
{
    private const string Aller = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";

    public static string NameOf(PesIssuer issuer, PesSlip slip) =>
        string.Create(CultureInfo.InvariantCulture, $"PESORMC_{issuer.Code}_{slip.Year}_{slip.Number:0000000}.xml");

    public static byte[] Write(PesIssuer issuer, PesSlip slip, PesSelection selection)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = Encoding.Latin1, Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("n", "PES_Aller", Aller);
            xml.WriteAttributeString("Id", string.Create(CultureInfo.InvariantCulture, $"ORMC{slip.Year}{slip.Number:0000000}"));
            In(xml, "Enveloppe", () =>
            {
                In(xml, "Parametres", () => Values(xml, ("Version", "2"), ("TypFic", "PESORMC"), ("NomFic", NameOf(issuer, slip))));
                In(xml, "Emetteur", () => Values(xml, ("Sigle", Cut(issuer.Label, 38))));
            });
            In(xml, "EnTetePES", () => Values(xml,
                ("DteStr", Day(slip.Date)), ("IdPost", issuer.Post.ToUpperInvariant()), ("IdColl", issuer.Siret), ("CodCol", issuer.Code),
                ("CodBud", issuer.Budget), ("LibelleColBud", Cut(issuer.Label, 38))));
            In(xml, "PES_RecetteAller", () =>
            {
                In(xml, "EnTeteRecette", () => Values(xml, ("IdVer", "2"), ("InfoDematerialisee", "0")));
                In(xml, "Bordereau", () => Slip(xml, slip, selection));
            });
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Slip(XmlWriter xml, PesSlip slip, PesSelection selection)
    {
        In(xml, "BlocBordereau", () => Values(xml,
            ("Exer", Number(slip.Year)), ("IdBord", slip.Number.ToString("0000000", CultureInfo.InvariantCulture)), ("DteBordEm", Day(slip.Date)),
            ("TypBord", "06"),
            ("NbrPce", Number(selection.Pieces.Length)), ("MtBordHt", Money(selection.Total)), ("Objet", Plain(slip.Object, 160))));
        foreach (var (piece, index) in selection.Pieces.Select((p, i) => (p, i)))
        {
            In(xml, "Piece", () => Piece(xml, slip, piece, index + 1));
        }
    }

    private static void Piece(XmlWriter xml, PesSlip slip, PesPiece piece, int number)
    {
        var (year, period) = ((slip.Year % 100).ToString("00", CultureInfo.InvariantCulture), Number(slip.Period));
        In(xml, "BlocPiece", () => Values(xml,
            ("IdPce", Number(number)), ("TypPce", "15"), ("NatPce", "01"), ("Edition", "03"), ("ObjPce", Plain(piece.Object, 160)),
            ("NumDette", piece.DebtNumber), ("Per", period),
            ("Cle2", PesKeys.Second(year, period, piece.DebtNumber).ToString()), ("NumeroFacture", Cut(piece.InvoiceNumber, 20))));
        foreach (var (line, index) in piece.Lines.Select((l, i) => (l, i)))
        {
            In(xml, "LigneDePiece", () => In(xml, "BlocLignePiece", () => In(xml, "InfoLignePiece", () => Values(xml,
                ("IdLigne", Number(index + 1)), ("ObjLignePce", Plain(line.Label, 160)), ("CodProdLoc", line.Product), ("Nature", line.Account), ("Majo", "0"),
                ("TvaIntraCom", "0"), ("MtHT", Money(line.Cents))))));
        }

        In(xml, "Tiers", () => Debtor(xml, piece.Debtor));
    }

    private static void Debtor(XmlWriter xml, PesDebtor debtor)
    {
        In(xml, "InfoTiers", () => Values(xml,
            ("RefTiers", Cut(debtor.Reference, 30)), ("CatTiers", "01"), ("NatJur", "01"), ("TypTiers", "01"), ("Civilite", debtor.Title),
            ("Nom", Cut(debtor.LastName, 38)),
            ("Prenom", debtor.FirstName is { } name ? Cut(name, 38) : null)));
        var lines = debtor.Address.Take(3).Select(l => Cut(l, 38)).ToArray();
        // The street is the second line; what completes it stands around it.
        In(xml, "Adresse", () => Values(xml,
            ("TypAdr", "1"), ("Adr1", lines.Length > 1 ? lines[0] : null), ("Adr2", lines.Length > 1 ? lines[1] : lines[0]),
            ("Adr3", lines.ElementAtOrDefault(2)),
            ("CP", debtor.PostCode), ("Ville", Cut(debtor.Town, 38)), ("CodRes", "0")));
    }

    private static void In(XmlWriter xml, string element, Action content)
    {
        xml.WriteStartElement(element);
        content();
        xml.WriteEndElement();
    }

    // A null is left out.
    private static void Values(XmlWriter xml, params (string Name, string? Value)[] values)
    {
        foreach (var (name, value) in values.Where(v => v.Value is { Length: > 0 }))
        {
            xml.WriteStartElement(name);
            xml.WriteAttributeString("V", value);
            xml.WriteEndElement();
        }
    }

    private static string Cut(string text, int length) => PlainLetters.Cut(PlainLetters.Latin1(text), length);

    // Letters, digits, space and hyphen, in capitals.
    private static string Plain(string text, int length) =>
        PlainLetters.Cut(
            PlainLetters.Collapse(new string([.. PlainLetters.Of(text).ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : ' ')])),
            length);

    private static string Money(long cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
