namespace Preau.Ui;

/// <summary>Where to go on after a form: what came with a request must never lead out of this origin, however it is written.</summary>
public static class ReturnAddress
{
    /// <summary>The path within this origin, fit for a header; null for anything else: other hosts,
    /// backslashes, control signs (browsers drop them), encoded or not.</summary>
    public static string? Local(string? given)
    {
        if (given is null || !IsLocal(given))
        {
            return null;
        }

        // What is encoded is read again by somebody on the way: it must be harmless then too.
        var path = given[..(given.IndexOfAny(['?', '#']) is >= 0 and var end ? end : given.Length)];
        for (var (text, round) = (path, 0); round < 3; round++)
        {
            text = Uri.UnescapeDataString(text);
            if (!IsLocal(text))
            {
                return null;
            }
        }

        return string.Concat(given.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : Uri.EscapeDataString(r.ToString())));
    }

    private static bool IsLocal(string text) =>
        text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && !text.Contains('\\') && !text.Contains('\uFFFD')
            && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(text));

    private static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
