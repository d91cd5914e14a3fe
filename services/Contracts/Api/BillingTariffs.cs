using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/public/tariffs[?on=2027-09-01], without a token: what each service costs on a day, as the commune publishes it.</summary>
/// <param name="Coming">Later days from which a price is another, in order.</param>
/// <param name="Columns">Tariffs by quotient: the columns of <paramref name="Grid"/>.</param>
/// <param name="Others">Tariffs that no grid of quotients shows: one price, a percentage of the quotient, a duration.</param>
/// <param name="Simulator">What can be counted in a month.</param>
/// <param name="FromElsewhere">Whether any price is another for households of other communes.</param>
public sealed record TariffsView(
    DateOnly On, DateOnly[] Coming, TariffSheet[] Columns, GridRow[] Grid, TariffSheet[] Others, SimulatorRow[] Simulator, bool FromElsewhere);

/// <param name="Price">What it costs, where no grid says it: "3,80 €", "0,36 % du quotient, de 2,60 € à 4,50 €".</param>
/// <param name="Sentences">Conditions, each a French sentence.</param>
/// <param name="Decision">As cited: "Délibération n° 2026-41 du 23 juin 2026".</param>
public sealed record TariffSheet(
    string Key, string Label, string[] Units, string Price, string[] Sentences, DateOnly From, DateOnly? Until, string? Decision, string? DecisionUrl);

/// <param name="From">Quotients from here, included; null for the row of households from elsewhere.</param>
/// <param name="Prices">Euros, one for each column.</param>
public sealed record GridRow(string Label, decimal? From, decimal? Below, decimal[] Prices);

/// <param name="Key">Tariff, and where they make a price of their own the rank of the child or a packed lunch: "repas", "repas:pai", "alsh:2".</param>
public sealed record SimulatorRow(string Key, string Label, string? Help);

/// <summary>
/// GET /api/{tenant}/billing/public/simulation?quotient=850&amp;resident=true&amp;item=repas*11, without a token: what a month costs, by the rule that
/// bills. Unknown keys are left out; 400 "item.invalid" when one can't be read.
/// </summary>
public sealed record PriceSimulation(DateOnly On, decimal? Quotient, bool Resident, SimulationLine[] Lines, decimal Total, string? Missing);

/// <param name="Price">Of one day; null when they differ, or for a package or fee.</param>
/// <param name="Why">One sentence.</param>
public sealed record SimulationLine(string Key, string Label, int Count, decimal? Price, decimal Amount, string Why);

/// <summary>GET /api/{tenant}/billing/my-tariffs[?family=…]: what each child's days cost today, and the last full month to simulate with.</summary>
/// <param name="QuotientUntil">Last day of the quotient; null when open or absent.</param>
/// <param name="Month">First day of the month that <paramref name="Counts"/> are of.</param>
/// <param name="Counts">Days of that month by key of the simulator.</param>
public sealed record MyTariffsView(
    DateOnly On, decimal? Quotient, DateOnly? QuotientUntil, string? Bracket, bool Resident, ChildTariffs[] Children, DateOnly Month,
        Dictionary<string, int> Counts);

/// <param name="Rank">1 for the first child of the household.</param>
public sealed record ChildTariffs(Guid ChildId, string FirstName, int Rank, ChildPrice[] Prices);

/// <param name="Usual">Without packed lunch or discount, when it is more; else null.</param>
/// <param name="WithoutQuotient">What it becomes when the quotient has ended; null when that is the same.</param>
public sealed record ChildPrice(
    string Tariff, string Label, string Unit, decimal Amount, decimal? Usual, decimal? WithoutQuotient, string Why, string? Missing);

/// <summary>GET /api/{tenant}/billing/tariffs, permission "settings": all tariffs with their versions in words, and what doesn't fit.</summary>
/// <param name="Version">Of the settings: what a change is based on.</param>
/// <param name="Units">Booking units known from the services, with the tariff each has.</param>
public sealed record TariffsOverview(long Version, TariffRow[] Tariffs, TariffFinding[] Findings, TariffUnit[] Units, TariffOffice[] Offices);

/// <param name="Current">In force today; null when none is.</param>
/// <param name="Coming">The next one that is decided.</param>
/// <param name="Draft">A proposal: no price follows it.</param>
/// <param name="Versions">Each version whole: in force, decided, proposed, then those that are over, the latest first.</param>
public sealed record TariffRow(
    string Key, string Label, string[] Units, string CashOffice, TariffSheet? Current, TariffSheet? Coming, TariffSheet? Draft, WholePrice[] Versions);

/// <summary>All that a version says, in words.</summary>
/// <param name="State">"current", "coming", "draft" or "past".</param>
/// <param name="Conditions">Conditions, packages and contracts: « Hors commune » and « 7,20 € ».</param>
/// <param name="Accounts">What the accountant reads: food part, account, product code, tax credit.</param>
public sealed record WholePrice(string State, TariffSheet Sheet, TariffTable Table, PriceFact[] Conditions, PriceFact[] Accounts);

/// <param name="Head">What the price hangs on: "Quotient", "Durée de présence".</param>
/// <param name="Columns">"Prix par heure", or one for each number of children.</param>
public sealed record TariffTable(string Head, string[] Columns, PriceLine[] Lines);

/// <param name="Prices">One for each column.</param>
public sealed record PriceLine(string Label, string[] Prices);

public sealed record PriceFact(string Label, string Value);

/// <param name="Code">"unit.unknown", "unit.unpriced", "week.short", "decision.missing", "tariff.ended".</param>
/// <param name="Tariff">Key of the tariff to look at; null for a unit without one.</param>
/// <param name="Text">One French sentence.</param>
public sealed record TariffFinding(string Code, string? Tariff, string Text);

public sealed record TariffUnit(string Key, string Label, string? Tariff);

public sealed record TariffOffice(string Key, string Label);

/// <summary>
/// POST /api/{tenant}/billing/tariffs/{key}/publish, permission "settings": the draft becomes a version from its day on. 409 "draft.missing",
/// 409 "settings.changed"; 400 "decision.missing" without the number of the decision, "version.used" when days from then on were billed.
/// </summary>
public sealed record PublishTariff([property: Required] long? BasedOn);

/// <summary>
/// GET /api/{tenant}/billing/tariffs/{key}/trial?from=2025-09-01&amp;until=2026-07-05, permission "settings": the draft on the real days of a period,
/// beside the version in force. Every sum comes from the rule that bills. 404 without draft.
/// </summary>
/// <param name="Days">Charged days of the period.</param>
/// <param name="Months">Months with such a day: to say "each month".</param>
/// <param name="Bands">By quotient, then packed lunches, other communes and missing quotients; their sums are the totals.</param>
/// <param name="Conditions">Surcharges and penalties, which the bands hold already.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record TrialView(
    DateOnly From, DateOnly Until, int Days, int Months, int Families, decimal Before, decimal After, int Up, int Down, int Same,
    TrialBand[] Bands, TrialGroup[] Children, TrialGroup[] Residence, TrialCondition[] Conditions, TrialFamily[] Most, long Milliseconds);

public sealed record TrialBand(string Label, int Days, int Families, decimal Before, decimal After);

/// <param name="Up">Families of the group that pay more.</param>
public sealed record TrialGroup(string Label, int Families, int Up, decimal Before, decimal After);

public sealed record TrialCondition(string Label, int Days, decimal Before, decimal After);

/// <summary>A family that pays more, without its name: whoever may see names finds it by number.</summary>
public sealed record TrialFamily(string Number, decimal? Quotient, bool Resident, int Children, decimal Before, decimal After);
