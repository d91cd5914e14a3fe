using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Rulebook;

/// <summary>What the shape of the document can't say: keys that exist, ranges, contradictions.</summary>
internal sealed class CheckRules(PlanningDocument document)
{
    public void Run()
    {
        SchoolYears.Check(document, Require);
        Require(PublicHolidays.IsKnown(document.Territory), "territory", $"expected one of {string.Join(", ", PublicHolidays.Territories)}");
        Require(TimeZoneInfo.TryFindSystemTimeZoneById(document.TimeZone, out _), "timeZone", "unknown time zone");
        Require(document.Validator.Trim().Length is > 0 and <= 100, "validator", "1 to 100 characters");
        Require(document.AbsenceDaysAfter is >= 0 and <= 60, "absenceDaysAfter", "0 to 60");
        Require(document.Reminders.HoursBefore is >= 1 and <= 168, "reminders.hoursBefore", "1 to 168");
        Unique(document.AbsenceReasons.Select(r => r.Key), i => $"absenceReasons[{i}].key");
        CheckAbsences.Run(document, Require);
        foreach (var (name, versions) in document.Rules)
        {
            Require(versions.Count > 0, $"rules.{name}", "at least one version");
            Require(versions.Select(v => v.ValidFrom).Distinct().Count() == versions.Count, $"rules.{name}", "two versions begin on the same day");
        }

        Unique(document.Facilities.Select(f => f.Key), i => $"facilities[{i}].key");
        var services = document.Facilities.SelectMany((f, i) => f.Services.Select((s, j) => (Service: s, Path: $"facilities[{i}].services[{j}]"))).ToList();
        var units = services.SelectMany(s => s.Service.Units.Select((u, k) => (Unit: u, Path: $"{s.Path}.units[{k}]"))).ToList();
        Unique(services.Select(s => s.Service.Key), i => services[i].Path + ".key");
        Unique(units.Select(u => u.Unit.Key), i => units[i].Path + ".key");
        CheckPools();
        foreach (var (service, path) in services)
        {
            Require(document.Rules.ContainsKey(service.Rule), path + ".rule", $"there is no rule set \"{service.Rule}\"");
            Require(service.Ages is null || service.Ages.From <= service.Ages.To, path + ".ages", "\"from\" is above \"to\"");
            Require(service.Units.Count > 0, path + ".units", "at least one unit");
            CheckEnrolment.Run(service.Enrolment, path + ".enrolment", Require);
        }

        CheckUnits(units);
        CheckClosures(services.Select(s => s.Service.Key).ToHashSet());
        new CheckPlaces(document, Require).Run();
    }

    private static void Require(bool holds, string path, string problem)
    {
        if (!holds)
        {
            throw new SettingsException($"planning.{path}: {problem}.");
        }
    }

    private static void Unique(IEnumerable<string> keys, Func<int, string> path)
    {
        var seen = new HashSet<string>();
        foreach (var (key, i) in keys.Select((k, i) => (k, i)))
        {
            Require(key.Length is > 0 and <= 64, path(i), "a key has 1 to 64 characters");
            Require(seen.Add(key), path(i), $"\"{key}\" is used twice");
        }
    }

    private void CheckPools()
    {
        var pools = document.Facilities.SelectMany((f, i) => f.Pools.Select((p, j) => (Pool: p, Path: $"facilities[{i}].pools[{j}]"))).ToList();
        Unique(pools.Select(p => p.Pool.Key), i => pools[i].Path + ".key");
        foreach (var (pool, path) in pools)
        {
            // The keys of the seats a cell holds are kept in one column, separated by commas.
            Require(!pool.Key.Contains(',', StringComparison.Ordinal), path + ".key", "no comma in a key");
            Require(pool.Capacity is >= 0 and <= 100_000, path + ".capacity", "0 to 100000");
            Require(pool.Ages is null || pool.Ages.From <= pool.Ages.To, path + ".ages", "\"from\" is above \"to\"");
        }
    }

    private void CheckUnits(List<(UnitDocument Unit, string Path)> units)
    {
        var keys = units.Select(u => u.Unit.Key).ToHashSet();
        var facilityOfPool = document.Facilities.SelectMany((f, i) => f.Pools.Select(p => (p.Key, Facility: $"facilities[{i}].")))
            .ToDictionary(p => p.Key, p => p.Facility);
        foreach (var (unit, path) in units)
        {
            foreach (var (pool, i) in unit.Pools.Select((p, i) => (p, i)))
            {
                Require(facilityOfPool.TryGetValue(pool, out var facility) && path.StartsWith(facility, StringComparison.Ordinal), $"{path}.pools[{i}]",
                    $"this facility has no pool \"{pool}\"");
            }

            Require(unit.Pools.Distinct().Count() == unit.Pools.Count, path + ".pools", "a pool is named twice");
            foreach (var (other, list) in unit.Excludes.Select(e => (e, "excludes")).Concat(unit.Requires.Select(r => (r, "requires"))))
            {
                Require(keys.Contains(other), $"{path}.{list}", $"there is no unit \"{other}\"");
                Require(other != unit.Key, $"{path}.{list}", "a unit can't name itself");
            }

            Require(!unit.Excludes.Intersect(unit.Requires).Any(), path, "a unit can't both exclude and require another");
            var clock = CheckAttendance.FindProblem(unit.Attendance);
            Require(clock is null, $"{path}.attendance.{clock?.Path}", clock?.Problem ?? "");
        }
    }

    private void CheckClosures(HashSet<string> services)
    {
        foreach (var (closure, i) in document.Closures.Select((c, i) => (c, i)))
        {
            var path = $"closures[{i}]";
            var problem = closure.FindProblem();
            Require(problem is null, path, problem ?? "");
            Require(closure.Scope != CalendarScope.Facility || document.Facilities.Any(f => f.Key == closure.Target), path + ".target",
                $"there is no facility \"{closure.Target}\"");
            Require(closure.Scope != CalendarScope.School || document.Facilities.Any(f => f.School == closure.Target), path + ".target",
                $"no facility is of school \"{closure.Target}\"");
            Require(closure.Scope != CalendarScope.Municipality || closure.Target is null || document.Facilities.Any(f => f.Municipality == closure.Target),
                path + ".target", $"no facility lies in \"{closure.Target}\"");
            Require(closure.Scope != CalendarScope.Service || services.Contains(closure.Target!), path + ".target",
                $"there is no service \"{closure.Target}\"");
        }
    }
}
