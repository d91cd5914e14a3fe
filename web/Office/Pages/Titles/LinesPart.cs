using Preau.Contracts.Api;

namespace Preau.Office.Pages.Titles;

/// <summary>Debts of a bordereau as a table, before or after it was sent.</summary>
public sealed record LinesPart(TitleLine[] Lines, TitleProduct[] Products, bool Sent);
