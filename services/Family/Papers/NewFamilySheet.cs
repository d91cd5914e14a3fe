using Preau.Contracts.Api;
using Preau.Documents;

namespace Preau.Family.Papers;

/// <summary>The pre-enrolment sheet of a new family (F-39): blank, or what a family asked online.</summary>
internal static class NewFamilySheet
{
    /// <param name="number">Of the demande; null for a blank sheet.</param>
    public static byte[] Draw(FamilyRules rules, string? number, AskPreEnrolment? asked, DateTime at, DateOnly today)
    {
        var title = number is null ? "Fiche de préinscription d’une nouvelle famille" : $"Préinscription n° {number}";
        using var sheet = new Sheet(new DocumentFacts($"preinscription-{number ?? PaperText.Year(today)}", title, rules.Legal?.Publisher ?? "Mairie", at),
            title);
        PaperText.Head(sheet, rules);
        sheet.H1(title);
        sheet.P(number is null
            ? "À remplir et à rendre à la mairie, qui vous répond et vous remet un accès au portail."
            : $"Envoyée en ligne le {PaperText.Day(DateOnly.FromDateTime(at))}.");
        string? Guardian(string field) => asked?.Guardian.GetValueOrDefault(field);
        string? Household(string field) => asked?.Household.GetValueOrDefault(field);
        sheet.H2("Le responsable");
        sheet.Pairs(
        [
            ("Civilité", PaperText.Or(Guardian("civility"))), ("Nom", PaperText.Or(Guardian("lastName"))), ("Prénom", PaperText.Or(Guardian("firstName"))),
            ("Qualité", PaperText.Or(Guardian("role"))),
            ("Mobile", PaperText.Or(Guardian("mobile"))), ("Courriel", PaperText.Or(asked?.Email)), ("Adresse", PaperText.Or(Household("street"))),
            ("Code postal", PaperText.Or(Household("postCode"))),
            ("Ville", PaperText.Or(Household("city"))),
        ]);
        var children = asked?.Children ?? [];
        for (var i = 0; i < Math.Max(children.Length, asked is null ? 2 : 1); i++)
        {
            string? Child(string field) => children.ElementAtOrDefault(i)?.GetValueOrDefault(field);
            sheet.H2($"Enfant {i + 1}");
            sheet.Pairs(
            [
                ("Nom", PaperText.Or(Child("lastName"))), ("Prénom", PaperText.Or(Child("firstName"))),
                ("Né(e) le", DateOnly.TryParse(Child("birthDate"), System.Globalization.CultureInfo.InvariantCulture, out var born)
                    ? PaperText.Day(born)
                    : "…… / …… / …………"),
                ("École", PaperText.Or(Child("school"))), ("Niveau", PaperText.Or(Child("grade"))),
            ]);
        }

        sheet.H2("Un mot pour la mairie");
        sheet.P(PaperText.Or(asked?.Comment));
        if (number is null)
        {
            PaperText.Signature(sheet);
        }

        return sheet.Save();
    }
}
