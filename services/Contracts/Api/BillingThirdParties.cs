using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

public static class ThirdPartyKinds
{
    /// <summary>Of a child placed with the aide sociale à l’enfance.</summary>
    public const string Department = "department";
    public const string Employer = "employer";
    public const string Ccas = "ccas";
    public const string Other = "other";

    public static readonly string[] All = [Department, Employer, Ccas, Other];
}

/// <summary>
/// GET /api/{tenant}/billing/third-parties, permission "billing", "cash" or "money-view": who
/// pays for others' children. The id is that of a payer: invoices, the
/// counter and the statement take it as they take a family's.
/// </summary>
/// <param name="Coverages">Agreements in force today.</param>
public sealed record ThirdPartyRow(Guid Id, string Number, string Name, string Kind, int Coverages, decimal Owed, decimal ToBill);

/// <summary>GET /third-parties/{id}.</summary>
/// <param name="Tariffs">What an agreement may be limited to.</param>
public sealed record ThirdPartyDetail(Guid Id, string Number, SaveThirdParty Party, decimal Owed, CoverageView[] Coverages, CoverageTariff[] Tariffs);

public sealed record CoverageTariff(string Key, string Label);

/// <summary>POST /third-parties and PUT /third-parties/{id}, permission "billing". 400 "thirdParty.kind", "thirdParty.siret", "thirdParty.address".</summary>
/// <param name="Kind">Of <see cref="ThirdPartyKinds"/>.</param>
/// <param name="Siret">14 digits, or null.</param>
/// <param name="Reference">Printed on each of its invoices.</param>
public sealed record SaveThirdParty(
    [property: Required, StringLength(100, MinimumLength = 2)] string Name, [property: Required, StringLength(16)] string Kind,
    [property: Required, StringLength(100, MinimumLength = 2)] string Street, [property: Required, StringLength(10, MinimumLength = 2)] string PostCode,
    [property: Required, StringLength(80, MinimumLength = 1)] string City, [property: StringLength(14)] string? Siret = null,
    [property: StringLength(200)] string? Email = null, [property: StringLength(100)] string? Reference = null);

/// <summary>An agreement. GET /coverages[?family=…] gives those of a household: its own, or the one an agent names.</summary>
/// <param name="Child">Null: each child of the household.</param>
/// <param name="Percent">Of the price; null when it pays an amount for each line.</param>
/// <param name="Tariffs">Keys; empty for all.</param>
/// <param name="Paid">What it took so far, within the agreement's dates.</param>
public sealed record CoverageView(
    Guid Id, Guid ThirdParty, string ThirdPartyName, Guid Family, string FamilyName, Guid? Child, string? ChildName, DateOnly From, DateOnly? Until,
    decimal? Percent, decimal? Each,
    decimal? MonthCeiling, decimal? TotalCeiling, string[] Tariffs, string? Reference, decimal Paid, long Version);

/// <summary>
/// POST /third-parties/{id}/coverages; PUT /coverages/{id}?version=… changes what it says,
/// with what was billed corrected on the next invoices of both. Permission
/// "billing". 400 "coverage.share", "coverage.dates", "coverage.child", "coverage.tariff",
/// "coverage.amount"; 404 for an unknown family; 409 "coverage.overlap", "coverage.changed".
/// </summary>
/// <param name="Percent">Of the price, up to two decimals; or <paramref name="Each"/>, euros for each line.</param>
public sealed record SaveCoverage(
    [property: Required] Guid? Family, [property: Required] DateOnly? From, DateOnly? Until = null, Guid? Child = null,
    [property: Range(0.01, 100)] decimal? Percent = null,
    [property: Range(0.01, 10_000)] decimal? Each = null, [property: Range(0.01, 100_000)] decimal? MonthCeiling = null,
    [property: Range(0.01, 1_000_000)] decimal? TotalCeiling = null,
    [property: MaxLength(50)] string[]? Tariffs = null, [property: StringLength(100)] string? Reference = null);

/// <summary>What others pay, said on a household's invoice.</summary>
/// <param name="Count">Lines.</param>
public sealed record CoveredSum(string ThirdParty, string? Child, string Label, int Count, decimal Amount);
