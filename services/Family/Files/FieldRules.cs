using System.Globalization;
using System.Net.Mail;
using Preau.Contracts.Api;

namespace Preau.Family.Files;

/// <summary>A typed value as it is kept, or the sentence that says what to do.</summary>
internal static class FieldRules
{
    private static readonly string[] Feminine = ["date", "ville", "classe", "profession", "qualité", "situation"];
    private const int OldestChild = 20;
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly string[] DateForms = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy"];

    public static (string? Value, string? Problem) Read(FileField field, string? typed, DateOnly today, string[] choices, bool needed = false)
    {
        // « 38 330 » is how it is read aloud, and pasted.
        var text = field.Kind == FileFieldKind.PostCode
            ? Plain(typed?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal))
            : Plain(typed);
        if (text is null)
        {
            return field.Required || needed ? (null, Ask(field)) : (null, null);
        }

        if (text.Length > field.Max && field.Kind is not (FileFieldKind.Date or FileFieldKind.YesNo or FileFieldKind.PostCode))
        {
            return (null, $"{field.Max} signes au plus.");
        }

        return field.Kind switch
        {
            FileFieldKind.Date => ReadDate(text, today),
            FileFieldKind.Phone => ReadPhone(text),
            FileFieldKind.Email =>
                MailAddress.TryCreate(text, out var mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal) && text.All(c => c < 128)
                ? (text, null) : (null, "Écrivez une adresse comme « prenom.nom@exemple.fr »."),
            FileFieldKind.PostCode => text.Length == 5 && text.All(char.IsAsciiDigit) ? (text, null) : (null, "Un code postal a cinq chiffres : « 38330 »."),
            FileFieldKind.Choice =>
                choices.FirstOrDefault(c => string.Equals(c, text, StringComparison.OrdinalIgnoreCase)) is { } choice
                    ? (choice, null)
                    : (null, $"Choisissez : {string.Join(", ", choices)}."),
            FileFieldKind.YesNo => text.ToLowerInvariant() is "oui" or "non" ? (text.ToLowerInvariant(), null) : (null, "Répondez par oui ou par non."),
            _ => (text, null),
        };
    }

    /// <summary>A day as people and their programs write it in France; null when it is none.</summary>
    public static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text.Trim(), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Of a child a family announces itself: who is grown up was mistyped. Null when it is well.</summary>
    public static string? ChildBirth(DateOnly birth, DateOnly today) =>
        birth < today.AddYears(-OldestChild) ? $"Vérifiez l’année : né en {birth.Year}, ce ne serait plus un enfant." : null;

    private static (string?, string?) ReadDate(string text, DateOnly today) => DateOf(text) switch
    {
        null => (null, "Ce jour n’existe pas : écrivez-le comme « 14/03/2020 »."),
        { } day when day > today => (null, "Ce jour n’est pas encore passé."),
        { } day when day < Earliest => (null, "Cette année est trop lointaine."),
        { } day => (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null),
    };

    private static (string?, string?) ReadPhone(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.Any(c => !char.IsAsciiDigit(c) && !" .-/()+".Contains(c, StringComparison.Ordinal)) || digits.Length is < 6 or > 15)
        {
            return (null, "Un numéro a des chiffres et des espaces : « 06 39 98 12 34 ».");
        }

        // Written in pairs as it is said; what comes from abroad stays as it is.
        return digits.Length == 10 && digits[0] == '0' ? (string.Join(' ', digits.Chunk(2).Select(p => new string(p))), null) : (text, null);
    }

    private static string? Plain(string? typed)
    {
        // A lone surrogate or a control sign is in no name.
        var text = typed is null
            ? ""
            : string.Join(
                ' ', string.Concat(typed.Where(c => !char.IsSurrogate(c)).Select(c => char.IsControl(c) ? ' ' : c))
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? null : text.Normalize();
    }

    /// <summary>« Indiquez le prénom. », « Indiquez l’adresse. », « Choisissez une réponse. »</summary>
    private static string Ask(FileField field)
    {
        if (field.Kind is FileFieldKind.Choice or FileFieldKind.YesNo || field.Choices.Length > 0)
        {
            return "Choisissez une réponse.";
        }

        var label = char.ToLower(field.Label[0], CultureInfo.InvariantCulture) + field.Label[1..];
        var article = "aeiouyéèêh".Contains(label[0], StringComparison.Ordinal)
            ? "l’"
            : Array.Exists(Feminine, w => label.StartsWith(w, StringComparison.Ordinal)) ? "la "
            : "le ";
        return $"Indiquez {article}{label}.";
    }
}
