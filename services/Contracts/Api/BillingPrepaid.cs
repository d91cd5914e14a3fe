using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/billing/prepaid[?family=…]: accounts a household pays in advance, one for
/// each cash office that has them; its own, or the one an agent names.
/// </summary>
public sealed record PrepaidView(PrepaidAccount[] Accounts);

/// <param name="Left">What was put in, less what was billed, taken and asked back; negative when days were taken beyond it.</param>
/// <param name="Taken">Days taken that no invoice bears yet.</param>
/// <param name="WhenBooked">A day is taken as soon as it is booked; else on the day itself.</param>
/// <param name="Amounts">Offered as buttons; any other sum from <paramref name="Least"/> on can be typed.</param>
/// <param name="Low">Under it the family is told; null: never.</param>
/// <param name="Online">Can be filled by card now.</param>
/// <param name="AskedBack">Of what was asked back, still to be paid out.</param>
/// <param name="Book">Tickets by the book; null: none is sold.</param>
/// <param name="Held">Days that wait for their payment; null when none.</param>
/// <param name="Movements">Newest first, 50 at most: money in and out, and each day taken that no invoice bears yet.</param>
public sealed record PrepaidAccount(
    string Office, string OfficeLabel, decimal Left, decimal Taken, bool WhenBooked, decimal[] Amounts, decimal Least, decimal? Low, bool Online,
    decimal AskedBack,
    PrepaidMovement[] Movements, TicketBookView? Book = null, HeldDaysView? Held = null);

/// <summary>Days that are confirmed by paying.</summary>
/// <param name="Until">When the first of them is given up, in the commune's time.</param>
/// <param name="Missing">What is still to be put in to keep them all; 0 when the account covers them.</param>
public sealed record HeldDaysView(int Days, DateTime Until, decimal Missing);

/// <param name="Left">Tickets left; below zero where the commune lets days be taken beyond them.</param>
/// <param name="Count">Tickets of a book, and its <paramref name="Price"/> in euros.</param>
public sealed record TicketBookView(string Key, string Label, int Count, decimal Price, int Left);

/// <param name="Amount">Positive for what comes in.</param>
public sealed record PrepaidMovement(DateOnly Date, string Label, decimal Amount);

/// <summary>
/// POST /prepaid/{office}/top-up, for the payer: a try to pay by card is begun, as for an invoice;
/// answers <see cref="OnlineStarted"/>. 400 "prepaid.amount", "online.email",
/// "online.return", "prepaid.books" when the amount isn't that of so many books; 409 "online.closed", "online.pending"; 503 "online.unavailable".
/// </summary>
public sealed record TopUpPrepaid(
    [property: Required, Range(typeof(decimal), "0.01", "10000")] decimal? Amount,
    [property: Required, StringLength(80, MinimumLength = 6), EmailAddress] string Email,
    [property: Required, StringLength(240, MinimumLength = 10)] string ReturnUrl,
    [property: Range(1, 20)] int? Books = null);

/// <summary>POST /prepaid/{office}/refund, for the payer: asks back what is left; it leaves the
/// account at once and is paid out by an agent. 409 "prepaid.nothing".</summary>
public sealed record AskPrepaidBack([property: StringLength(400)] string? Reason = null);
