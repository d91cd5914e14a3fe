using Preau.Contracts.Words;
using Preau.Documents;
using Preau.Family.Families;

namespace Preau.Family.Papers;

/// <summary>The child's sheet (F-56). Simple: identity, school, who collects, what to do.
/// Complete: the answers of the file too, with the documents handed in.</summary>
internal static class ChildSheet
{
    public static byte[] Draw(ChildFacts facts, bool complete, IReadOnlyList<(string Label, string State)> documents)
    {
        var (child, file) = (facts.Child, facts.File);
        var title = complete ? $"Fiche complète {Grammar.De(facts.Name)}" : $"Fiche {Grammar.De(facts.Name)}";
        using var sheet = new Sheet(
            new DocumentFacts($"fiche-{child.ChildId:N}-{file.Version}-{complete}", title, facts.Rules.Legal?.Publisher ?? "Mairie", facts.At),
            $"{title}, {PaperText.Day(facts.Today)}");
        PaperText.Head(sheet, facts.Rules);
        sheet.H1(title);
        Orders(sheet, facts);
        sheet.Pairs(
        [
            ("Né(e) le",
                $"{PaperText.Day(child.BirthDate)}{(child.BirthPlace is { } place ? $" à {place}" : "")}, {FamilyViews.AgeOn(child.BirthDate, facts.Today)} ans"),
            ("École", child.School ?? "—"),
            ("Niveau, classe", string.Join(", ", new[] { child.Grade, child.Class }.Where(t => t is not null)) is { Length: > 0 } at ? at : "—"),
            ("Groupe", child.Group ?? "—"),
            ("N° famille", file.Number), ("Repas", child.PackedLunch ? "Panier-repas de la maison (PAI)" : child.Diet ?? "Repas du restaurant"),
            ("Rentre seul", child.LeavesAloneAt is { } alone ? $"Oui, à partir de {alone:H\\ \\h\\ mm}" : "Non"),
            .. child.OtherFamilyId is not null ? new[] { ("Garde alternée", $"avec {child.OtherParent}, qui a son propre dossier") } : [],
        ]);
        if (child.ToDoLines.Length > 0)
        {
            sheet.H2("Ce qu’il faut faire");
            sheet.Bullets(child.ToDoLines);
        }

        People(sheet, facts);
        foreach (var guardian in file.Guardians.Where(g => !g.Restricted).OrderBy(g => g.LivesElsewhere))
        {
            sheet.H2(guardian.LivesElsewhere
                ? $"Autre parent : {guardian.FirstName} {guardian.LastName}"
                : $"{guardian.FirstName} {guardian.LastName}, {guardian.Role.ToLowerInvariant()}");
            sheet.Pairs(complete
                ? PaperText.Of(guardian, file).Where(p => p.Value != PaperText.Blank)
                : [("Mobile", guardian.Mobile ?? "—"), ("Courriel", guardian.Email ?? "—")]);
        }

        if (complete)
        {
            foreach (var (form, _, values) in facts.Sections.Where(s => s.Form.PerChild))
            {
                PaperText.Section(sheet, form, values.Count == 0 ? new Dictionary<string, string>() : values);
            }

            PaperText.Agreements(sheet, facts.Rules, facts.Agreements);
            Documents(sheet, documents);
        }

        return sheet.Save();
    }

    /// <summary>Said first on every paper (domain §3.8).</summary>
    internal static void Orders(Sheet sheet, ChildFacts facts)
    {
        foreach (var order in facts.Orders)
        {
            sheet.P($"Décision de justice du {PaperText.Day(order.Date)} : {order.What}", new Style(11, true, 6));
        }

        foreach (var barred in facts.Barred().DistinctBy(b => b.PersonKey))
        {
            sheet.P($"Ne peut pas venir : {barred.Name}.{(barred.CourtOrder is { } day ? $" Décision de justice du {PaperText.Day(day)}." : "")}",
                new Style(11, true, 6));
        }
    }

    internal static void People(Sheet sheet, ChildFacts facts)
    {
        sheet.H2("Qui peut venir chercher l’enfant");
        sheet.Table([new("Nom", 4), new("Lien", 4), new("Téléphone", 3)], rows =>
        {
            foreach (var (name, relation, phone) in facts.MayCome())
            {
                rows.Row(name, relation, phone.Length == 0 ? "—" : phone);
            }
        });
    }

    private static void Documents(Sheet sheet, IReadOnlyList<(string Label, string State)> documents)
    {
        if (documents.Count > 0)
        {
            sheet.H2("Documents");
            sheet.Table([new("Document", 5), new("État", 5)], rows =>
            {
                foreach (var (label, state) in documents)
                {
                    rows.Row(label, state);
                }
            });
        }
    }
}
