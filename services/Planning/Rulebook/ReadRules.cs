using Preau.Planning.Dates.Calendars;
using Preau.Platform;

namespace Preau.Planning.Rulebook;

/// <summary>
/// From the document of a commune to its rules: strict, every error with its path ("planning.facilities[0].services[2].units[0].pools[1]: …").
/// </summary>
public static class ReadRules
{
    /// <exception cref="TenantFileException">Names the first thing that is wrong.</exception>
    public static PlanningRules Parse(string json) => Build(Document(json));

    /// <summary>The document, checked but not linked.</summary>
    /// <exception cref="TenantFileException">Names the first thing that is wrong.</exception>
    public static PlanningDocument Document(string json)
    {
        var document = ReadSection.Checked<PlanningDocument>(CurrentRules.Section, json);
        new CheckRules(document).Run();
        return document;
    }

    /// <summary>Links what <see cref="Document"/> has checked.</summary>
    public static PlanningRules Build(PlanningDocument document)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(document.TimeZone);
        var calendar = new TenantCalendar(SchoolYears.Calendar(document), document.Territory, document.Closures);
        var pools = document.Facilities.SelectMany(f => f.Pools).ToDictionary(p => p.Key, p => new Pool(p.Key, p.Label, p.Capacity, p.Ages));
        var facilities = new List<Facility>();
        var services = new Dictionary<string, Service>();
        var units = new Dictionary<string, Unit>();
        var exclusions = document.Facilities.SelectMany(f => f.Services).SelectMany(s => s.Units)
            .SelectMany(u => u.Excludes.SelectMany(other => new[] { (From: u.Key, To: other), (From: other, To: u.Key) })).ToLookup(e => e.From, e => e.To);
        foreach (var facilityDocument in document.Facilities)
        {
            var facility = new Facility(facilityDocument.Key, facilityDocument.Label);
            facilities.Add(facility);
            foreach (var entry in facilityDocument.Services)
            {
                var service = ServiceOf(entry, facility, facilityDocument, document, calendar, zone);
                services.Add(service.Key, service);
                foreach (var u in entry.Units)
                {
                    var unit = UnitOf(u, service, pools, exclusions[u.Key]);
                    service.Units.Add(unit);
                    units.Add(unit.Key, unit);
                }
            }
        }

        foreach (var week in document.Facilities.SelectMany(f => f.Services).SelectMany(s => s.Units).Where(u => u.WeekOf is not null))
        {
            units[week.Key].WeekOf = units[week.WeekOf!];
            units[week.WeekOf!].Weeks.Add(units[week.Key]);
        }

        var queues = FindQueues(units.Values, pools.Keys);

        return new PlanningRules
        {
            Zone = zone,
            Validator = document.Validator,
            OneChangePerCell = document.OneChangePerCell,
            AbsenceDaysAfter = document.AbsenceDaysAfter,
            AbsenceUndo = TimeSpan.FromMinutes(document.AbsenceUndoMinutes),
            Certificates = document.Certificates,
            Calendar = calendar,
            Reminders = document.Reminders,
            Reasons = document.AbsenceReasons,
            Facilities = facilities,
            Services = services,
            Units = units,
            Pools = pools,
            Queues = queues,
            WeekQueues = units.Values.Where(u => u.Weeks.Count > 0).SelectMany(u => u.Pools).Select(p => queues[p.Key]).ToHashSet(),
            ListedPools = services.Values.Where(s => s.Rules.Any(r => r.Full == WhenFull.WaitingList) || s.Periods.Any(p => p.Wishes is not null))
                .SelectMany(s => s.Units).SelectMany(u => u.Pools).Select(p => p.Key).ToHashSet(),
            HasWeeks = units.Values.Any(u => u.WeekOf is not null),
            HasWishes = services.Values.Any(s => s.Periods.Any(p => p.Wishes is not null)),
            HasLateExchange = services.Values.Any(s => s.Rules.Any(r => r.LateExchange)),
        };
    }

    private static Service ServiceOf(
        ServiceDocument entry, Facility facility, FacilityDocument place, PlanningDocument document, TenantCalendar calendar, TimeZoneInfo zone) => new()
        {
            Key = entry.Key,
            Label = entry.Label,
            Facility = facility,
            Online = entry.Online,
            Ages = entry.Ages,
            Calendar = calendar.For(new CalendarPlace(facility.Key, entry.Key, place.School, place.Municipality), entry.Opening),
            NeedsCompleteFile = entry.NeedsCompleteFile,
            Enrolment = entry.Enrolment,
            OrderTime = entry.OrderTime,
            Rules = [.. document.Rules[entry.Rule].OrderBy(r => r.ValidFrom)],
            Periods = [.. (entry.Periods.Count > 0 ? entry.Periods : document.Rules[entry.Rule].SelectMany(r => r.Periods))
            .Select(p => new Period(p, zone))],
            Zone = zone,
        };

    private static Unit UnitOf(UnitDocument u, Service service, Dictionary<string, Pool> pools, IEnumerable<string> exclusions) => new()
    {
        Key = u.Key,
        Label = u.Label,
        ShortLabel = u.ShortLabel ?? u.Label,
        Service = service,
        Meal = u.Meal,
        Tickets = string.IsNullOrEmpty(u.Tickets) ? null : u.Tickets,
        Pools = [.. u.Pools.Select(p => pools[p])],
        Excludes = exclusions.ToHashSet(),
        Requires = u.Requires,
        WeekDays = u.WeekDays,
        PartAbsence = u.PartAbsence,
        Attendance = u.Attendance,
    };

    /// <summary>Pools in which one child takes places at once form one queue, named after the first of them.</summary>
    private static Dictionary<string, string> FindQueues(IEnumerable<Unit> units, IEnumerable<string> pools)
    {
        var queues = pools.ToDictionary(p => p, p => p);
        var together = units.SelectMany(u => Enumerable.Range(0, 26).Select(u.PoolsAt)).OfType<IReadOnlyList<Pool>>().Where(p => p.Count > 1);
        foreach (var group in together.Select(g => g.Select(p => queues[p.Key]).Distinct().Order(StringComparer.Ordinal).ToList())
            .Select(g => (First: g[0], All: g)))
        {
            foreach (var pool in queues.Keys.Where(p => group.All.Contains(queues[p])).ToList())
            {
                queues[pool] = group.First;
            }
        }

        return queues;
    }
}
