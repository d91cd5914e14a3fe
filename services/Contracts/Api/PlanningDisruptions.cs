using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>What a disruption does to the days it covers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DisruptionEffect>))]
public enum DisruptionEffect
{
    /// <summary>What is booked is excused and not billed; the days can still be booked.</summary>
    Excuse,
    /// <summary>The same, and the days can't be booked any more.</summary>
    Close,
    /// <summary>The service runs otherwise (a packed lunch): families and lists are told, nothing else changes.</summary>
    Reduced,
}

/// <summary>
/// A strike, an absent teacher, a class trip, a closure: which children and days. Empty lists don't narrow; several lists narrow together.
/// POST /api/{tenant}/planning/disruptions/preview (nothing saved).
/// </summary>
/// <param name="First">First day, and <paramref name="Last"/> the last, both inclusive; at most 62 days.</param>
/// <param name="Cause">What families read: "Grève du personnel".</param>
/// <param name="Note">More for families and lists; for a reduced service what to do: "Prévoir un pique-nique".</param>
/// <param name="Schools">Names of schools, as in the family files; <paramref name="Grades"/> likewise.</param>
public sealed record DisruptionPlan(
    [property: Required] DateOnly? First, [property: Required] DateOnly? Last, [property: Required, StringLength(100, MinimumLength = 3)] string Cause,
    [property: Required] DisruptionEffect? Effect,
    [property: StringLength(500)] string? Note = null, [property: MaxLength(50)] string[]? Services = null,
    [property: MaxLength(50)] string[]? Facilities = null,
    [property: MaxLength(50)] string[]? Schools = null, [property: MaxLength(50)] string[]? Grades = null);

/// <summary>POST /api/{tenant}/planning/disruptions: 201 the first time, 200 with the same answer for the same <paramref name="Key"/>.</summary>
public sealed record ApplyDisruption([property: Required] Guid? Key, [property: Required] DisruptionPlan? Plan);

/// <param name="Cells">Booked days it would change; <paramref name="Present"/> children already noted present, which it leaves alone.</param>
public sealed record DisruptionPreview(int Cells, int Children, int Families, int Present, DisruptedService[] Services, DisruptedChild[] List);

public sealed record DisruptedService(string Label, string FacilityLabel, int Cells);

/// <param name="ToCall">No guardian of that household has an address we may write to: its message waits in its space, and somebody has to call.</param>
/// <param name="Outcome">After undoing: "restored", "changed" (since, left as it is) or "full" (its place is taken, left excused); null before.</param>
public sealed record DisruptedChild(
    Guid ChildId, string Child, string? School, string? Grade, Guid FamilyId, string FamilyName, DateOnly Date, string Unit, string UnitLabel,
        string? Outcome = null,
    bool ToCall = false);

/// <summary>GET /api/{tenant}/planning/disruptions/{id}, and the answer of applying and undoing. Date-times are local.</summary>
public sealed record DisruptionView(
    Guid Id, string Cause, DisruptionEffect Effect, string? Note, DateOnly First, DateOnly Last, string Scope, int Cells, int Children, int Families,
    DateTime At, string By, DateTime? UndoneAt, string? UndoneBy, DisruptedChild[] List);

/// <summary>GET /api/{tenant}/planning/disruptions?page=: newest first, without their children.</summary>
public sealed record DisruptionPage(DisruptionView[] Items, int Page, int Pages, int Total);

/// <summary>GET /api/{tenant}/planning/disruptions/options: what a disruption can be narrowed to.</summary>
public sealed record DisruptionOptions(FilterOption[] Services, FilterOption[] Facilities, string[] Schools, string[] Grades);

/// <summary>As a family's month shows it.</summary>
/// <param name="Text">« Grève du personnel : Restauration scolaire ne fonctionne pas. »</param>
public sealed record MonthDisruption(DateOnly First, DateOnly Last, DisruptionEffect Effect, string Text);
