using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/billing/online/{invoice}, for its payer: what the payment page shows. 404 for an invoice that isn't theirs.
/// </summary>
/// <param name="Refusal">Why it can't be paid online now, a sentence; null when it can.</param>
/// <param name="Code">Stable code of the refusal: "paid", "title", "closed", "small", "large", "pending", "debit", "soon", "late".</param>
/// <param name="Attempt">The try that is under way; null when none.</param>
/// <param name="Treasury">In title mode: what to type on the treasury's site.</param>
/// <param name="Means">How else it is paid: "chèque à l’ordre de …", "espèces au guichet"…, and where.</param>
/// <param name="Resume">The treasury's page of the try that is under way, while it may still be opened; paying there twice is impossible.</param>
/// <param name="Next">Other invoices of this office that can be paid, oldest due first.</param>
public sealed record OnlineView(
    InvoiceSummary Invoice, decimal Amount, string? Refusal, string? Code, Guid? Attempt, TreasuryPayment? Treasury, InvoiceSummary[] Next,
    OfficeMeans? Means = null, string? Resume = null, OnlinePart? Part = null);

/// <summary>What the next date of an agreed plan asks for, to be paid instead of all that is left.</summary>
public sealed record OnlinePart(decimal Amount, DateOnly By);

/// <param name="Words">"chèque à l’ordre de Régie enfance", "espèces au guichet", "virement".</param>
/// <param name="Address">The office and where it is, line by line; empty where the treasury collects.</param>
public sealed record OfficeMeans(string[] Words, string[] Address);

/// <param name="From">From this day on the treasury knows the debt (F-106); <paramref name="Until"/> the last day (F-107).</param>
public sealed record TreasuryPayment(string ClientNumber, string Reference, DateOnly From, DateOnly Until, bool Open, string Address);

/// <summary>
/// POST /online/{invoice}, for its payer: a try is begun. 409 "online." and the code of
/// <see cref="OnlineView"/>; 400 "online.email"; 503 "online.unavailable" when the
/// treasury doesn't answer. Twice at once gives the same try.
/// </summary>
/// <param name="Email">Where the receipt goes.</param>
/// <param name="Part">Only the next date of the agreed plan: 409 "online.part" when there is none.</param>
/// <param name="ReturnUrl">Page of the portal the payer comes back to; "{attempt}" in it is replaced by the try's id.</param>
public sealed record StartOnlinePayment(
    [property: Required, StringLength(80, MinimumLength = 6), EmailAddress] string Email,
        [property: Required, StringLength(240, MinimumLength = 10)] string ReturnUrl, bool Part = false);

/// <param name="Address">Where the browser goes to pay.</param>
public sealed record OnlineStarted(Guid Attempt, string Address);

/// <summary>GET /online/attempts/{id}, for its payer: asks the treasury when no result is known yet, at most every few seconds.</summary>
/// <param name="State">"waiting", "paid", "refused", "abandoned", "expired", "alarm".</param>
/// <param name="Resume">Of a waiting one: the treasury's page, while it may still be opened.</param>
/// <param name="Test">Paid in test or activation: no money moved.</param>
/// <param name="Receipt">Number of the receipt, once paid.</param>
/// <param name="GivenUp">Days that were held for this top-up and given up before it was paid.</param>
/// <param name="Kept">Part that settles nothing, because the invoice was paid meanwhile: kept for the payer.</param>
/// <param name="Tickets">Tickets it buys, of the book named; 0 when it buys none.</param>
public sealed record OnlineAttemptView(
    Guid Id, InvoiceSummary Invoice, string State, decimal Amount, DateTime At, string Email, DateTime? AskedAt, DateTime? NextAskAt, DateOnly? PaidOn,
    string? Means, Guid? Payment, string? Receipt,
    decimal Kept, bool Test, InvoiceSummary[] Next, DateOnly[]? GivenUp = null, string? Resume = null, int Tickets = 0, string? Book = null)
{
    /// <summary>Kind of <see cref="Invoice"/> when the try fills a prepaid account.</summary>
    public const string TopUp = "topUp";
}

/// <summary>GET /online/offices, permission "settings": cash offices with their contract of online payment.</summary>
/// <param name="Open">Whether this host speaks to a treasury at all.</param>
public sealed record OnlineOfficesView(long Version, bool Open, OnlineOffice[] Offices);

/// <param name="Mode">"T", "X", "W"; null: not offered.</param>
/// <param name="Collects">"regie" or "title".</param>
public sealed record OnlineOffice(string Key, string Label, string Collects, string? ClientNumber, string? Mode, int DaysAfterDue, decimal Maximum);

/// <summary>POST /online/client, permission "settings": asks the treasury whose number it is.</summary>
public sealed record AskOnlineClient([property: Required, RegularExpression("[0-9]{6}")] string ClientNumber);

/// <param name="Known">False: <paramref name="Said"/> tells why not.</param>
public sealed record OnlineClientView(bool Known, string Said);

/// <summary>PUT /online/offices/{key}, permission "settings". 409 "settings.changed".</summary>
/// <param name="ClientNumber">Null takes the contract away.</param>
public sealed record SaveOnlineOffice(
    [property: Required] long? BasedOn, [property: RegularExpression("[0-9]{6}")] string? ClientNumber, [property: RegularExpression("T|X|W")] string? Mode,
    [property: Range(0, 365)] int DaysAfterDue = 30, [property: Range(typeof(decimal), "1", "100000")] decimal Maximum = 100_000);

/// <summary>GET /online/attempts[?all=true], permission "cash" or "money-view": tries an agent must look at, or the last 100.</summary>
public sealed record OnlineAttempts(OnlineAttemptRow[] Attempts);

/// <param name="Why">What is wrong with it, a sentence; null when nothing.</param>
public sealed record OnlineAttemptRow(
    Guid Id, DateTime At, string Payer, Guid Family, string Invoice, string Office, decimal Amount, string State, string? Why, DateOnly? PaidOn,
        string? Receipt);
