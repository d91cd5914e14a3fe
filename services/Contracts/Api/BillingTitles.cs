using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/titles[?office], permission "billing" or "money-view":
/// the last 100 bordereaux handed to the treasury, newest first.</summary>
public sealed record TitlesView(TitleOffice[] Offices, TitleSlipView[] Slips);

/// <param name="Collects">"regie" or "title".</param>
/// <param name="Ready">Described to the treasury in the settings.</param>
public sealed record TitleOffice(string Key, string Label, string Collects, bool Ready);

/// <param name="Paid">Debts that the treasury reports as wholly paid, and all it reports received.</param>
public sealed record TitleSlipView(
    Guid Id, string Office, string OfficeLabel, int Year, int Number, DateOnly Date, string Subject, int Count, decimal Amount, string FileName, DateTime At,
    string By, int Paid,
    decimal PaidAmount);

/// <summary>GET /titles/draft?office[&amp;dueBefore]: what a bordereau would hold, read before it
/// is made. 409 "titles.settings" while the office isn't described.</summary>
/// <param name="Products">Control totals by product code and account.</param>
public sealed record TitleDraftView(
    string Office, string OfficeLabel, int Count, decimal Amount, TitleLine[] Lines, TitleProduct[] Products, TitleLeftOut[] LeftOut);

/// <param name="Debt">Digits only: the treasury's name of it.</param>
public sealed record TitleLine(
    Guid Invoice, string Number, string Debt, string Payer, string Town, DateOnly DueDate, decimal Amount, TitleProduct[] Products, decimal Paid,
    DateOnly? PaidOn);

public sealed record TitleProduct(string Code, string Account, decimal Amount);

public sealed record TitleLeftOut(Guid Invoice, string Number, string Payer, string Code, string Sentence);

/// <summary>
/// POST /titles, permission "billing": hands over what the draft showed and writes the file.
/// From then on none of it is payable here (I8). 409 "titles.changed",
/// "titles.none", "titles.settings".
/// </summary>
/// <param name="DueBefore">In a régie: only what fell due before that day.</param>
public sealed record MakeSlip(
    [property: Required, StringLength(64)] string Office, DateOnly? DueBefore, [property: Required, StringLength(120, MinimumLength = 3)] string Subject,
    [property: Required] int? Count, [property: Required] decimal? Amount);

/// <summary>GET /titles/{id}: a bordereau as a list, with what the treasury said since.</summary>
public sealed record TitleSlipDetail(TitleSlipView Slip, TitleLine[] Lines, TitleProduct[] Products);

/// <summary>
/// POST /titles/receipts/upload?office, permission "billing": the treasury's report as CSV
/// (debt number, amount, date, optionally state) as the body. Again changes
/// nothing. 400 "report.unreadable", "report.columns".
/// </summary>
/// <param name="Taken">Lines that were new, with their sum.</param>
/// <param name="Settled">Debts paid wholly by them.</param>
/// <param name="Known">Lines reported before.</param>
/// <param name="Unknown">Debt numbers that no bordereau of the office holds.</param>
/// <param name="Wrong">Lines that can't be read, a sentence each.</param>
public sealed record TreasuryReportView(int Taken, decimal Amount, int Settled, int Known, string[] Unknown, string[] Wrong);
