using System.Globalization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Tests;

/// <summary>Calendars and dates by intent, for the tests of rules.</summary>
internal static class Sample
{
    public const string Facility = "facility";
    public const string Service = "service";
    public const string School = "school";
    public const string Municipality = "municipality";

    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Wednesdays of school time.</summary>
    public static readonly OpeningPattern WednesdayCentre = new() { Wednesdays = true };

    /// <summary>Short holidays and summer.</summary>
    public static readonly OpeningPattern HolidayCentre = new() { ShortHolidays = WeekdaySet.MondayToFriday, Summer = WeekdaySet.MondayToFriday };

    /// <summary>Working days: neither weekends nor public holidays.</summary>
    public static readonly Skip NonWorkingDays = new() { Weekends = true, PublicHolidays = true };

    public static CalendarPlace Place => new(Facility, Service, School, Municipality);

    /// <summary>A canteen open on Monday, Tuesday, Thursday and Friday of school time.</summary>
    public static ServiceCalendar Canteen(string zone = "A", params Closure[] closures) => Of(OpeningPattern.SchoolWeek, zone, closures);

    public static ServiceCalendar Of(OpeningPattern pattern, string zone = "A", params Closure[] closures) =>
        new TenantCalendar(SchoolCalendar.ForZone(zone), PublicHolidays.Metropole, closures).For(Place, pattern);

    /// <summary>A day as the French write it: "30/11/2026".</summary>
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A local time as the French write it: "28/11/2026 23:59".</summary>
    public static DateTime Moment(string text) => DateTime.ParseExact(text, "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
