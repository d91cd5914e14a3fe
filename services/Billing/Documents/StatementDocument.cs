using System.Globalization;
using Preau.Contracts.Api;
using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>The account of a school year on paper, as the page says it: each entry with its office, then what was owed before and is owed now.</summary>
internal static class StatementDocument
{
    /// <param name="today">The day it is printed: an account is as of a day.</param>
    /// <param name="number">Of the family's file.</param>
    /// <param name="notices">What offices without balance say in its place.</param>
    public static byte[] Draw(StatementView statement, DateOnly today, string[] issuer, string? siret, string[] recipient, string? number, string[] notices)
    {
        var year = $"{statement.Year}-{statement.Year + 1}";
        var title = $"Relevé de compte {year}";
        var id = string.Create(CultureInfo.InvariantCulture, $"RELEVE-{number}-{statement.Year}-{today:yyyyMMdd}");
        using var sheet = new Sheet(new DocumentFacts(id, title, issuer[0], Letterhead.Noon(today)), title);
        Letterhead.Draw(sheet, issuer, siret, recipient);
        sheet.H1(title);
        sheet.P($"Arrêté au {French.Date(today)}{(number is null ? "" : $", dossier n°\u00A0{number}")}.");
        foreach (var notice in statement.Opening is null ? notices : [])
        {
            sheet.P(notice);
        }

        sheet.H2("Relevé des opérations");
        if (statement.Lines.Length == 0)
        {
            sheet.P("Aucune opération pour cette année scolaire.");
        }
        else
        {
            Column[] columns =
                [new("N° opération", 2), new("Date", 2.6), new("Description", 5), new("Régie", 3), new("Débit", 1.8, Side.Right),
                    new("Crédit", 1.8, Side.Right)];
            sheet.Table(columns, rows =>
            {
                foreach (var line in statement.Lines)
                {
                    rows.Row(line.Number, French.Date(line.Date), line.Description, line.CashOffice, Euros(line.Debit), Euros(line.Credit));
                }

                rows.Total("Totaux de l’année scolaire", Letterhead.Money(statement.Debit), Letterhead.Money(statement.Credit));
            });
        }

        foreach (var line in statement.Lines.Where(l => l.HowToPay is not null))
        {
            sheet.P($"{line.Number}\u00A0: {line.HowToPay}");
        }

        if (statement.Closing is { } closing)
        {
            sheet.H2("Solde du compte");
            sheet.Pairs([("Ancien solde", Letterhead.Money(statement.Opening ?? 0)), ($"Solde de l’année scolaire {year}", Letterhead.Money(closing))]);
            sheet.P(closing > 0 ? "Somme qui reste à payer." : closing < 0 ? "Somme en votre faveur." : "Rien à payer.");
        }

        return sheet.Save();
    }

    private static string Euros(decimal? amount) => amount is { } euros ? Letterhead.Money(euros) : "";
}
