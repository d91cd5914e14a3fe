using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/charges?month=2026-12[&amp;family=…]: priced lines of a family, by day.</summary>
public sealed record ChargesView(string Month, decimal Total, ChargeView[] Lines);

/// <param name="Amount">Euros, rounded half up once.</param>
/// <param name="Status">"toBill" or "invoiced".</param>
/// <param name="Label">What a parent reads: "Repas, restauration scolaire".</param>
/// <param name="Billed">Of an invoiced line: what its invoices say in all; where it differs from
/// <paramref name="Amount"/>, the next invoice corrects it. Null before.</param>
/// <param name="Kind">"day", or "latePickUp": the fee of a pick-up after closing, beside the line of its day.</param>
/// <param name="Missing">Visible label when the quotient is missing ("Quotient non fourni : tarif le plus élevé"), else null.</param>
public sealed record ChargeView(Guid ChildId, string Child, string Unit, string Label, DateOnly Date, decimal Amount, string Status, string? InvoiceNumber,
    string? Missing, PriceWhy Why, string Kind = "day", decimal? Billed = null)
{
    public const string LatePickUp = "latePickUp";
}

/// <summary>Why this price: one sentence, then the steps with their figures.</summary>
public sealed record PriceWhy(string Sentence, PriceStep[] Steps);

/// <param name="Value">What the step says: "612 €", "de 501 à 800", "3,60 €", "− 10 %".</param>
public sealed record PriceStep(string Label, string Value);

/// <summary>POST /api/{tenant}/billing/quotes: prices of cells not booked yet, one call for a whole month. At most 1 000 cells.</summary>
public sealed record QuoteRequest([property: Required, MinLength(1), MaxLength(1000)] QuoteCell[] Cells, Guid? Family = null);

public sealed record QuoteCell([property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit,
    [property: Required] DateOnly? Date, bool Late = false);

/// <summary>What the family pays itself, in the order of the request; null when no tariff is known for that unit and day.</summary>
public sealed record QuoteView(decimal?[] Prices, string? Missing);

/// <summary>GET /api/{tenant}/billing/account: balance and unpaid invoices of the family (F-31, F-32).</summary>
/// <param name="Balance">What the family owes, euros; null when the treasury collects and the commune can't know (F-40).</param>
/// <param name="Notice">In title mode: the commune's sentence and the treasury's contact.</param>
/// <param name="ToBill">Sum of lines not invoiced yet, this month and before.</param>
/// <param name="Corrections">The part of <paramref name="ToBill"/> that corrects days billed already.</param>
/// <param name="Prepaid">Some cash office has accounts paid in advance.</param>
public sealed record AccountView(DateOnly AsOf, decimal? Balance, string? Notice, decimal ToBill, InvoiceView[] Unpaid, string? Quotient,
    bool Prepaid = false, decimal Corrections = 0, string[]? Merged = null);

public sealed record InvoiceView(string Number, DateOnly Date, DateOnly DueDate, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Amount, decimal Remaining,
    string CashOffice, Guid Id, DateOnly? DebitOn = null);
