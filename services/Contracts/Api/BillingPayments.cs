using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>Means of payment; which may pay what is the office's data (facts §7).</summary>
public static class PayMethods
{
    public const string Cheque = "cheque";
    public const string Cash = "cash";
    public const string Transfer = "transfer";
    public const string Card = "card";
    public const string DirectDebit = "directDebit";
    public const string CesuPaper = "cesuPaper";
    public const string CesuElectronic = "cesuElectronic";
    public const string Ancv = "ancv";
    public const string ThirdParty = "thirdParty";
    /// <summary>CESU or ANCV, not told apart: only on payments taken over from before.</summary>
    public const string Voucher = "voucher";

    public static readonly IReadOnlyList<string> All = [Cheque, Cash, CesuPaper, CesuElectronic, Ancv, Transfer, Card, DirectDebit, ThirdParty];

    /// <summary>Those by which money goes back to a family.</summary>
    public static readonly IReadOnlyList<string> Refunds = [Transfer, Cheque, Cash, Card];
}

/// <summary>GET /api/{tenant}/billing/payments[?family=…] (F-103), newest first; agents also ?office=…&amp;date=….</summary>
public sealed record PaymentsView(PaymentSummary[] Payments, decimal Total, string? Next = null);

/// <param name="Number">Of the receipt: "2027-10".</param>
/// <param name="State">"received", "deposited", "reversed"; "reversal": the row of a day’s journal that takes one back.</param>
/// <param name="On">Numbers of the invoices it settles.</param>
/// <param name="Advance">Not allocated and not refunded.</param>
/// <param name="Paper">Whose cheque, of which bank, which number: what a slip is counted by; null when nothing of it is known.</param>
public sealed record PaymentSummary(
    Guid Id, string Number, Guid Family, string Payer, string Office, string OfficeLabel, DateOnly Date, DateTime At, string Method, string MethodLabel,
    decimal Amount, string State, string[] On, decimal Advance, decimal Refunded, string? Paper = null);

/// <summary>GET /payments/{id}: a payment with its allocations, as the receipt prints it.</summary>
/// <param name="Tickets">Tickets it bought, of the book named; 0 for any other money, without a name when the book is sold no more.</param>
public sealed record PaymentDetail(PaymentSummary Payment, string? Drawer, string? Bank, string? Reference, string By, string? Note,
    AllocationView[] Allocations, RefundView[] Refunds, string? ReversedBecause, TransferView[]? Transfers = null,
    int Tickets = 0, string? Book = null, decimal Allocated = 0, AllocationSum[]? Sums = null);

/// <summary>Money of the payment that went to another file, or came back.</summary>
/// <param name="To">Name of the family that uses it since.</param>
public sealed record TransferView(DateOnly Date, string To, decimal Amount, int Tickets, string Reason);

/// <summary>What the payment pays of one invoice and service: what was put there and taken back, by a credit note, is none.</summary>
public sealed record AllocationSum(string Number, string Label, decimal Amount);

public sealed record AllocationView(Guid Invoice, string Number, int Line, Guid? Child, string Label, decimal Amount, DateOnly Date);

/// <summary>
/// GET /counter?family=…&amp;office=…[&amp;amount=…&amp;method=…&amp;first=…], permission
/// "cash": what is open, and how an amount would be allocated, to the invoice
/// named first before the oldest.
/// </summary>
/// <param name="Advance">Kept from earlier payments and credit notes.</param>
/// <param name="Accepted">What this means may pay of the amount; for vouchers the rest is handed back.</param>
public sealed record CounterView(Guid Family, string Payer, string Office, decimal Owed, decimal Advance, MethodView[] Methods, CounterLine[] Lines,
    decimal? Accepted, decimal? Left, string? Notice, TicketBookView? Book = null, CounterInvoice[]? Invoices = null, CounterMerged[]? Merged = null);

/// <summary>What is open of one invoice.</summary>
public sealed record CounterInvoice(Guid Invoice, string Number, DateOnly DueDate, decimal Open);

/// <summary>A file that was merged into this one and still owes: a payer of its own, to be paid for itself.</summary>
public sealed record CounterMerged(Guid Family, string Payer, decimal Owed);

/// <param name="Pays">Sentence: what it may pay; null for everything.</param>
public sealed record MethodView(string Method, string Label, string? Pays);

/// <param name="Allowed">Whether the chosen means may pay it.</param>
/// <param name="Proposed">What the amount would put on it.</param>
public sealed record CounterLine(Guid Invoice, string Number, DateOnly DueDate, int Line, Guid? Child, string? ChildName, string Label, decimal Billed,
    decimal Paid, decimal Open, bool Allowed, decimal Proposed);

/// <summary>
/// POST /payments, permission "cash". 409 "day.closed" for an earlier day that is closed; 400
/// "payment.allocation" when more than open is allocated by hand, "payment.method" when this
/// means may not pay it.
/// </summary>
/// <param name="Id">Chosen by the caller: the same again is the same payment.</param>
/// <param name="Books">Books of tickets sold with it: the amount is theirs, else 400 "prepaid.books".</param>
/// <param name="Allocations">By hand; null: oldest due first, inside an invoice in proportion. What is left stays as advance.</param>
public sealed record RecordPayment(
    [property: Required] Guid? Id, [property: Required] Guid? Family, [property: Required, StringLength(64, MinimumLength = 1)] string Office,
    [property: Required] DateOnly? Date,
    [property: Required, StringLength(32)] string Method, [property: Required, Range(typeof(decimal), "0.01", "999999.99")] decimal? Amount,
    [property: StringLength(120)] string? Drawer = null, [property: StringLength(120)] string? Bank = null,
    [property: StringLength(60)] string? Reference = null,
    [property: StringLength(400)] string? Note = null, AllocateLine[]? Allocations = null, Guid[]? Invoices = null,
    [property: Range(1, 20)] int? Books = null);

public sealed record AllocateLine(Guid Invoice, int Line, decimal Amount);

/// <summary>POST /payments/{id}/allocate, permission "cash": uses an advance; null lines: automatic.</summary>
public sealed record AllocatePayment(AllocateLine[]? Allocations = null);

/// <summary>POST /payments/{id}/reverse, permission "cash": bounced cheque, error. The invoices open again.</summary>
public sealed record ReversePayment([property: Required, StringLength(400, MinimumLength = 3)] string Reason, [property: Required] DateOnly? Date);

/// <summary>POST /payments/{id}/refund, permission "cash": 400 "refund.tooMuch" over the advance.</summary>
public sealed record AskRefund([property: Required, Range(typeof(decimal), "0.01", "999999.99")] decimal? Amount,
    [property: Required, StringLength(400, MinimumLength = 3)] string Reason);

/// <summary>POST /refunds/{id}/paid, permission "cash"; /refunds/{id}/cancelled has no body.</summary>
/// <param name="Method">Of <see cref="PayMethods.Refunds"/>.</param>
public sealed record PayRefund([property: Required, StringLength(20)] string Method);

/// <summary>Money given back, or to be.</summary>
/// <param name="State">"requested", "paid", "cancelled": beyond the régie's own means a refund is the accountant's (facts §5).</param>
/// <param name="MethodLabel">How it was given back; null before, and of those paid when nobody asked.</param>
public sealed record RefundView(Guid Id, Guid Payment, string Payer, decimal Amount, string State, string Reason, DateTime At, string By, DateOnly? PaidOn,
    string? MethodLabel = null);

/// <summary>GET /deposits[?office=…]: open and closed slips, with what waits to be put on one.</summary>
public sealed record DepositsView(DepositWaiting[] Waiting, DepositView[] Deposits);

public sealed record DepositWaiting(string Office, string Method, string Label, int Count, decimal Amount);

public sealed record DepositView(Guid Id, string Number, string Office, string OfficeLabel, string Method, string Label, DateOnly Date, int Count,
    decimal Amount, string By, PaymentSummary[]? Payments);

/// <summary>POST /deposits, permission "cash": all payments of this means received until this day go on one slip.</summary>
public sealed record MakeDeposit([property: Required, StringLength(64, MinimumLength = 1)] string Office,
    [property: Required, StringLength(32)] string Method, [property: Required] DateOnly? Until);

/// <summary>
/// GET /days/{date}?office=…, permission "cash": the journal of a day with its identity, received = allocated + to allocate + refunded + cancelled.
/// PUT /days/{date}?office=… closes it. 409 "day.unbalanced" when the identity doesn't hold, "day.closed" when it is closed already.
/// Closed, it shows the sums of its closing; money that comes later stands in the next open day's journal.
/// </summary>
/// <param name="Payments">With a row of its own for each reversal of that day: state "reversal", its amount negative.</param>
/// <param name="Refunded">Of the payments of this day: given back, on whatever day, or asked back.</param>
/// <param name="Back">What was given back on this day, of whatever payment; no part of the identity.</param>
/// <param name="CashBack">Part of it that left the drawer: cash expected is the float and the cash received (CashIn) less this.</param>
/// <param name="Cancelled">Payments of this day taken back on another, less those of other days taken back on this one.</param>
/// <param name="After">What is dated this day and came after its closing.</param>
/// <param name="Next">The day whose journal takes what is dated this day and comes now: itself while it is open.</param>
/// <param name="Partial">Of the families in the agent's reach alone: sums are of them, and neither drawer nor closing is told.</param>
public sealed record CashDayView(
    DateOnly Date, string Office, decimal Received, decimal Allocated, decimal ToAllocate, decimal Refunded, bool Balanced, MethodTotal[] Methods,
    PaymentSummary[] Payments, decimal CashExpected, decimal CashFloat, DayClosed? Closed, decimal Cancelled = 0, DayAfter? After = null, DateOnly? Next = null,
    bool Partial = false, GivenBack[]? Back = null, decimal BackTotal = 0, decimal CashIn = 0,
    decimal CashBack = 0);

/// <summary>Money given back to a family on a day, of whatever day's payment.</summary>
/// <param name="Number">Of the receipt of the payment.</param>
/// <param name="Method">Null of what was given back before the means was asked.</param>
public sealed record GivenBack(
    Guid Payment, string Number, string Payer, DateTime At, string? Method, string? MethodLabel, decimal Amount, string Reason);

public sealed record DayAfter(int Count, decimal Amount);

public sealed record MethodTotal(string Method, string Label, int Count, decimal Amount);

public sealed record DayClosed(DateTime At, string By, decimal? CashCounted, string? Explanation);

/// <param name="CashCounted">Notes and coins in the drawer; null when there is no drawer.</param>
/// <param name="Explanation">Obligatory when the drawer differs: 400 "day.explain".</param>
public sealed record CloseDay([property: Range(typeof(decimal), "0", "999999.99")] decimal? CashCounted, [property: StringLength(400)] string? Explanation);

/// <summary>GET /follow-up[?office=…], permission "cash": money without a place yet, oldest first.</summary>
public sealed record FollowUpView(decimal Received, decimal Outstanding, int Debtors, PaymentSummary[] Advances, RefundView[] Refunds, decimal ToSettle = 0);
