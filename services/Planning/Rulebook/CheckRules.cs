using Preau.Planning.Dates.Calendars;
using Preau.Platform;

namespace Preau.Planning.Rulebook;

/// <summary>What the shape of the document can't say: keys that exist, ranges, contradictions.</summary>
internal sealed class CheckRules(PlanningDocument document)
{
    public void Run()
    {
        SchoolYears.Check(document, Require);
        Require(PublicHolidays.IsKnown(document.Territory), "territory",
            $"« {document.Territory} » n’est pas connu ; permis : {string.Join(", ", PublicHolidays.Territories)}");
        Require(TimeZoneInfo.TryFindSystemTimeZoneById(document.TimeZone, out _), "timeZone",
            $"« {document.TimeZone} » n’est pas un fuseau horaire connu, comme Europe/Paris");
        Unique(document.AbsenceReasons.Select(r => r.Key), i => $"absenceReasons[{i}].key");
        CheckAbsences.Run(document, Require);
        foreach (var (name, versions) in document.Rules)
        {
            Require(versions.Count > 0, $"rules.{name}", "il faut au moins une version");
            Require(versions.Select(v => v.ValidFrom).Distinct().Count() == versions.Count, $"rules.{name}", "deux versions commencent le même jour");
        }

        Unique(document.Facilities.Select(f => f.Key), i => $"facilities[{i}].key");
        var services = document.Facilities.SelectMany((f, i) => f.Services.Select((s, j) => (Service: s, Path: $"facilities[{i}].services[{j}]"))).ToList();
        var units = services.SelectMany(s => s.Service.Units.Select((u, k) => (Unit: u, Path: $"{s.Path}.units[{k}]"))).ToList();
        Unique(services.Select(s => s.Service.Key), i => services[i].Path + ".key");
        Unique(units.Select(u => u.Unit.Key), i => units[i].Path + ".key");
        CheckPools();
        foreach (var (service, path) in services)
        {
            Require(document.Rules.ContainsKey(service.Rule), path + ".rule",
                $"il n’y a pas de règle « {service.Rule} » ; il y a {string.Join(", ", document.Rules.Keys)}");
            Require(service.Ages is null || service.Ages.From <= service.Ages.To, path + ".ages", "le plus jeune âge dépasse le plus grand");
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
            throw new TenantFileException($"planning.{path}: {problem}.");
        }
    }

    private static void Unique(IEnumerable<string> keys, Func<int, string> path)
    {
        var seen = new HashSet<string>();
        foreach (var (key, i) in keys.Select((k, i) => (k, i)))
        {
            Require(seen.Add(key), path(i), $"la clé « {key} » sert deux fois");
        }
    }

    private void CheckPools()
    {
        var pools = document.Facilities.SelectMany((f, i) => f.Pools.Select((p, j) => (Pool: p, Path: $"facilities[{i}].pools[{j}]"))).ToList();
        Unique(pools.Select(p => p.Pool.Key), i => pools[i].Path + ".key");
        foreach (var (pool, path) in pools)
        {
            Require(pool.Ages is null || pool.Ages.From <= pool.Ages.To, path + ".ages", "le plus jeune âge dépasse le plus grand");
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
                    $"cet accueil n’a pas de places « {pool} »");
            }

            Require(unit.Pools.Distinct().Count() == unit.Pools.Count, path + ".pools", "des places sont nommées deux fois");
            foreach (var (other, list) in unit.Excludes.Select(e => (e, "excludes")).Concat(unit.Requires.Select(r => (r, "requires"))))
            {
                Require(keys.Contains(other), $"{path}.{list}", $"il n’y a pas de prestation « {other} »");
                Require(other != unit.Key, $"{path}.{list}", "une prestation ne se nomme pas elle-même");
            }

            Require(!unit.Excludes.Intersect(unit.Requires).Any(), path, "la même prestation ne peut pas être à la fois exclue et demandée");
            var clock = CheckAttendance.FindProblem(unit.Attendance);
            Require(clock is null, $"{path}.attendance.{clock?.Path}", clock?.Problem ?? "");
        }
    }

    private void CheckClosures(HashSet<string> services)
    {
        foreach (var (closure, i) in document.Closures.Select((c, i) => (c, i)))
        {
            var path = $"closures[{i}]";
            Require(closure.Last >= closure.First, path + ".last", "le dernier jour vient avant le premier");
            Require(closure.First.Year >= 2000, path + ".first", "une date d’avant 2000 : vérifiez l’année");
            Require(closure.Last.Year <= 2100, path + ".last", "une date d’après 2100 : vérifiez l’année");
            Require(closure.Scope == CalendarScope.Municipality || !string.IsNullOrEmpty(closure.Target), path + ".target",
                "il manque la clé de ce qui est fermé");
            Require(closure.Scope != CalendarScope.Facility || document.Facilities.Any(f => f.Key == closure.Target), path + ".target",
                $"il n’y a pas d’accueil « {closure.Target} »");
            Require(closure.Scope != CalendarScope.School || document.Facilities.Any(f => f.School == closure.Target), path + ".target",
                $"aucun accueil n’est de l’école « {closure.Target} »");
            Require(closure.Scope != CalendarScope.Municipality || closure.Target is null || document.Facilities.Any(f => f.Municipality == closure.Target),
                path + ".target", $"aucun accueil n’est dans la commune « {closure.Target} »");
            Require(closure.Scope != CalendarScope.Service || services.Contains(closure.Target!), path + ".target",
                $"il n’y a pas de service « {closure.Target} »");
        }
    }
}
