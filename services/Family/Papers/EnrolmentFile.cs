using Preau.Documents;
using Preau.Family.Documents;

namespace Preau.Family.Papers;

/// <summary>The enrolment file: blank for the new school year (F-37), or filled with what the family's file
/// says of a child (F-38). Asks what the commune asks, and nothing else.</summary>
internal static class EnrolmentFile
{
    /// <param name="facts">Null for a blank one.</param>
    public static byte[] Draw(FamilyRules rules, ChildFacts? facts, DateOnly today, DateTime at)
    {
        var title = $"Dossier d’inscription {PaperText.Year(today)}";
        using var sheet = new Sheet(new DocumentFacts($"dossier-{facts?.Child.ChildId:N}-{today:yyyyMMdd}", title, rules.Legal?.Publisher ?? "Mairie", at),
            facts is null ? title : $"{title}, {facts.Name}");
        PaperText.Head(sheet, rules);
        sheet.H1(title);
        sheet.P(facts is null ? "À remplir, signer et rendre à la mairie. Les pièces demandées sont à la fin."
            : "Rempli avec votre dossier. Corrigez à la main ce qui a changé, signez et rendez-le à la mairie ; ou changez-le en ligne, dans « Mon compte ».");
        if (facts is not null)
        {
            ChildSheet.Orders(sheet, facts);
        }

        var child = facts?.Child;
        sheet.H2("L’enfant");
        sheet.Pairs(
        [
            ("Nom", PaperText.Or(child?.LastName)), ("Prénom", PaperText.Or(child?.FirstName)),
            ("Fille ou garçon", child?.Gender switch { "f" => "fille", "m" => "garçon", _ => "[  ] fille     [  ] garçon" }),
            ("Né(e) le", child is null ? "…… / …… / …………" : PaperText.Day(child.BirthDate)), ("Lieu de naissance", PaperText.Or(child?.BirthPlace)),
            ("École", PaperText.Or(child?.School)),
            ("Niveau, classe", PaperText.Or(string.Join(", ", new[] { child?.Grade, child?.Class }.Where(t => t is not null)))),
            .. facts is null ? [] : new[] { ("N° famille", facts.File.Number) },
        ]);
        Guardians(sheet, facts);
        People(sheet, facts);
        foreach (var form in rules.Forms)
        {
            // What is sealed is not printed into a file that lies about; the question stands, to be answered by hand.
            PaperText.Section(sheet, form,
                form.Restricted || facts?.Sections.FirstOrDefault(s => s.Form.Key == form.Key).Values is not { Count: > 0 } known ? null : known);
        }

        PaperText.Agreements(sheet, rules, facts?.Agreements);
        Pieces(sheet, rules, facts, today);
        PaperText.Signature(sheet);
        return sheet.Save();
    }

    private static void Guardians(Sheet sheet, ChildFacts? facts)
    {
        var known = facts?.File.Guardians.Where(g => !g.Restricted).OrderBy(g => g.LivesElsewhere).ToList() ?? [];
        for (var i = 0; i < Math.Max(known.Count, facts?.Child.OtherFamilyId is null ? 2 : 1); i++)
        {
            sheet.H2(i == 0 ? "Premier responsable" : "Autre responsable");
            sheet.Pairs(PaperText.Of(known.ElementAtOrDefault(i), i < known.Count ? facts!.File : null));
        }

        if (facts?.Child is { OtherFamilyId: not null, OtherParent: var other })
        {
            sheet.P($"Garde alternée avec {other}, qui remplit son propre dossier.");
        }
    }

    private static void People(Sheet sheet, ChildFacts? facts)
    {
        if (facts is not null)
        {
            ChildSheet.People(sheet, facts);
            return;
        }

        sheet.H2("Qui peut venir chercher l’enfant");
        sheet.Table([new("Nom", 4), new("Lien", 4), new("Téléphone", 3)], rows =>
        {
            for (var i = 0; i < 4; i++)
            {
                rows.Row("……………………………………", "……………………………………", "…………………………");
            }
        });
    }

    private static void Pieces(Sheet sheet, FamilyRules rules, ChildFacts? facts, DateOnly today)
    {
        var asked = (rules.Documents ?? []).Where(d => facts is null ? !d.PackedLunchOnly : !d.PerChild || d.IsAskedOf(facts.Child, today)).ToList();
        if (asked.Count > 0)
        {
            sheet.H2("Pièces à joindre");
            sheet.Bullets(asked.Select(d => $"{d.Label}{(d.IsObligatory ? "" : " (facultatif)")}{(d.Help is { } help ? $" : {help}" : "")}"));
        }
    }
}
