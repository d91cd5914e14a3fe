namespace Preau.Documents;

/// <summary>A text cut into lines that fit. A no-break space holds its words together; a word wider than the line is cut.</summary>
internal static class Wrapped
{
    /// <param name="width">Points.</param>
    public static List<string> Of(string text, double size, bool bold, double width)
    {
        var lines = new List<string>();
        var space = Glyphs.Width(" ", size, bold);
        foreach (var paragraph in text.Split('\n'))
        {
            var (line, used) = ("", 0d);
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, size, bold, width)))
            {
                var more = Glyphs.Width(word, size, bold);
                if (line.Length > 0 && used + space + more > width)
                {
                    lines.Add(line);
                    (line, used) = (word, more);
                }
                else
                {
                    (line, used) = line.Length == 0 ? (word, more) : ($"{line} {word}", used + space + more);
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<string> Pieces(string word, double size, bool bold, double width)
    {
        while (word.Length > 1 && Glyphs.Width(word, size, bold) > width)
        {
            var fits = word.Length - 1;
            while (fits > 1 && (char.IsHighSurrogate(word[fits - 1]) || Glyphs.Width(word[..fits], size, bold) > width))
            {
                fits--;
            }

            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }
}
