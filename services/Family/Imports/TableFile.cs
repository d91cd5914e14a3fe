using System.Text;

namespace Preau.Family.Imports;

/// <summary>A table as it was read.</summary>
/// <param name="Rows">Header first; every row as wide as the header.</param>
internal sealed record Table(string ReadAs, List<(int Line, string[] Cells)> Rows);

/// <summary>A file that can't be read, in a sentence for who sent it.</summary>
internal sealed class TableException(string message) : Exception(message);

/// <summary>Reads CSV in the encodings of French offices and school exports, or the first sheet of an XLSX file.</summary>
internal static class TableFile
{
    public const int MostRows = 20_000;
    public const int MostColumns = 200;
    private static readonly char[] Separators = [';', ',', '\t', '|'];

    /// <exception cref="TableException">It is none, or too large.</exception>
    public static Table Read(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            throw new TableException("Le fichier est vide.");
        }

        var (how, rows) = bytes is [0x50, 0x4B, 0x03, 0x04, ..] ? ("feuille de calcul XLSX", XlsxFile.Read(bytes)) : ReadText(bytes);
        var kept = rows.Where(r => r.Cells.Any(c => c.Length > 0)).ToList();
        if (kept.Count < 2)
        {
            throw new TableException("Il faut une ligne d’en-têtes et au moins une ligne de données.");
        }

        var width = kept[0].Cells.Length;
        if (width > MostColumns || kept.Count > MostRows + 1)
        {
            throw new TableException($"Au plus {MostRows} lignes et {MostColumns} colonnes : partagez le fichier en plusieurs.");
        }

        return new Table(how,
            [.. kept.Select(r => (r.Line, (string[])[.. r.Cells.Take(width).Concat(Enumerable.Repeat("", Math.Max(0, width - r.Cells.Length)))]))]);
    }

    private static (string How, List<(int Line, string[] Cells)> Rows) ReadText(byte[] bytes)
    {
        var (name, text) = Decode(bytes);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new TableException("Ce n’est ni un fichier CSV ni un fichier XLSX. Enregistrez-le dans un de ces formats.");
        }

        var first = text.Split('\n', 2)[0];
        var separator = Separators.MaxBy(s => first.Count(c => c == s));
        return ($"{name}, séparé par « {(separator == '\t' ? "tabulation" : separator)} »", new CsvText(text, separator).Rows());
    }

    /// <summary>By its mark, else UTF-8 if it is that without a fault, else Windows-1252, which holds ISO-8859-1.</summary>
    private static (string Name, string Text) Decode(byte[] bytes)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return ("UTF-8", Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3));
            case [0xFF, 0xFE, ..]:
                return ("UTF-16", Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2));
            case [0xFE, 0xFF, ..]:
                return ("UTF-16", Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2));
            // Without a mark: Latin text in UTF-16 has a zero in every second byte.
            case [not 0, 0, not 0, 0, ..]:
                return ("UTF-16", Encoding.Unicode.GetString(bytes));
        }

        try
        {
            return ("UTF-8", new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return ("Windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes));
        }
    }
}
