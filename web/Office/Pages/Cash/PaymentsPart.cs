using Preau.Contracts.Api;

namespace Preau.Office.Pages.Cash;

/// <summary>Payments of a day or of a slip as a table.</summary>
/// <param name="Received">Their sum, as Billing says it.</param>
public sealed record PaymentsPart(PaymentSummary[] Payments, decimal Received);
