using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/runs[?office=…], permission "billing" or "money-view": newest first.</summary>
public sealed record RunsView(RunSummary[] Runs, BillingOffice[] Offices);

/// <param name="Mode">"regie" or "title".</param>
/// <param name="Threshold">Sums under it are carried over, euros; 0 for none.</param>
/// <param name="DueInWords">When its invoices fall due: « 30 jours après la facture ».</param>
public sealed record BillingOffice(string Key, string Label, string Prefix, string Mode, decimal Threshold, string? DueInWords = null);

/// <param name="State">"draft", "checked", "issuing", "stopped", "issued".</param>
/// <param name="NoHead">The office's papers don't say yet who bills.</param>
public sealed record RunSummary(
    Guid Id, string Office, string OfficeLabel, DateOnly From, DateOnly Until, DateOnly Date, DateOnly DueDate, string State, int Invoices, decimal Amount,
    string By, DateTime At, DateTime? IssuedAt, bool NoHead = false);

/// <summary>GET /runs/{id}: the run with its draft as truth stands now, or what was issued.</summary>
/// <param name="Progress">Done and to do: prices while a draft is being worked out, invoices while issuing.</param>
/// <param name="Numbers">"AL-2027-1 à AL-2027-93": those the draft would take, or has taken.</param>
public sealed record RunView(
    RunSummary Run, RunProgress Progress, RunTotals Totals, string? Numbers, AnomalyView[] Anomalies, ServiceComparison[] Services,
    FamilyComparison[] Families, RunStep[] History, ServiceTotals? ServiceTotals = null);

/// <summary>Of all services, before and now.</summary>
public sealed record ServiceTotals(decimal Before, decimal Now, decimal Difference);

/// <param name="Pricing">Months of families still to be priced before the draft is whole.</param>
public sealed record RunProgress(int Done, int Of, int Pricing);

/// <summary>Draft = to issue + carried + waiting, to the cent.</summary>
/// <param name="Carried">Sums under the threshold, carried to the next run.</param>
/// <param name="Waiting">Totals under zero; they wait for the next run.</param>
/// <param name="Blocked">Payers left out because something is missing (no address, no name).</param>
public sealed record RunTotals(
    int Payers, decimal Amount, int ToIssue, decimal ToIssueAmount, int Carried, decimal CarriedAmount, int Waiting, decimal WaitingAmount, int Blocked,
    decimal BlockedAmount, int Corrections, int ByMail, int OnPaper);

/// <param name="Key">"bookedNotSeen", "unbooked", "clockMissing", "quotientMissing", "quotientEnding", "noTariff", "noAddress", "unknownChild",
/// "endedFile".</param>
/// <param name="Stake">Euros in play.</param>
/// <param name="Blocks">False: only for information.</param>
public sealed record AnomalyView(string Key, string Label, int Count, decimal Stake, bool Blocks);

/// <summary>GET /runs/{id}/anomalies/{key}[?after=…]: 100 rows a page.</summary>
public sealed record AnomalyRows(string Key, string Label, AnomalyRow[] Rows, string? Next);

public sealed record AnomalyRow(Guid Family, string Payer, Guid? Child, string? ChildName, string? Unit, string? Label, DateOnly? Date, string? Outcome,
    decimal Stake, string? Note, long? Version = null);

public sealed record ServiceComparison(string Label, int CountBefore, int Count, decimal Before, decimal Now, decimal Difference);

/// <param name="Why">What makes most of it: "9 repas de moins".</param>
public sealed record FamilyComparison(Guid Family, string Payer, decimal Before, decimal Now, decimal Difference, string Why);

public sealed record RunStep(string What, string By, DateTime At);

/// <summary>GET /runs/{id}/payers[?kind=toIssue|carried|waiting|blocked][&amp;after=…]: 50 a page, by name.</summary>
public sealed record RunPayers(RunPayer[] Payers, string? Next);

/// <param name="Invoice">Once issued.</param>
/// <param name="Mail">False: on the paper list.</param>
public sealed record RunPayer(Guid Family, string Payer, string Kind, decimal Amount, int Lines, int Corrections, bool Mail, Guid? Invoice, string? Number);

/// <summary>GET /runs/{id}/payers/{family}: the draft of one invoice, as it would be issued now.</summary>
public sealed record DraftInvoice(Guid Family, string Payer, decimal Amount, InvoiceChild[] Children, InvoiceLineView[] Corrections);

/// <summary>POST /runs, permission "billing". 409 "run.open" when this office has a run that isn't issued yet.</summary>
/// <param name="DueDate">Null: by the office's rule.</param>
public sealed record StartRun(
    [property: Required, StringLength(64, MinimumLength = 1)] string Office, [property: Required] DateOnly? From, [property: Required] DateOnly? Until,
    [property: Required] DateOnly? Date, DateOnly? DueDate = null);

/// <summary>POST /runs/{id}/check and /runs/{id}/issue: what the agent read. 409 "run.changed" when the draft is another by now.</summary>
/// <param name="Invoices">Number of invoices on the agent's screen.</param>
/// <param name="Amount">Their sum.</param>
public sealed record ConfirmRun([property: Required] int? Invoices, [property: Required] decimal? Amount);
