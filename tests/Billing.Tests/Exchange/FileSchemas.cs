using System.Xml;
using System.Xml.Linq;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Files for the bank held against the schema written from the standard, and their totals counted again.</summary>
internal static class PainSchema
{
    /// <param name="version">"02" or "08".</param>
    public static void Validate(string xml, string version)
    {
        var schema = FileSchemas.Read("pain008.xsd").Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{bic}", version == "02" ? "BIC" : "BICFI", StringComparison.Ordinal);
        var root = FileSchemas.Validate(xml, schema);
        var space = root.GetDefaultNamespace();
        var blocks = root.Descendants(space + "PmtInf").ToList();
        foreach (var part in blocks.Append(root.Descendants(space + "GrpHdr").Single()))
        {
            var debits = part.Name == space + "GrpHdr" ? root.Descendants(space + "DrctDbtTxInf").ToList() : [.. part.Elements(space + "DrctDbtTxInf")];
            Assert.Equal(debits.Count, (int)part.Element(space + "NbOfTxs")!);
            Assert.Equal(debits.Sum(d => (decimal)d.Element(space + "InstdAmt")!), (decimal)part.Element(space + "CtrlSum")!);
        }

        var names = root.Descendants(space + "EndToEndId").Select(e => e.Value).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }
}

/// <summary>Files for the treasury held against the schema written from the dictionary, and their totals counted again.</summary>
internal static class PesSchema
{
    public static XElement Validate(byte[] file)
    {
        var root = FileSchemas.Validate(System.Text.Encoding.Latin1.GetString(file), FileSchemas.Read("ormc.xsd"));
        static decimal Money(XElement? element) => decimal.Parse(element!.Attribute("V")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        var slip = root.Descendants("BlocBordereau").Single();
        Assert.Equal(root.Descendants("Piece").Count(), (int)Money(slip.Element("NbrPce")));
        Assert.Equal(root.Descendants("MtHT").Sum(Money), Money(slip.Element("MtBordHt")));
        return root;
    }
}

internal static class FileSchemas
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Exchange", name));

    public static XElement Validate(string xml, string schema)
    {
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        using (var read = XmlReader.Create(new StringReader(schema)))
        {
            settings.Schemas.Add(null, read);
        }

        var errors = new List<string>();
        settings.ValidationEventHandler += (_, e) => errors.Add($"line {e.Exception.LineNumber}: {e.Message}");
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        var root = XDocument.Load(reader).Root!;
        Assert.Empty(errors);
        return root;
    }
}
