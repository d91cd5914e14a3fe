using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Setup.Findings;

/// <summary>
/// What can be read and saved but contradicts itself, or surely is not what was meant. <see cref="CheckRules"/> refuses what can't be at all;
/// this one names the place and proposes what to do.
/// </summary>
internal sealed class FindContradictions(PlanningDocument document, DateTimeOffset now)
{
    private readonly PlanningRules _rules = ReadRules.Build(document);
    private readonly List<SettingsFinding> _found = [];

    public IReadOnlyList<SettingsFinding> Run()
    {
        var today = _rules.Today(now);
        var limits = new LimitFindings(_rules, today, _found);
        foreach (var (facility, i) in document.Facilities.Select((f, i) => (f, i)))
        {
            CheckPools(facility, i);
            foreach (var (service, j) in facility.Services.Select((s, j) => (s, j)))
            {
                var path = $"facilities[{i}].services[{j}]";
                CheckAges(facility, service, path);
                CheckUnits(service, path);
                if (CheckOpening(service, path, today) is { Count: > 0 } days)
                {
                    limits.Check(_rules.Services[service.Key], path, days);
                    CheckWeeks(service, path, days);
                }
            }
        }

        new ReasonFindings(document, _found).Run();
        CheckRuleSets();
        CheckClosures(today);
        return _found;
    }

    private void CheckPools(FacilityDocument facility, int index)
    {
        var used = facility.Services.SelectMany(s => s.Units).SelectMany(u => u.Pools).ToHashSet();
        foreach (var (pool, k) in facility.Pools.Select((p, k) => (p, k)))
        {
            var path = $"facilities[{index}].pools[{k}]";
            if (!used.Contains(pool.Key))
            {
                Warn("pool.unused", path, facility.Label, $"Les places « {pool.Label} » ne servent à aucune prestation.",
                    "Choisissez-les dans une prestation, ou retirez-les.",
                    [new DraftChange($"facilities/{facility.Key}/pools/{pool.Key}", null)]);
            }
            else if (pool.Capacity == 0)
            {
                Warn("pool.empty", path, facility.Label, $"« {pool.Label} » a 0 place : tout y est complet.",
                    "Indiquez un nombre de places, ou retirez ces places des prestations.");
            }
        }
    }

    private void CheckAges(FacilityDocument facility, ServiceDocument service, string path)
    {
        foreach (var (unit, k) in service.Units.Select((u, k) => (u, k)).Where(u => u.u.Pools.Count > 0))
        {
            var pools = unit.Pools.Select(p => facility.Pools.First(x => x.Key == p)).ToList();
            if (pools.Any(p => p.Ages is null))
            {
                continue;
            }

            var (from, to) = service.Ages is { } ages ? (ages.From, ages.To) : (pools.Min(p => p.Ages!.From), pools.Max(p => p.Ages!.To));
            List<int> missing = [.. Enumerable.Range(from, to - from + 1).Where(age => pools.All(p => !p.Ages!.Includes(age)))];
            if (missing.Count > 0)
            {
                Warn("ages.hole", $"{path}.units[{k}].pools", service.Label,
                    $"« {unit.Label} » : aucune place pour les enfants de {Years(missing)}, que le service accepte pourtant.",
                    "Élargissez les âges d’un groupe de places, ou les âges du service.");
            }
        }
    }

    private void CheckUnits(ServiceDocument service, string path)
    {
        foreach (var (unit, k) in service.Units.Select((u, k) => (u, k)))
        {
            if (unit.Pools.Count == 0 && unit.WeekOf is null && document.Rules[service.Rule].Any(r => r.Full == WhenFull.WaitingList))
            {
                Warn("waitinglist.no-places", $"{path}.units[{k}].pools", service.Label,
                    $"« {unit.Label} » a une liste d’attente mais aucun nombre de places : elle n’est jamais complète.",
                    "Choisissez des places pour cette prestation, ou une autre réponse quand c’est complet.");
            }

            foreach (var needed in unit.Requires.Select(r => _rules.Units[r]))
            {
                var calendar = _rules.Services[service.Key].Calendar;
                var day = Upcoming(_rules.Today(now)).FirstOrDefault(d => calendar.IsOpen(d) && !needed.Service.Calendar.IsOpen(d));
                if (day != default)
                {
                    Warn("requires.closed", $"{path}.units[{k}].requires", service.Label,
                        $"« {unit.Label} » demande « {needed.Label} », qui est fermé certains de ses jours (le {FrenchDates.Day(day, DateOnly.MinValue)} par exemple) : ces jours-là, personne ne peut réserver.",
                        $"Ouvrez « {needed.Service.Label} » les mêmes jours, ou retirez ce lien.");
                }
            }
        }
    }

    // A package costs the same in a week of three days, or nobody can book that week as one.
    private void CheckWeeks(ServiceDocument service, string path, List<DateOnly> days)
    {
        var packages = service.Units.Where(u => u.WeekOf is not null).ToList();
        if (packages.Count == 0)
        {
            return;
        }

        var weeks = days.GroupBy(d => d.AddDays(-(((int)d.DayOfWeek + 6) % 7))).Select(w => (Monday: w.Key, Days: w.Count())).ToList();
        var usual = weeks.GroupBy(w => w.Days).MaxBy(g => g.Count())!.Key;
        foreach (var (monday, count) in weeks.Where(w => w.Days < usual).DistinctBy(w => w.Days))
        {
            if (packages.Exists(p => p.WeekDays == count))
            {
                continue;
            }

            var whole = packages.Find(p => p.WeekDays is null);
            var (week, open) = (FrenchDates.Day(monday, DateOnly.MinValue), $"{count} jour{(count > 1 ? "s" : "")} d’ouverture");
            _found.Add(new SettingsFinding("week.short", "advice", $"{path}.units", service.Label, whole is not null
                ? $"« {whole.Label} » se réserve aussi la semaine du {week}, qui n’a que {open} : au prix d’une semaine entière."
                : $"La semaine du {week} n’a que {open} : aucun forfait n’y va.",
                "Ajoutez une prestation pour les semaines de ce nombre de jours, avec son tarif."));
        }
    }

    private List<DateOnly> CheckOpening(ServiceDocument service, string path, DateOnly today)
    {
        var calendar = _rules.Services[service.Key].Calendar;
        List<DateOnly> open = [.. Upcoming(today).Where(calendar.IsOpen)];
        if (open.Count == 0)
        {
            Warn("service.never-open", path + ".opening", service.Label, $"« {service.Label} » n’est ouvert aucun jour dans l’année qui vient.",
                "Choisissez ses jours d’ouverture, ou vérifiez les fermetures.");
        }

        return open;
    }

    private void CheckRuleSets()
    {
        var used = document.Facilities.SelectMany(f => f.Services).Select(s => s.Rule).ToHashSet();
        foreach (var name in document.Rules.Keys.Where(r => !used.Contains(r)))
        {
            Warn("rule.unused", $"rules.{name}", $"Règle « {name} »", $"La règle « {name} » ne sert à aucun service.",
                "Choisissez-la dans un service, ou retirez-la.", [new DraftChange($"rules/{name}", null)]);
        }
    }

    private void CheckClosures(DateOnly today)
    {
        foreach (var (closure, i) in document.Closures.Select((c, i) => (c, i)).Where(c => c.c.Last >= today))
        {
            if (closure.Last.DayNumber - closure.First.DayNumber > 120)
            {
                Warn("closure.long", $"closures[{i}]", "Calendrier",
                    $"« {closure.Label} » ferme plus de quatre mois ({FrenchDates.Range(closure.First, closure.Last, DateOnly.MinValue)}).",
                    "Vérifiez les deux dates.");
            }
            else if (!closure.Opens && NothingToClose(closure))
            {
                _found.Add(new SettingsFinding("closure.useless", "advice", $"closures[{i}]", "Calendrier",
                    $"« {closure.Label} » ({FrenchDates.Range(closure.First, closure.Last, DateOnly.MinValue)}) ne change rien : rien n’est ouvert ces jours-là.",
                    "Vérifiez les dates et ce qu’elle ferme."));
            }
        }
    }

    private bool NothingToClose(Closure closure)
    {
        var without = document with { Closures = [.. document.Closures.Where(c => c != closure)] };
        var open = ReadRules.Build(without);
        for (var day = closure.First; day <= closure.Last; day = day.AddDays(1))
        {
            if (open.Services.Values.Any(s => s.Calendar.IsOpen(day) && !_rules.Services[s.Key].Calendar.IsOpen(day)))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<DateOnly> Upcoming(DateOnly today) => Enumerable.Range(0, 365).Select(today.AddDays);

    private static string Years(List<int> ages) => ages.Count == 1 ? $"{ages[0]} ans" : $"{string.Join(", ", ages.SkipLast(1))} et {ages[^1]} ans";

    private void Warn(string code, string path, string place, string text, string fix, DraftChange[]? repair = null) =>
        _found.Add(new SettingsFinding(code, "warning", path, place, text, fix, repair));
}
