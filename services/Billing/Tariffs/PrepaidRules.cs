using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>An office where families pay in advance: what they put in pays the days, and what is left is theirs.</summary>
/// <param name="Take">When a day is taken from the account.</param>
/// <param name="Amounts">Euros offered as buttons; any other sum can be typed.</param>
/// <param name="Least">Euros: the smallest top-up, never above 1 € (what the treasury's page accepts).</param>
/// <param name="Book">Tickets by the book; null: none is sold.</param>
/// <param name="Hold">Bookings that are confirmed by paying; null: none.</param>
/// <param name="Low">Euros: under it the family is told once; null: never.</param>
internal sealed record PrepaidRules(
    PrepaidTake Take = PrepaidTake.Booked, decimal[]? Amounts = null, decimal Least = 1, decimal? Low = 10, TicketBook? Book = null, HoldRule? Hold = null)
{
    /// <summary>What the shape of a document can't say.</summary>
    public IEnumerable<(string Where, string Message)> Wrong()
    {
        if (Least is < 0.01m or > 1 || decimal.Round(Least, 2) != Least)
        {
            yield return ("least", "De 0,01 à 1 euro : un minimum plus haut n’est pas permis.");
        }

        if (Low is < 0 or > 500 || (Low is { } low && decimal.Round(low, 2) != low))
        {
            yield return ("low", "De 0 à 500 euros, deux décimales au plus.");
        }

        if (Book is { } book
            && (book.Key.Length is 0 or > 64 || book.Key.Contains(' ', StringComparison.Ordinal) || book.Label.Trim().Length is 0 or > 60
                || book.Units.Length == 0
            || book.Count is < 1 or > 100 || book.Price is < 0.01m or > 1000 || decimal.Round(book.Price, 2) != book.Price))
        {
            yield return ("book", "Une clé sans espace, un nom, des prestations, de 1 à 100 tickets et un prix de 0,01 à 1 000 euros.");
        }

        if (Hold is { } hold && (hold.Minutes is < 5 or > 10_080 || hold.Units.Length == 0))
        {
            yield return ("hold", "De 5 minutes à 7 jours, et au moins une prestation.");
        }

        if (Hold?.Dates is { } dates && (dates.Length > 20 || dates.Any(d => d.Until < d.From || d.By >= d.From)
            || dates.OrderBy(d => d.From).Zip(dates.OrderBy(d => d.From).Skip(1)).Any(p => p.Second.From <= p.First.Until)))
        {
            yield return ("hold",
                "Chaque période va d’un jour à un autre, sans chevaucher une autre, et se paie au plus tard un jour d’avant son début. Vingt au plus.");
        }

        if ((Amounts ?? []) is { Length: > 6 } || Array.Exists(Amounts ?? [], a => a < Least || a > 1000 || decimal.Round(a, 2) != a))
        {
            yield return ("amounts", "Six sommes au plus, du minimum à 1 000 euros.");
        }
    }
}

/// <summary>Tickets sold by the book: one for each day of its units, shared by the children, given back with a day that is cancelled in time.</summary>
/// <param name="Key">Units of Planning that are booked only with a ticket name it.</param>
/// <param name="Units">Booking units a ticket pays; their tariff asks the price of one ticket.</param>
/// <param name="Count">Tickets of a book.</param>
/// <param name="Price">Euros for a book.</param>
internal sealed record TicketBook(string Key, string Label, string[] Units, int Count, decimal Price);

/// <summary>
/// A booking of these units holds for so many minutes, or to the end of a printed day; what the account doesn't cover by then leaves its place to the next.
/// </summary>
/// <param name="Dates">Printed beforehand: what is booked for their days until then is paid by then, and not at once.</param>
internal sealed record HoldRule(int Minutes, string[] Units, PayBy[]? Dates = null)
{
    /// <summary>The printed day that a booking made on that day has to be paid by; null when its minutes count.</summary>
    public DateOnly? PrintedOn(DateOnly date, DateOnly booked) => Array.Find(Dates ?? [], d => d.From <= date && date <= d.Until && booked <= d.By)?.By;

    /// <summary>UTC: midnight at the end of the printed day in the commune's zone, or so many minutes from now.</summary>
    public DateTime EndOf(DateOnly date, DateTime now, TimeZoneInfo zone) => PrintedOn(date, DateOnly.FromDateTime(now.ToLocal(zone))) is { } by
        ? TimeZoneInfo.ConvertTimeToUtc(by.AddDays(1).ToDateTime(TimeOnly.MinValue), zone) : now.AddMinutes(Minutes);
}

/// <summary>Days of a period, both included, and the last day on which they can be paid: at its midnight the places go.</summary>
internal sealed record PayBy(DateOnly From, DateOnly Until, DateOnly By);

internal enum PrepaidTake
{
    /// <summary>As soon as it is booked; given back when it is cancelled in time.</summary>
    Booked,
    /// <summary>On the day itself.</summary>
    Consumed,
}
