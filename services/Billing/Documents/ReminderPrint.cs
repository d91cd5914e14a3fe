using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>The letters of one step and day as one print: the list of them, then each on a sheet of its own, in the order of the list.</summary>
internal static class ReminderPrint
{
    /// <param name="letters">In the order of their envelopes: what is sorted by postcode is franked as it lies.</param>
    /// <param name="bothSides">Two letters never share a sheet.</param>
    public static byte[] Draw(string id, IReadOnlyList<Reminder> letters, bool bothSides)
    {
        var first = letters[0];
        var foot = $"{first.Title}, {French.Date(first.Date)}";
        using var sheet = new Sheet(new DocumentFacts(id, foot, first.Issuer.FirstOrDefault() ?? "", Letterhead.Noon(first.Date)), $"Liste, {foot}");
        sheet.Lines(first.Issuer.Take(1), Style.Strong);
        sheet.H1($"{first.Title}, lettres du {French.Date(first.Date)}");
        sheet.P(letters.Count == 1 ? "Une lettre, qui suit cette liste." : $"{letters.Count} lettres, qui suivent dans l’ordre de cette liste.");
        sheet.Table([new("N°", 1, Side.Right), new("Famille", 4), new("Adresse", 5), new("Factures", 3), new("À payer", 2, Side.Right)], rows =>
        {
            for (var i = 0; i < letters.Count; i++)
            {
                var letter = letters[i];
                rows.Row(
                    $"{i + 1}", letter.Recipient.FirstOrDefault() ?? "",
                    letter.Recipient.Length > 1 ? string.Join(", ", letter.Recipient.Skip(1)) : "Adresse inconnue",
                    string.Join(", ", letter.Debts.Select(d => d.Number)), Letterhead.Money(letter.Debts.Sum(d => d.Open)));
            }

            rows.Total("Total", Letterhead.Money(letters.Sum(l => l.Debts.Sum(d => d.Open))));
        });
        foreach (var letter in letters)
        {
            sheet.Begin(letter.Title, bothSides);
            ReminderDocument.Write(sheet, letter);
        }

        return sheet.Save();
    }

    /// <summary>By postcode and town, street, name: an address's last line begins with its postcode.</summary>
    public static IOrderedEnumerable<Reminder> ByEnvelope(IEnumerable<Reminder> letters) => letters
        .OrderBy(l => l.Recipient.Length > 1 ? l.Recipient[^1] : "", StringComparer.Ordinal)
        .ThenBy(l => string.Join(' ', l.Recipient.Skip(1)), StringComparer.Ordinal).ThenBy(l => l.Recipient.FirstOrDefault(), StringComparer.Ordinal)
        .ThenBy(l => l.Id, StringComparer.Ordinal);
}
