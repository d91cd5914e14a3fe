using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/mandates/mine, for the payer: cash offices that debit, each with its text and the newest mandate.</summary>
public sealed record MyMandates(OfficeMandate[] Offices);

/// <param name="Text">What is signed.</param>
/// <param name="Mandate">The newest; null when none was ever given.</param>
public sealed record OfficeMandate(
    string Office, string OfficeLabel, string Creditor, string CreditorId, string Text, MandateView? Mandate, ComingDebit[] Coming);

/// <param name="InFile">Given to the bank already: no longer payable otherwise.</param>
public sealed record ComingDebit(Guid Invoice, string Number, DateOnly On, bool InFile);

/// <param name="State">"good", "lapsed" (36 months without a debit) or "ended".</param>
/// <param name="Account">Masked: "FR76 •••• •••• 189".</param>
/// <param name="Channel">"portal" or "paper".</param>
public sealed record MandateView(
    Guid Id, string Office, string OfficeLabel, Guid Family, string Payer, string Rum, string Holder, string Account, DateOnly SignedOn, string State,
    DateOnly? LastDebit,
    DateOnly LapsesOn, string? EndedBecause, string Channel, string By);

/// <summary>POST /mandates/{office}, for the payer. 400 "mandate.iban", "mandate.agreed"; 404
/// where the office doesn't debit. Ends the mandate before.</summary>
public sealed record GiveDirectDebit(
    [property: Required, StringLength(60, MinimumLength = 10)] string Iban, [property: Required, StringLength(70, MinimumLength = 2)] string Holder,
    bool Agreed = false);

/// <summary>POST /mandates/{office}/families/{family}, permission "billing": a mandate on paper. 400 "mandate.iban", "mandate.signed".</summary>
/// <param name="Note">Where the paper is.</param>
public sealed record RecordMandate(
    [property: Required, StringLength(60, MinimumLength = 10)] string Iban, [property: Required, StringLength(70, MinimumLength = 2)] string Holder,
    [property: Required] DateOnly? SignedOn, [property: StringLength(200)] string? Note = null);

/// <summary>POST /mandates/{id}/end, permission "billing".</summary>
public sealed record StopMandate([property: Required, StringLength(300, MinimumLength = 3)] string Reason);

/// <summary>GET /mandates[?office][&amp;search][&amp;page], permission "billing" or "money-view": 100 a page, good ones first.</summary>
public sealed record MandatesView(MandateView[] Mandates, int Page, int Pages, int Total);

/// <summary>What an invoice tells of its debit, frozen at issue.</summary>
public sealed record InvoiceDebit(DateOnly On, string Account, string Rum, string Creditor, string CreditorId);

/// <summary>GET /debits?office, permission "billing" or "money-view": files of an office, newest first, and what waits.</summary>
/// <param name="Offices">Those that debit.</param>
/// <param name="Waiting">Announced debits, the earliest day first.</param>
public sealed record DebitsView(DebitOffice[] Offices, DebitDay[] Waiting, DebitFileView[] Files);

public sealed record DebitOffice(string Key, string Label);

/// <summary>What the file of an announced day would hold now, with what earlier days left.</summary>
public sealed record DebitDay(string Office, DateOnly On, int Count, decimal Amount);

/// <summary>GET /debits/draft?office&amp;date: what a file of that day would hold, read before it is made.</summary>
/// <param name="On">Moved to the next day on which banks work.</param>
public sealed record DebitDraftView(string Office, string OfficeLabel, DateOnly On, int Count, decimal Amount, DebitLine[] Lines, DebitLeftOut[] LeftOut);

/// <param name="Sequence">"RCUR" or "OOFF".</param>
/// <param name="State">"announced", "inFile", "collected", "returned", "dropped".</param>
/// <param name="Why">Why it came back, in words.</param>
public sealed record DebitLine(
    Guid Invoice, string Number, Guid Family, string Payer, string Account, string Rum, string Sequence, decimal Amount, string State, string? Code,
    string? Why);

public sealed record DebitLeftOut(Guid Invoice, string Number, Guid Family, string Payer, string Code, string Sentence);

/// <summary>POST /debits, permission "billing": makes the file of what the draft showed. 409
/// "debits.changed" when count or sum differ by now, "debits.none".</summary>
public sealed record MakeDebits(
    [property: Required, StringLength(64)] string Office, [property: Required] DateOnly? Date, [property: Required] int? Count,
    [property: Required] decimal? Amount);

/// <param name="State">"ready", "sent", "collected" or "cancelled".</param>
/// <param name="Returned">Debits that came back, with their sum.</param>
public sealed record DebitFileView(
    Guid Id, string Office, string OfficeLabel, string MessageId, string Version, DateOnly On, int Count, decimal Amount, string State, DateTime At, string By,
    int Returned,
    decimal ReturnedAmount, RunStep[] History);

/// <summary>GET /debits/{id}: a file as a list.</summary>
public sealed record DebitFileDetail(DebitFileView File, DebitLine[] Lines);

/// <summary>POST /debits/returns/upload, permission "billing": a pain.002 or camt.054 as the body. Again changes nothing. 400 "returns.unreadable".</summary>
/// <param name="Amount">Of those taken: to be paid again.</param>
/// <param name="Unknown">Names of debits that no file of the commune holds.</param>
public sealed record DebitReturnsView(DebitReturnLine[] Taken, DebitReturnLine[] Known, string[] Unknown, decimal Amount = 0);

public sealed record DebitReturnLine(Guid Invoice, string Number, string Payer, decimal Amount, string? Code, string Why, bool MandateStopped);
