using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/billing/invoices[?state=unpaid|paid|all][&amp;year=2026][&amp;family=…]: invoices and credit notes of a payer, newest first
/// (F-32, F-33, F-100). Agents also: ?office=…&amp;after=…, 50 a page over all payers. Amounts of the API are euros with two decimals.
/// </summary>
/// <param name="Unpaid">What is still to be paid here; null when only the treasury collects.</param>
/// <param name="Notice">In title mode: the commune's sentence and the treasury's contact (F-40).</param>
/// <param name="Next">Value of "after" for the next page; null on the last one.</param>
public sealed record InvoicesView(decimal? Unpaid, string? Notice, InvoiceSummary[] Invoices, string? Next = null);

/// <param name="Kind">"invoice" or "credit" (avoir: its amount is negative).</param>
/// <param name="State">Of <see cref="InvoiceStates"/>.</param>
/// <param name="Remaining">Still to be paid here; 0 once the treasury took it over.</param>
/// <param name="Payable">Whether it can be paid to the commune now.</param>
/// <param name="Online">Whether its payer can pay it here on line: payable, and the office's contract with the treasury is open. Told to families only.</param>
/// <param name="TreasuryPaidOn">The day the treasury reports it wholly paid; null before, and where it isn't the treasury's.</param>
/// <param name="DebitOn">The day of the debit it waits for: until then it isn't late. Null when none is awaited.</param>
/// <param name="PlanNext">The next date of the plan that spreads it and is kept: it isn't late. Null without one.</param>
public sealed record InvoiceSummary(
    Guid Id, string Number, string Kind, string State, Guid Family, string Payer, DateOnly Date, DateOnly DueDate, DateOnly PeriodFrom, DateOnly PeriodTo,
    string Office, string OfficeLabel, decimal Amount, decimal Remaining, bool Payable, DateOnly? TreasuryPaidOn = null,
    bool Online = false, DateOnly? DebitOn = null, DateOnly? PlanNext = null);

public static class InvoiceStates
{
    public const string Open = "open";
    public const string Part = "part";
    public const string Paid = "paid";
    /// <summary>Taken over by the treasury: no longer payable here (F-105).</summary>
    public const string Title = "title";
    /// <summary>Closed by a credit note.</summary>
    public const string Credited = "credited";
    public const string Credit = "credit";
    /// <summary>What was open of it was given up (admission en non-valeur).</summary>
    public const string WrittenOff = "writtenOff";
}

/// <summary>GET /api/{tenant}/billing/invoices/{id}: an invoice with each line, as frozen when it was issued, and what happened since.</summary>
/// <param name="Reference">Reference of an online payment: 6 to 30 letters and digits, "AL2027000036" (facts §1.2).</param>
/// <param name="DebtNumber">Digits only, at most 15: what the treasury's files call it (facts §2).</param>
/// <param name="Corrects">Number of the invoice a credit note corrects.</param>
/// <param name="PreviousBalance">Owed before this invoice, for information only, never in the payable amount (F-104).</param>
/// <param name="Changes">What changed since the invoice before: five at most, they add up to the difference. Empty without an invoice before.</param>
/// <param name="HowToPay">One sentence where the treasury collects (F-106, F-107); else null.</param>
public sealed record InvoiceDetail(
    InvoiceSummary Invoice, InvoiceHeader Header, string Reference, string DebtNumber, string? Corrects, decimal? PreviousBalance, InvoiceChild[] Children,
    InvoiceLineView[] Corrections, decimal? Before, InvoiceChange[] Changes, InvoicePayment[] Payments, InvoiceEventView[] Events, string? HowToPay,
    InvoiceTotals? Totals = null);

/// <param name="Covered">What others pay of the period's lines.</param>
/// <param name="Care">Part of all lines that counts for the tax certificate.</param>
/// <param name="Creditable">What no credit note closed yet.</param>
public sealed record InvoiceTotals(decimal Corrections, decimal Covered, decimal Care, decimal Creditable = 0);

/// <summary>What is printed above and below the lines; frozen at issue.</summary>
/// <param name="Issuer">Commune and cash office with address, line by line.</param>
/// <param name="Recipient">Payer with address, line by line.</param>
/// <param name="Quotient">"612, jusqu’au 31 janvier 2027", or null when the family gave none.</param>
/// <param name="Means">"chèque à l’ordre de …", "espèces au guichet"…</param>
/// <param name="Mentions">Legal sentences: recourse, data protection.</param>
/// <param name="Debit">The debit this invoice tells of; null when it isn't debited.</param>
/// <param name="Covered">What others pay of the period's lines, not in the amount; null when nobody does.</param>
/// <param name="ThirdParty">The payer is no household: "famille" isn't said of it. Its own reference, "" when it gave none; null of a household.</param>
public sealed record InvoiceHeader(string[] Issuer, string? Siret, string OfficeLabel, string Payer, string[] Recipient, string FamilyNumber,
    string? Quotient, string[] Means, string[] Mentions, InvoiceDebit? Debit = null, CoveredSum[]? Covered = null, string? ThirdParty = null);

/// <param name="Sums">By service, in the order of the lines.</param>
/// <param name="Days">What each day of attendance comes to, with its late fees and penalties.</param>
public sealed record InvoiceChild(
    Guid? Child, string Name, string? Grade, decimal Amount, InvoiceSum[] Sums, InvoiceLineView[] Lines, InvoiceDayAmount[]? Days = null);

public sealed record InvoiceDayAmount(DateOnly Date, decimal Amount);

/// <param name="Price">Of one, when all cost the same; else null.</param>
public sealed record InvoiceSum(string Label, int Count, decimal? Price, decimal Amount, DateOnly[] Dates);

/// <param name="Kind">Of <see cref="LineKinds"/>.</param>
/// <param name="Corrects">Number of the invoice that billed the day before.</param>
/// <param name="Reason">Why a correction: "absence excusée", "quotient changé"…</param>
/// <param name="Care">Part that counts for the tax certificate.</param>
/// <param name="Remaining">Still open of the line.</param>
/// <param name="Credited">A credit note closed it.</param>
public sealed record InvoiceLineView(
    int No, Guid? Child, string? ChildName, string Unit, string Label, DateOnly Date, string Kind, decimal Amount, decimal Food, decimal Care,
    decimal Remaining, string? Corrects, string? Reason, PriceWhy Why, bool Credited = false);

public static class LineKinds
{
    public const string Day = "day";
    public const string Late = "late";
    public const string Penalty = "penalty";
    public const string Month = "month";
    public const string Fee = "fee";
    /// <summary>Sum of an invoice issued before Préau kept lines.</summary>
    public const string Opening = "opening";
    /// <summary>Given up by a credit note without billing again.</summary>
    public const string Waiver = "waiver";
}

/// <param name="Difference">Euros more (or less) than on the invoice before.</param>
public sealed record InvoiceChange(string Label, decimal Difference);

public sealed record InvoicePayment(Guid? Payment, string Number, DateOnly Date, string Method, decimal Amount);

/// <param name="Kind">"issued", "sent", "title", "credited", "contested", "closed".</param>
public sealed record InvoiceEventView(string Kind, DateTime At, string By, string? Note);

/// <summary>
/// POST /invoices/{id}/credit, permission "billing": the only way to cancel. 409 "invoice.title" once the treasury has it, "invoice.credited" when
/// nothing is left to credit.
/// </summary>
/// <param name="Lines">Numbers of the lines; null for all.</param>
/// <param name="BillAgain">True: the days wait for the next run at what they cost then. False: given up for good.</param>
public sealed record CreditInvoice([property: Required, StringLength(400, MinimumLength = 3)] string Reason, int[]? Lines = null, bool BillAgain = true);

/// <summary>
/// POST /invoices/{id}/credit/preview, permission "billing": what such a credit note would come to; nothing is made. Refused as the note would be.
/// </summary>
/// <param name="Lines">Lines it would close.</param>
public sealed record CreditPreview(decimal Amount, int Lines);

/// <summary>POST /invoices/{id}/contest, permission "billing": dunning leaves it alone. An empty reason takes it back.</summary>
public sealed record ContestInvoice([property: StringLength(400)] string? Reason);

/// <summary>
/// POST /invoices/title, permission "billing": the treasury takes these over; from here on they aren't payable here (I8). Again changes nothing.
/// </summary>
/// <param name="Title">Number of the ORMC or title.</param>
public sealed record HandOver([property: Required, StringLength(32, MinimumLength = 1)] string Title, [property: Required] DateOnly? Date,
    [property: Required, MinLength(1), MaxLength(5000)] Guid[] Invoices);

/// <param name="Done">Invoices taken over now; those already taken over or paid aren't.</param>
public sealed record HandedOver(int Done, decimal Amount, string[] LeftOut);
