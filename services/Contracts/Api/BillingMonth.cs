namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/month?month=2026-12[&amp;family=…]: the money of a month page in
/// one call, without the reasons that <see cref="ChargesView"/> has.</summary>
/// <param name="Total">Sum of what is charged.</param>
/// <param name="Booked">What is charged, by cell.</param>
/// <param name="Prices">What each unit costs each child on any day of the month.</param>
public sealed record MonthMoney(string Month, decimal Total, MonthAmount[] Booked, UnitPrice[] Prices);

/// <param name="Day">Day of the month, 1…31.</param>
public sealed record MonthAmount(Guid Child, string Unit, int Day, decimal Amount);

/// <summary>GET /api/{tenant}/billing/prices?from=&amp;until=[&amp;family=…]: prices over a
/// period of 500 days at most, however many days are then asked for.</summary>
public sealed record PriceTable(UnitPrice[] Prices);

/// <summary>What a unit costs some children from a day on, until the next entry for the same unit and child.</summary>
/// <param name="Price">Euros the family pays itself; null when no tariff is in force.</param>
/// <param name="Late">The same when booked after the deadline.</param>
/// <param name="Missing">Visible label when the quotient is missing, else null.</param>
/// <param name="Covered">Euros that third parties pay beside it.</param>
/// <param name="Hold">Minutes within which a booking is confirmed by paying; null where it is at once.</param>
/// <param name="PayBy">In place of minutes: the printed day at whose midnight an unpaid booking goes.</param>
public sealed record UnitPrice(
    string Unit, Guid[] Children, DateOnly From, decimal? Price, decimal? Late, string? Missing, decimal Covered = 0, int? Hold = null, DateOnly? PayBy = null);
