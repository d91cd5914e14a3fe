using System.Globalization;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Documents;
using Preau.Family.Families;
using Preau.Family.Forms;

namespace Preau.Family.Papers;

/// <summary>Words and parts that the papers share.</summary>
internal static class PaperText
{
    /// <summary>Where a hand writes.</summary>
    public const string Blank = "………………………………………………………………";

    public static string Day(DateOnly day) => French.Date(day, ' ');

    public static string Or(string? value) => string.IsNullOrWhiteSpace(value) ? Blank : value;

    /// <summary>The school year that is enrolled for: from March on the coming one.</summary>
    public static string Year(DateOnly today) => today.Month >= 3 ? $"{today.Year}-{today.Year + 1}" : $"{today.Year - 1}-{today.Year}";

    public static string Answer(FileSectionField field, string? value) => value is null ? "sans réponse"
        : field.Kind == "date" && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day)
        : value;

    /// <summary>Who writes, at the head of a paper.</summary>
    public static void Head(Sheet sheet, FamilyRules rules)
    {
        string[] lines = [rules.Legal?.Publisher ?? "", rules.Legal?.Address ?? "", rules.Legal?.Phone ?? ""];
        sheet.Lines(lines.Take(1), Style.Strong);
        sheet.Lines(lines.Skip(1), Style.Small);
    }

    /// <summary>A guardian's lines; blank ones for nobody.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Guardian? guardian, FamilyFile? file) =>
    [
        ("Civilité, nom, prénom", guardian is null ? Blank : $"{guardian.Civility} {guardian.LastName} {guardian.FirstName}"),
        ("Qualité", Or(guardian?.Role)), ("Situation", Or(guardian?.MaritalStatus)),
        ("Adresse", guardian is { LivesElsewhere: true }
            ? Or(string.Join(", ", new[] { guardian.Street, $"{guardian.PostCode} {guardian.City}".Trim() }.Where(t => !string.IsNullOrEmpty(t))))
            : file?.Street is { } street ? $"{street}, {file.PostCode} {file.City}" : Blank),
        ("Mobile", Or(guardian?.Mobile)), ("Téléphone du domicile", Or(guardian?.HomePhone)), ("Téléphone professionnel", Or(guardian?.WorkPhone)),
        ("Courriel", Or(guardian?.Email)),
        ("Profession, employeur", Or(string.Join(", ", new[] { guardian?.Profession, guardian?.Employer }.Where(t => !string.IsNullOrEmpty(t))))),
    ];

    public static void Signature(Sheet sheet)
    {
        sheet.Need(60);
        sheet.P("J’atteste que ces informations sont exactes et signalerai tout changement.");
        sheet.P($"Fait à {Blank}, le ……………………");
        sheet.P("Signature :");
    }

    /// <summary>Questions of a form with their answers, or room for them.</summary>
    public static void Section(Sheet sheet, SectionForm form, Dictionary<string, string>? values)
    {
        sheet.H2(form.Label);
        sheet.Pairs(
            form.Fields.Select(f =>
                (f.Label, values?.GetValueOrDefault(f.Key) is { } value ? Answer(f, value) : values is null ? Choices(f) : f.Required ? "sans réponse" : "—")),
            0.5);
    }

    /// <summary>What the commune asks agreement to for the child, with the last answer, or boxes for a hand.</summary>
    /// <param name="answers">By key; null on a blank paper.</param>
    public static void Agreements(Sheet sheet, FamilyRules rules, IReadOnlyDictionary<string, bool>? answers)
    {
        var asked = rules.Consents?.Where(c => c.PerChild).ToList() ?? [];
        if (asked.Count > 0)
        {
            sheet.H2("Accords");
            sheet.Pairs(
                asked.Select(c =>
                    (c.Label,
                        answers is null ? "[  ] oui     [  ] non" : answers.TryGetValue(c.Key, out var agreed) ? agreed ? "oui" : "non" : "sans réponse")),
                0.5);
        }
    }

    /// <summary>For a hand: boxes in words, or a line.</summary>
    public static string Choices(FileSectionField field) => field.Kind switch
    {
        "yesno" => "[  ] oui     [  ] non",
        "choice" => string.Join("     ", field.Choices.Select(c => $"[  ] {c}")),
        "date" => "…… / …… / …………",
        _ => Blank,
    };
}
