namespace Preau.Contracts.Api;

/// <summary>GET
/// /api/{tenant}/planning/day?date=2026-12-08&amp;facility=&amp;service=&amp;school=&amp;grade=&amp;group=:
/// who is expected (agents with permission "attendance").</summary>
/// <param name="Previous">The last day before on which a service is open, null when none is near; so is <paramref name="Next"/>.</param>
/// <param name="Notices">Strikes, trips and closures of that day, in whole sentences.</param>
public sealed record DayView(
    DateOnly Date, string[] Flags, string? Label, DayService[] Services, DateOnly? Previous = null, DateOnly? Next = null, ListFilters? Filters = null,
        string[]? Notices = null);

/// <summary>What a list can be narrowed to: keys of facility, service and group (a pool of places); schools and grades by name.</summary>
public sealed record ListFilters(FilterOption[] Facilities, FilterOption[] Services, FilterOption[] Groups, string[] Schools, string[] Grades);

/// <param name="Counts">Of children, each once, whatever the list is narrowed to.</param>
public sealed record DayService(string Service, string Label, string FacilityLabel, DayPool[] Pools, DayChild[] Children, DayCounts? Counts = null);

/// <param name="Expected">To come, or there; <paramref name="Waiting"/> asked and not accepted yet.</param>
public sealed record DayCounts(int Expected, int Present, int Absent, int Waiting);

public sealed record DayPool(string Label, int Capacity, int Taken);

public sealed record DayChild(
    Guid ChildId, string FirstName, string LastName, string? School, string? Grade, string Unit, string UnitLabel, CellState State, string FamilyName,
        string? Notice,
    Guid FamilyId, string? Gender = null, bool Booked = false, bool Expected = false, TimeOnly? Arrival = null, TimeOnly? Departure = null, bool Meal = false,
    string? CollectedBy = null);

/// <summary>GET /api/{tenant}/planning/week?date=…&amp;… (filters of the day): the week of that day, child by day.</summary>
/// <param name="Days">Monday to Sunday, those without an open service or a child left out.</param>
public sealed record WeekView(DateOnly Monday, DateOnly Today, DateOnly[] Days, WeekService[] Services, ListFilters Filters);

/// <param name="Expected">For each day of <see cref="WeekView.Days"/>; <paramref name="Open"/> likewise.</param>
public sealed record WeekService(string Service, string Label, string FacilityLabel, int[] Expected, bool[] Open, WeekChild[] Children);

/// <param name="States">For each day; null when nothing is recorded.</param>
public sealed record WeekChild(
    Guid ChildId, string FirstName, string LastName, string? School, string? Grade, string Unit, string UnitLabel, CellState?[] States);
