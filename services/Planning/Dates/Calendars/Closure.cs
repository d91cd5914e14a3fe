using System.Text.Json.Serialization;

namespace Preau.Planning.Dates.Calendars;

/// <summary>How far a closure or an exceptional opening reaches, the widest first: the narrower one wins.</summary>
[JsonConverter(typeof(WordConverter<CalendarScope>))]
public enum CalendarScope : byte
{
    Municipality,
    School,
    Facility,
    Service,
}

/// <summary>
/// Days closed although the pattern opens them, or (<see cref="Opens"/>) open although the pattern, a public
/// holiday or a wider closure closes them. At equal reach the closure wins. In JSON:
/// <c>{ "first": "2026-12-24", "last": "2027-01-02", "label": "Fermeture de fin d’année", "scope": "facility", "target": "alsh" }</c>.
/// </summary>
/// <param name="First">First day, included.</param>
/// <param name="Last">Last day, included.</param>
/// <param name="Label">What families read, in French.</param>
/// <param name="Target">Key of the service, facility, school or member commune; null with <see cref="CalendarScope.Municipality"/> for the whole
/// tenant.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Closure(
    [property: JsonRequired] DateOnly First,
    [property: JsonRequired] DateOnly Last,
    [property: JsonRequired] string Label,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] CalendarScope Scope = CalendarScope.Municipality,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Target = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Opens = false)
{
    public bool Covers(DateOnly day) => First <= day && day <= Last;

    /// <summary>What is wrong with the values, in English for whoever writes the file; null when nothing is.</summary>
    public string? FindProblem() =>
        Last < First ? "\"last\" is before \"first\""
        : string.IsNullOrWhiteSpace(Label) ? "\"label\" is empty"
        : Scope != CalendarScope.Municipality && string.IsNullOrEmpty(Target) ? "\"target\" is missing: the key of what is closed"
        : null;

    /// <summary>Only what closes the whole tenant concerns the default place.</summary>
    internal bool Concerns(in CalendarPlace place) => Target is null
        ? Scope == CalendarScope.Municipality
        : Target == Scope switch
        {
            CalendarScope.Municipality => place.Municipality,
            CalendarScope.School => place.School,
            CalendarScope.Facility => place.Facility,
            _ => place.Service,
        };

    /// <summary>The closure or opening that decides: the narrowest, and a closure before an opening of the same reach.</summary>
    internal static Closure? Ruling(Closure[] closuresOfDay, in CalendarPlace place)
    {
        Closure? ruling = null;
        foreach (var closure in closuresOfDay)
        {
            if (closure.Concerns(place)
                && (ruling is null || closure.Scope > ruling.Scope || (closure.Scope == ruling.Scope && ruling.Opens && !closure.Opens)))
            {
                ruling = closure;
            }
        }

        return ruling;
    }
}

/// <summary>Where a service stands, by the keys of the commune's file, to find the closures that concern it.</summary>
public readonly record struct CalendarPlace(string Facility, string Service, string? School = null, string? Municipality = null);
