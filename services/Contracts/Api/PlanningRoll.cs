using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>What an agent marks on the roll. Marks are only ever added: a correction names the mark it replaces, an undo the one it withdraws.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarkKind>))]
public enum MarkKind
{
    Present,
    Absent,
    Arrival,
    Departure,
    /// <summary>Withdraws the mark named by <c>Replaces</c>, nothing else.</summary>
    Undo,
}

/// <summary>One mark, with an id of the tablet's own: sent twice it counts once.</summary>
/// <param name="At">When it was made, by the tablet's clock, UTC.</param>
/// <param name="Time">Hour said by hand (local); null: the hour of <paramref name="At"/>.</param>
/// <param name="Replaces">The mark it corrects or withdraws.</param>
/// <param name="CollectedBy">With a departure: whom the child was handed to, or that it left alone.</param>
public sealed record NewMark(
    [property: Required] Guid? Id, [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit,
    [property: Required] DateOnly? Date,
    [property: Required] MarkKind? Kind, [property: Required] DateTime? At, TimeOnly? Time = null, Guid? Replaces = null,
    [property: StringLength(120)] string? CollectedBy = null);

/// <summary>POST /api/{tenant}/planning/roll/marks, permission "attendance": 1 to 200 marks, each with an answer of its own.</summary>
/// <param name="Device">Name of the tablet, kept with each mark.</param>
/// <param name="SentAt">The tablet's clock while sending, UTC: a clock that is wrong is set right by the difference.</param>
public sealed record SendMarks(
    [property: Required, StringLength(60, MinimumLength = 1)] string Device, [property: Required] DateTime? SentAt,
        [property: Required, MinLength(1), MaxLength(200)] NewMark[] Marks);

public sealed record MarksResult(MarkAnswer[] Results);

/// <param name="Code">"recorded", "known" (it was there already) or a refusal such as "mark.not-enrolled" with its French sentence.</param>
public sealed record MarkAnswer(Guid Id, bool Kept, string Code, string? Text);

/// <summary>GET /api/{tenant}/planning/roll?service=&amp;date=: the list of one service on one
/// day with all its marks, enough to go on without network.</summary>
/// <param name="Now">Local date-time of the commune.</param>
/// <param name="Others">Children who may turn up all the same and are not on the list: those
/// enrolled to the service, then those of the schools it serves.</param>
public sealed record RollView(
    DateOnly Date, DateTime Now, bool Open, string Service, string Label, string Facility, string FacilityLabel, RollUnit[] Units, RollChild[] Children,
    RollOther[] Others, FilterOption[] Services);

/// <param name="Times">Arrival and departure are clocked; else present or absent.</param>
/// <param name="From">Local hours of the slot, null when not set.</param>
/// <param name="Ends">After this hour nobody marked present, without a clock, is looked for there.</param>
/// <param name="LateAfter">A departure after this hour is late: the end of the slot and the minutes allowed; null where none is.</param>
public sealed record RollUnit(
    string Unit, string Label, string ShortLabel, bool Times, TimeOnly? From, TimeOnly? To, bool Meal, TimeOnly? LateAfter = null, TimeOnly? Ends = null)
{
    /// <summary>Minutes after the end of the slot; null when in time.</summary>
    public int? Late(TimeOnly departure) => departure > LateAfter && To is { } end ? (int)(departure - end).TotalMinutes : null;
}

/// <param name="Expected">Booked (or about to be decided), and not told absent.</param>
/// <param name="Conflict">Two tablets said different things; what counts is shown all the same.</param>
/// <param name="LateMinutes">Picked up that many minutes after closing.</param>
public sealed record RollChild(
    Guid ChildId, Guid FamilyId, string FirstName, string LastName, string? Gender, string? School, string? Grade, string Unit, CellState State, bool Booked,
    bool Expected, RollPresence Presence,
    TimeOnly? Arrival, TimeOnly? Departure, bool Conflict, int? LateMinutes, RollMark[] Marks, string? CollectedBy = null);

[JsonConverter(typeof(JsonStringEnumConverter<RollPresence>))]
public enum RollPresence
{
    Unmarked,
    Present,
    Absent,
}

/// <param name="Time">The hour that counts, local.</param>
/// <param name="Stands">No other mark replaces or withdraws it.</param>
public sealed record RollMark(Guid Id, MarkKind Kind, DateTime At, TimeOnly Time, Guid? Replaces, string By, bool Stands = true, string? CollectedBy = null);

/// <param name="Enrolled">In the service on that day.</param>
public sealed record RollOther(
    Guid ChildId, Guid FamilyId, string FirstName, string LastName, string? Gender, string? School, string? Grade, bool Enrolled = true);

/// <summary>GET /api/{tenant}/planning/roll/inside?facility=: who is in the building now, for an
/// evacuation. A child without a clocked departure counts as inside.</summary>
/// <param name="Over">Seen in a service that is over now, without a departure: named, not counted.</param>
public sealed record InsideView(DateTime Now, FilterOption[] Facilities, InsideFacility[] Shown, InsideFacility[]? Over = null)
{
    /// <summary>Also those of whom nobody knows whether they left.</summary>
    public IEnumerable<InsideChild> Everyone() => Shown.Concat(Over ?? []).SelectMany(f => f.Children);
}

public sealed record InsideFacility(string Facility, string Label, InsideChild[] Children);

/// <param name="Since">Null when only the presence was marked.</param>
public sealed record InsideChild(
    Guid ChildId, Guid FamilyId, string FirstName, string LastName, string? School, string? Grade, string UnitLabel, TimeOnly? Since);

/// <summary>GET /api/{tenant}/planning/roll/anomalies?from=&amp;to=&amp;service=: what the roll left open, to be settled before billing.</summary>
public sealed record AnomaliesView(DateOnly From, DateOnly To, DateOnly Today, RollAnomaly[] Items, int Total, FilterOption[] Services);

/// <param name="Kind">"unmarked" booked without a mark, "clock" arrival or departure missing, "unbooked" present
/// without a booking, "conflict" two tablets differ, "no-show" absent and an agent decides.</param>
/// <param name="SlotFrom">What a bulk fix proposes as the missing hours.</param>
public sealed record RollAnomaly(
    string Kind, Guid ChildId, string FirstName, string LastName, string Unit, string UnitLabel, string FacilityLabel, DateOnly Date, CellState State,
    TimeOnly? Arrival, TimeOnly? Departure,
    TimeOnly? SlotFrom, TimeOnly? SlotTo, bool Times, RollMark[] Marks);

/// <summary>POST /api/{tenant}/planning/roll/decide: whether a child marked absent, where the commune leaves it to an agent, is billed.</summary>
/// <param name="Billed">Null takes back what was decided: it is to be decided again.</param>
public sealed record DecideNoShow(
    [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit, [property: Required] DateOnly? Date, bool? Billed);
