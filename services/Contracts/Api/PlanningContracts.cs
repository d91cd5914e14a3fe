using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// A child's contract with a service (F-94): hours of each weekday, and days of leave the family may take within it.
/// POST /api/{tenant}/planning/contracts, agents with permission "requests". 409 "contract.overlaps" when another one covers the same days.
/// </summary>
/// <param name="Hours">At most one per weekday; hours outside are hours beyond the contract.</param>
/// <param name="LeaveDays">Days of leave over the whole contract, 0 to 365.</param>
public sealed record GiveContract(
    [property: Required] Guid? Family, [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Service,
    [property: Required] DateOnly? From, DateOnly? Until,
    [property: Required, MaxLength(7)] ContractDay[] Hours, [property: Range(0, 365)] int LeaveDays = 0);

public sealed record ContractDay(DayOfWeek Weekday, TimeOnly From, TimeOnly To);

/// <summary>POST /api/{tenant}/planning/contracts/{id}/end: the last day, inclusive.</summary>
public sealed record EndContract([property: Required] DateOnly? Until);

/// <summary>GET /api/{tenant}/planning/contracts[?family=…]: contracts of the family's children, newest first.</summary>
/// <param name="WeeklyHours">Sum of the week, in hours.</param>
public sealed record ContractView(
    Guid Id, Guid ChildId, string Child, string Service, string ServiceLabel, DateOnly From, DateOnly? Until, ContractDay[] Hours, decimal WeeklyHours,
    int LeaveDays, int LeaveTaken, string By);

/// <summary>GET /api/{tenant}/planning/checks: cells that contradict something (legend "Erreur"), from last month on, for agents.</summary>
public sealed record CheckList(CheckedCell[] Items, int Total);

/// <param name="Kind">"not-enrolled", "closed", "exclusive", "requires", "present-absent" or "unknown-unit".</param>
/// <param name="Text">What is wrong, in a French sentence.</param>
public sealed record CheckedCell(
    string Kind, string Text, Guid FamilyId, string FamilyName, Guid ChildId, string Child, string Unit, string UnitLabel, DateOnly Date, CellState State,
        long Version);

/// <summary>POST /api/{tenant}/planning/checks/correct: sets a cell right, with a reason that stays in its trace.</summary>
/// <param name="State">One of Free, Booked, AbsentExcused, AbsentBilled, Present.</param>
/// <param name="Version">As it was on screen: 409 "cell.changed" when something changed since.</param>
public sealed record CorrectCell(
    [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit, [property: Required] DateOnly? Date,
    [property: Required] CellState? State,
    [property: Required] long? Version, [property: Required, StringLength(500, MinimumLength = 3)] string Reason);

/// <summary>POST /checks/correct/many: many days, booked or present without a booking, set right at once;
/// those that changed meanwhile are left. Undone as one by POST …/{batch}/undo.</summary>
/// <param name="Batch">Chosen by the caller: sent twice it is done once.</param>
/// <param name="State">Present, AbsentExcused or AbsentBilled; a presence without a booking only Present.</param>
public sealed record CorrectCells(
    [property: Required] Guid? Batch, [property: Required, MinLength(1), MaxLength(100)] CellOfDay[] Cells, [property: Required] CellState? State,
    [property: Required, StringLength(500, MinimumLength = 3)] string Reason);

/// <param name="Version">As it was on screen.</param>
public sealed record CellOfDay(Guid? Child, string Unit, DateOnly? Date, long? Version);

/// <param name="Left">Changed meanwhile: nothing was done to them.</param>
public sealed record CorrectedCells(Guid Batch, int Done, CellOfDay[] Left);
