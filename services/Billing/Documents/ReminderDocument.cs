using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>One debt a letter reminds of. Euros.</summary>
internal sealed record ReminderDebt(string Number, string Label, DateOnly DueDate, decimal Billed, decimal Open);

/// <param name="Id">Of the letter; the same again gives the same bytes.</param>
/// <param name="Title">"Rappel", "Second rappel": the step's own words.</param>
/// <param name="Sentences">The step's text, a paragraph each.</param>
/// <param name="Help">What to do when one can't pay.</param>
internal sealed record Reminder(
    string Id, DateOnly Date, string[] Issuer, string? Siret, string[] Recipient, string Title, string[] Sentences, ReminderDebt[] Debts, string[] Means,
        string Help, string Page);

/// <summary>A reminder letter: what is owed, until when, how to pay, and whom to ask for time.</summary>
internal static class ReminderDocument
{
    public static byte[] Draw(Reminder reminder)
    {
        using var sheet = new Sheet(new DocumentFacts(reminder.Id, reminder.Title, reminder.Issuer.FirstOrDefault() ?? "", Letterhead.Noon(reminder.Date)),
            reminder.Title);
        Write(sheet, reminder);
        return sheet.Save();
    }

    /// <summary>On a page that has just begun.</summary>
    public static void Write(Sheet sheet, Reminder reminder)
    {
        Letterhead.Draw(sheet, reminder.Issuer, reminder.Siret, reminder.Recipient);
        sheet.P($"Le {French.Date(reminder.Date)}");
        sheet.H1(reminder.Title);
        foreach (var sentence in reminder.Sentences)
        {
            sheet.P(sentence, Style.Body with { After = 7 });
        }

        sheet.Table([new("Facture", 2), new("Objet", 5), new("Échéance", 3), new("Montant", 2, Side.Right), new("Reste à payer", 2, Side.Right)], rows =>
        {
            foreach (var debt in reminder.Debts)
            {
                rows.Row(debt.Number, debt.Label, French.Date(debt.DueDate), Letterhead.Money(debt.Billed), Letterhead.Money(debt.Open));
            }

            rows.Total("Total à payer", Letterhead.Money(reminder.Debts.Sum(d => d.Open)));
        });
        sheet.H2("Comment payer");
        sheet.Bullets(reminder.Means);
        sheet.P(reminder.Help, Style.Strong);
        sheet.Need(110);
        sheet.Qr(reminder.Page, "Code QR de la page de vos factures", sheet.Left, sheet.Y + 4, 80);
        sheet.Y += 20;
        sheet.P("Le code ouvre vos factures sur le portail famille. Si vous avez payé entre-temps, ne tenez pas compte de cette lettre.", Style.Small,
            x: sheet.Left + 96);
    }
}
