using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/planning/leave[?family=…]: contracts of the family's children, newest
/// first, with the leave taken on each and the hours beyond it (F-94).</summary>
public sealed record LeaveView(LeaveContract[] Contracts);

/// <param name="Left">Days of leave that can still be asked.</param>
/// <param name="Reasons">Reasons of absence that count as leave of this service, as far as the
/// caller may give them; empty: the family writes to the service.</param>
/// <param name="Days">Leave taken or asked, oldest first.</param>
/// <param name="Extra">Months with hours beyond the contract, oldest first.</param>
public sealed record LeaveContract(ContractView Contract, int Left, FilterOption[] Reasons, LeaveDay[] Days, ExtraMonth[] Extra);

/// <param name="State">Leave, or AbsencePending while an agent decides.</param>
/// <param name="Lines">Lines of the request that can be taken back for this day; empty once the limit has passed.</param>
/// <param name="UndoUntil">Last local moment at which the family can take it back.</param>
public sealed record LeaveDay(DateOnly Date, CellState State, Guid? RequestId, string? RequestNumber, Guid[] Lines, DateTime? UndoUntil);

/// <param name="Month">"2026-12".</param>
/// <param name="Minutes">Clocked outside the hours of the contract.</param>
/// <param name="Days">Days on which there were some.</param>
public sealed record ExtraMonth(string Month, int Minutes, int Days);

/// <summary>
/// POST /api/{tenant}/planning/leave/preview and POST /api/{tenant}/planning/leave: leave over a period of
/// 120 days at most, both ends included. The second answers the <see cref="Receipt"/>
/// of an ordinary request, taken back like one; the same key gives the same receipt.
/// 400 "leave.period", "leave.reason", "leave.empty" (no day of the period is booked); 404 when the contract isn't of this family.
/// </summary>
/// <param name="Reason">Where the service has several reasons that count as leave; left out: the first.</param>
/// <param name="Family">Only for agents acting in a family's name.</param>
/// <param name="OverrideReason">Agents: why a rule is set aside; the family reads it.</param>
public sealed record AskLeave(
    [property: Required] Guid? Key, [property: Required] Guid? Contract, [property: Required] DateOnly? From, [property: Required] DateOnly? Until,
    [property: StringLength(64)] string? Reason = null,
    [property: StringLength(500)] string? Comment = null, Guid? Family = null, [property: StringLength(500)] string? OverrideReason = null);

/// <param name="Days">Every day of the period, in order.</param>
/// <param name="Counted">Days of leave this would take.</param>
/// <param name="Left">Days of leave that remain then.</param>
/// <param name="Receipt">What the request would answer; null when no day of the period is booked.</param>
public sealed record LeavePreview(LeaveAnswer[] Days, int Counted, int Left, Receipt? Receipt);

/// <param name="Kind">"counts", "pending" (it counts if an agent accepts), "leave" (it is leave
/// already), "closed", "not-booked", "outside" (the contract) or "refused".</param>
/// <param name="Text">Why, in a French sentence.</param>
/// <param name="Lifted">An agent's reason would set aside the rule that stands against it.</param>
public sealed record LeaveAnswer(DateOnly Date, string Kind, string Text, bool Lifted = false);
