using System.Text.Json.Serialization;

namespace Preau.Planning.Calendars;

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
/// holiday or a wider closure closes them. At equal reach the closure wins.
/// </summary>
/// <param name="First">First day, included.</param>
/// <param name="Last">Last day, included.</param>
/// <param name="Label">What families read, in French.</param>
/// <param name="Target">The service, facility, school or member commune; null with <see cref="CalendarScope.Municipality"/> for the whole tenant.</param>
public sealed record Closure(DateOnly First, DateOnly Last, string Label, CalendarScope Scope = CalendarScope.Municipality, Guid? Target = null, bool Opens = false)
{
    public bool Covers(DateOnly day) => First <= day && day <= Last;

    internal bool Concerns(in CalendarPlace place) => Scope switch
    {
        CalendarScope.Municipality => Target is null || Target == place.Municipality,
        CalendarScope.School => Target is not null && Target == place.School,
        CalendarScope.Facility => Target == place.Facility,
        _ => Target == place.Service,
    };
}

/// <summary>Where a service stands, to find the closures that concern it.</summary>
public readonly record struct CalendarPlace(Guid Facility, Guid Service, Guid? School = null, Guid? Municipality = null);
