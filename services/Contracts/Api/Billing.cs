using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/charges?month=2026-12[&amp;family=…]: priced lines of a family, by day.</summary>
/// <param name="Groups">Lines that differ by their day alone.</param>
/// <param name="Services">Lines by child and service.</param>
public sealed record ChargesView(string Month, decimal Total, ChargeView[] Lines, ChargeGroup[]? Groups = null, ChargeSum[]? Services = null);

/// <summary>« 9 repas à 3,60 € »: one child, service, price and reason.</summary>
/// <param name="First">The line of the first day.</param>
/// <param name="Price">Of one: as the invoice says it; before it is billed, as it stands.</param>
/// <param name="More">What the next invoice takes back or adds, for each day; 0 for most.</param>
/// <param name="Correction">The same for all of them.</param>
public sealed record ChargeGroup(ChargeView First, DateOnly[] Dates, decimal Price, decimal Sum, decimal More, decimal Correction);

public sealed record ChargeSum(string Child, string Label, int Count, decimal Amount);

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

/// <summary>POST /api/{tenant}/billing/quotes: prices of cells not booked yet, and sums of them, one call for a whole year. At most 4 000 cells.</summary>
public sealed record QuoteRequest([property: Required, MinLength(1), MaxLength(4000)] QuoteCell[] Cells, Guid? Family = null);

/// <param name="In">Names of the sums it is part of, as the caller likes: eight at most, of 80 signs.</param>
/// <param name="Percent">In the sums, that part of its price, rounded as on the bill.</param>

public sealed record QuoteCell([property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit,
    [property: Required] DateOnly? Date, bool Late = false, string[]? In = null, int? Percent = null);

/// <summary>What the family pays itself, in the order of the request; null when no tariff is known for that unit and day.</summary>
/// <param name="Sums">By the names of the request.</param>
public sealed record QuoteView(decimal?[] Prices, string? Missing, IReadOnlyDictionary<string, QuoteSum>? Sums = null);

/// <param name="Amount">What the family pays itself of all cells; null while the price of one isn't known.</param>
/// <param name="Covered">What third parties pay beside it.</param>
/// <param name="Steps">« 5 à 3,60 € », in the order of the cells.</param>
public sealed record QuoteSum(decimal? Amount, decimal Covered, QuoteStep[] Steps);

public sealed record QuoteStep(int Count, decimal Price, decimal Amount);

/// <summary>GET /api/{tenant}/billing/account: balance and unpaid invoices of the family (F-31, F-32).</summary>
/// <param name="Balance">What the family owes, euros; null when the treasury collects and the commune can't know (F-40).</param>
/// <param name="Notice">In title mode: the commune's sentence and the treasury's contact.</param>
/// <param name="ToBill">Sum of lines not invoiced yet, this month and before.</param>
/// <param name="Corrections">The part of <paramref name="ToBill"/> that corrects days billed already.</param>
/// <param name="Prepaid">Some cash office has accounts paid in advance.</param>
public sealed record AccountView(DateOnly AsOf, decimal? Balance, string? Notice, decimal ToBill, InvoiceView[] Unpaid, string? Quotient,
    bool Prepaid = false, decimal Corrections = 0, string[]? Merged = null);

public sealed record InvoiceView(string Number, DateOnly Date, DateOnly DueDate, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Amount, decimal Remaining,
    string CashOffice, Guid Id, DateOnly? DebitOn = null, DateOnly? PlanNext = null);
