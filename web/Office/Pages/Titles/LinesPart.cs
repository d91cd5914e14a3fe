using Preau.Contracts.Api;

namespace Preau.Office.Pages.Titles;

/// <summary>Debts of a bordereau as a table, before or after it was sent.</summary>
/// <param name="Total">Of all of them, as Billing says it.</param>
public sealed record LinesPart(TitleLine[] Lines, TitleProduct[] Products, decimal Total, bool Sent);
