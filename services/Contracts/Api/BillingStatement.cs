namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/billing/statement[?year=2026][&amp;family=…]: invoices, titles and payments of a school year, oldest first (F-96, F-97).
/// 400 "year.invalid" outside 2000 to 2100.
/// </summary>
/// <param name="Year">The one in which the school year begins: 2026 for 1 September 2026 to 31 August 2027.</param>
/// <param name="Years">School years with operations, and the current one, newest first.</param>
/// <param name="Opening">Balance before the year (Ancien solde, F-99), euros; null when the treasury collects everything.</param>
/// <param name="Debit">Sum of all lines of the year.</param>
/// <param name="Closing">Balance at the end of the year, of the offices that show one; null as <paramref name="Opening"/>.</param>
public sealed record StatementView(int Year, int[] Years, decimal? Opening, StatementLine[] Lines, decimal Debit, decimal Credit, decimal? Closing);

/// <param name="Number">As printed: "AL-36", "AL-228".</param>
/// <param name="Description">"Facture : 01/10/2026 – 31/10/2026", "Règlement : Chèque", "Titre émis (ORMC n° 9)" (F-98, F-105).</param>
/// <param name="Invoice">Of the line of an invoice or credit note.</param>
/// <param name="HowToPay">Where a debt that the treasury collects is paid, one sentence (F-106, F-107); else null.</param>
public sealed record StatementLine(string Number, DateOnly Date, string Description, string CashOffice, decimal? Debit, decimal? Credit,
    string? HowToPay = null, Guid? Invoice = null);
