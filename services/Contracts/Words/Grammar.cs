using System.Globalization;
using System.Text;

namespace Preau.Contracts.Words;

/// <summary>What French changes by gender and by the first letter: the one place for services and fronts.</summary>
public static class Grammar
{
    /// <summary>« de Louise », « d’Inès », « d’Hélène », « d’octobre », « de Yanis ».</summary>
    public static string De(string name) => (Elides(name) ? "d’" : "de ") + name;

    /// <summary>« que Jeanne », « qu’Alice ».</summary>
    public static string Que(string name) => (Elides(name) ? "qu’" : "que ") + name;

    /// <summary>« inscrit » or « inscrite ».</summary>
    /// <param name="gender">"f" is feminine; anything else keeps the word.</param>
    public static string Agree(string word, string? gender) => gender == "f" ? word + "e" : word;

    private static bool Elides(string name)
    {
        if (name.Length == 0)
        {
            return false;
        }

        var plain = new string([.. name.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)])
            .ToLowerInvariant();
        // Yves and Yvonne, but Yanis; a first name in h is written with d’.
        return plain[0] is 'a' or 'e' or 'i' or 'o' or 'u' or 'h' or 'œ' or 'æ'
            || (plain[0] == 'y' && plain.Length > 1 && !"aeiou".Contains(plain[1], StringComparison.Ordinal));
    }
}
