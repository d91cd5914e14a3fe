using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Month.Agenda;

/// <summary>The bookings of a household as a calendar. First names, services and hours: nothing else about anyone.</summary>
internal sealed class AgendaCalendar(PlanningRules rules, FamilyPlan plan, string tenant, DateTimeOffset now)
{
    public const int DaysBack = 31;
    public const int DaysAhead = 365;
    private const int LimitsAhead = 42;

    private readonly IcsWriter _ics = new();

    public string Write(AgendaFeed feed, IEnumerable<Cell> cells)
    {
        _ics.Line("BEGIN", "VCALENDAR");
        _ics.Line("VERSION", "2.0");
        _ics.Line("PRODID", "-//Preau//Portail famille//FR");
        _ics.Line("CALSCALE", "GREGORIAN");
        _ics.Line("METHOD", "PUBLISH");
        _ics.Text("X-WR-CALNAME", "Portail famille");
        _ics.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT4H");
        _ics.Line("X-PUBLISHED-TTL", "PT4H");
        WriteZone();
        var children = plan.Children.Where(c => feed.ChildId is null || c.ChildId == feed.ChildId).ToDictionary(c => c.ChildId);
        foreach (var cell in cells.Where(c => !c.IsWeek && c.FamilyId == plan.FamilyId && children.ContainsKey(c.ChildId)).OrderBy(c => c.Date)
            .ThenBy(c => c.ChildId).ThenBy(c => c.Unit, StringComparer.Ordinal))
        {
            WriteBooking(cell, children[cell.ChildId]);
        }

        if (feed.Deadlines)
        {
            WriteLimits(children.Values);
        }

        _ics.Line("END", "VCALENDAR");
        return _ics.ToString();
    }

    private void WriteBooking(Cell cell, KnownChild child)
    {
        // A day that was booked and no longer is goes out as cancelled, for calendars that only merge; what merely waits was never in.
        var stands = cell.Booking is BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending && cell.Attendance
            is not (AttendanceState.AbsentExcused or AttendanceState.AbsentBilled);
        var gone = !stands && (cell.Attendance is AttendanceState.AbsentExcused or AttendanceState.AbsentBilled
            || cell is { Booking: BookingState.None, Version: > 1 });
        if (!stands && !gone)
        {
            return;
        }

        var unit = rules.Units.GetValueOrDefault(cell.Unit);
        _ics.Line("BEGIN", "VEVENT");
        _ics.Line("UID", Uid($"{cell.ChildId:N}/{cell.Unit}/{cell.Date:yyyyMMdd}"));
        _ics.Utc("DTSTAMP", now.UtcDateTime);
        _ics.Line("SEQUENCE", cell.Version.ToString(CultureInfo.InvariantCulture));
        if (unit?.Attendance?.Slot is { } slot)
        {
            _ics.Local("DTSTART", rules.Zone.Id, cell.Date.ToDateTime(slot.From));
            _ics.Local("DTEND", rules.Zone.Id, cell.Date.ToDateTime(slot.To));
        }
        else
        {
            _ics.Day("DTSTART", cell.Date);
            _ics.Day("DTEND", cell.Date.AddDays(1));
        }

        _ics.Text("SUMMARY", $"{child.FirstName} : {unit?.Label ?? cell.Unit}");
        if (unit is not null)
        {
            _ics.Text("LOCATION", unit.Service.Facility.Label);
        }

        _ics.Line("STATUS", gone ? "CANCELLED" : cell.Booking == BookingState.Confirmed ? "CONFIRMED" : "TENTATIVE");
        _ics.Line("TRANSP", "TRANSPARENT");
        _ics.Line("END", "VEVENT");
    }

    /// <summary>The limits of the coming weeks: one entry per moment, with what it closes.</summary>
    private void WriteLimits(IEnumerable<KnownChild> children)
    {
        var today = rules.Today(now);
        var limits = from child in children
                     from service in rules.Services.Values
                     where service.Online
                     from date in Enumerable.Range(1, LimitsAhead).Select(today.AddDays)
                     where child.IsHere(date) != false && plan.IsOpen(service, child, date) && service.Day(date).Book.ClosesAt > now
                     group (child, service, date) by service.Day(date).Book.ClosesAt;
        foreach (var limit in limits.OrderBy(l => l.Key))
        {
            var services = limit.Select(l => l.service.Label).Distinct().ToList();
            var days = limit.Select(l => l.date).Distinct().Order().ToList();
            var end = limit.Key.UtcDateTime;
            _ics.Line("BEGIN", "VEVENT");
            _ics.Line("UID", Uid($"limit/{plan.FamilyId:N}/{end:yyyyMMddHHmm}"));
            _ics.Utc("DTSTAMP", now.UtcDateTime);
            _ics.Utc("DTSTART", end.AddMinutes(-30));
            _ics.Utc("DTEND", end);
            _ics.Text("SUMMARY", $"Limite pour réserver : {string.Join(", ", services)}, {FrenchDates.Range(days[0], days[^1], today)}");
            _ics.Text("DESCRIPTION", $"Pour {string.Join(", ", limit.Select(l => l.child.FirstName).Distinct())}.");
            _ics.Line("TRANSP", "TRANSPARENT");
            _ics.Line("END", "VEVENT");
        }
    }

    // Stable, and tells nothing of the ids inside.
    private string Uid(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}/{of}")).AsSpan(0, 16)) + "@preau";

    private void WriteZone()
    {
        var zone = rules.Zone;
        _ics.Line("BEGIN", "VTIMEZONE");
        _ics.Line("TZID", zone.Id);
        if (zone.SupportsDaylightSavingTime)
        {
            // The rule of the European Union, which all zones of a French commune with summer time follow.
            Part("DAYLIGHT", "19960331T020000", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", zone.BaseUtcOffset, zone.BaseUtcOffset + TimeSpan.FromHours(1));
            Part("STANDARD", "19961027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", zone.BaseUtcOffset + TimeSpan.FromHours(1), zone.BaseUtcOffset);
        }
        else
        {
            Part("STANDARD", "19700101T000000", null, zone.BaseUtcOffset, zone.BaseUtcOffset);
        }

        _ics.Line("END", "VTIMEZONE");
    }

    private void Part(string kind, string start, string? rule, TimeSpan from, TimeSpan to)
    {
        _ics.Line("BEGIN", kind);
        _ics.Line("DTSTART", start);
        if (rule is not null)
        {
            _ics.Line("RRULE", rule);
        }

        _ics.Line("TZOFFSETFROM", Offset(from));
        _ics.Line("TZOFFSETTO", Offset(to));
        _ics.Line("END", kind);
    }

    private static string Offset(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
}
