using Preau.Contracts.Api;
using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>The part of one child in an invoice: a month as weeks with the price of each day, then the sums by service.</summary>
internal static class InvoiceChildPart
{
    private static readonly string[] Weekdays = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];

    public static void Draw(Sheet sheet, InvoiceChild child, InvoiceSummary invoice)
    {
        var name = child.Grade is { } grade ? $"{child.Name}, {grade}" : child.Name;
        // The name with its weeks, or with the first rows of its table.
        sheet.Need(170);
        sheet.H2($"{name}\u00A0: {Letterhead.Money(child.Amount)}");
        var days = child.Lines.Where(l => l.Kind is not (LineKinds.Month or LineKinds.Fee or LineKinds.Opening)).ToLookup(l => l.Date, l => l.Amount);
        // A longer period, or sums without days, say their dates in the table alone.
        if (days.Count > 0 && invoice.PeriodTo.DayNumber - invoice.PeriodFrom.DayNumber <= 31)
        {
            Weeks(sheet, days, invoice.PeriodFrom, invoice.PeriodTo);
        }

        sheet.Table([new("Prestation", 5), new("Jours", 5), new("Nombre", 1.6, Side.Right), new("Prix", 2, Side.Right), new("Montant", 2, Side.Right)], rows =>
        {
            foreach (var sum in child.Sums)
            {
                rows.Row(sum.Label, Letterhead.Dates(sum.Dates), $"{sum.Count}", sum.Price is { } price ? Letterhead.Money(price) : "selon le jour",
                    Letterhead.Money(sum.Amount));
            }

            rows.Total($"Total {child.Name}", Letterhead.Money(child.Amount));
        });
    }

    private static void Weeks(Sheet sheet, ILookup<DateOnly, decimal> days, DateOnly from, DateOnly until)
    {
        var first = from.AddDays(-Weekday(from));
        var columns = Math.Max(5, days.Max(d => Weekday(d.Key)) + 1);
        var weeks = new List<GridCell[]>();
        for (var monday = first; monday <= until; monday = monday.AddDays(7))
        {
            // Weeks of holidays say nothing.
            if (!days.Any(d => d.Key >= monday && d.Key < monday.AddDays(7)))
            {
                continue;
            }

            weeks.Add([.. Enumerable.Range(0, columns).Select(i => monday.AddDays(i)).Select(day =>
                day < from || day > until ? new GridCell("")
                : days.Contains(day) ? new GridCell($"{day.Day}", Letterhead.Money(days[day].Sum()), Shaded: true)
                : new GridCell($"{day.Day}"))]);
        }

        sheet.Grid(Weekdays[..columns], weeks, height: 21);
    }

    private static int Weekday(DateOnly day) => ((int)day.DayOfWeek + 6) % 7;
}
