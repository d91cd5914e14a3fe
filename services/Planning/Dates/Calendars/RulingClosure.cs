
namespace Preau.Planning.Dates.Calendars;

/// <summary>Where a service stands, by the keys of the commune's file, to find the closures that concern it.</summary>
public readonly record struct CalendarPlace(string Facility, string Service, string? School = null, string? Municipality = null);

/// <summary>Which closure decides a day.</summary>
internal static class RulingClosure
{
    /// <summary>The narrowest, and a closure before an opening of the same reach.</summary>
    public static Closure? Of(Closure[] closuresOfDay, in CalendarPlace place)
    {
        Closure? ruling = null;
        foreach (var closure in closuresOfDay)
        {
            if (Concerns(closure, place)
                && (ruling is null || closure.Scope > ruling.Scope || (closure.Scope == ruling.Scope && ruling.Opens && !closure.Opens)))
            {
                ruling = closure;
            }
        }

        return ruling;
    }

    /// <summary>Only what closes the whole tenant concerns the default place.</summary>
    public static bool Concerns(Closure closure, in CalendarPlace place) => closure.Target is null
        ? closure.Scope == CalendarScope.Municipality
        : closure.Target == closure.Scope switch
        {
            CalendarScope.Municipality => place.Municipality,
            CalendarScope.School => place.School,
            CalendarScope.Facility => place.Facility,
            _ => place.Service,
        };
}
