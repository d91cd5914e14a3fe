using Preau.Contracts;

namespace Preau.Planning.Rulebook;

/// <summary>Contradictions in waiting lists and booking periods.</summary>
internal sealed class CheckPlaces(PlanningDocument document, Action<bool, string, string> require)
{
    public void Run()
    {
        foreach (var (name, versions) in document.Rules)
        {
            foreach (var (rule, i) in versions.Select((r, i) => (r, i)))
            {
                CheckRule(rule, $"rules.{name}[{i}]");
            }

            CheckPeriods([.. versions.SelectMany((r, i) => r.Periods.Select((p, j) => (p, $"rules.{name}[{i}].periods[{j}]")))]);
        }

        foreach (var (service, path) in document.Facilities.SelectMany((f, i) => f.Services.Select((s, j) => (s, $"facilities[{i}].services[{j}]"))))
        {
            foreach (var (unit, k) in service.Units.Select((u, k) => (u, k))
                .Where(u => u.u.WeekOf is not null || u.u.WeekDays is not null || u.u.PartAbsence != PartAbsence.Rule))
            {
                var day = service.Units.FirstOrDefault(u => u.Key == unit.WeekOf);
                require(day is { WeekOf: null }, $"{path}.units[{k}].weekOf", "names a day unit of the same service");
                require(unit.Pools.Count == 0, $"{path}.units[{k}].pools", "the days of the week take the places");
                require(unit.WeekDays is null or (>= 1 and <= 7), $"{path}.units[{k}].weekDays", "1 to 7");
            }

            CheckPeriods([.. service.Periods.Select((p, j) => (p, $"{path}.periods[{j}]"))]);
        }
    }

    private void CheckRule(RuleDocument rule, string path)
    {
        if (rule.WaitingList is { } list)
        {
            require(list.Offer is null or { Hours: >= 1 and <= 720 }, path + ".waitingList.offer.hours", "1 to 720");
            require(list.Order == ListOrder.Criteria || list.Criteria.Count == 0, path + ".waitingList.criteria", "criteria need \"order\": \"criteria\"");
            require(list.Order == ListOrder.Time || list.Criteria.Count > 0, path + ".waitingList.criteria", "\"order\": \"criteria\" needs at least one");
            require(list.Latest?.FindProblem() is null, path + ".waitingList.latest", list.Latest?.FindProblem() ?? "");
            CheckCriteria(list.Criteria, path + ".waitingList.criteria");
        }

        require(!rule.LateExchange || rule is { Full: WhenFull.WaitingList, WaitingList.Latest: not null }, path + ".lateExchange",
            "needs \"full\": \"waitingList\" and \"waitingList.latest\"");
    }

    private void CheckPeriods(List<(PeriodDocument Period, string Path)> periods)
    {
        foreach (var (period, path) in periods)
        {
            require(period.Key.Length is > 0 and <= 64, path + ".key", "a key has 1 to 64 characters");
            require(period.Label.Trim().Length is > 0 and <= 100, path + ".label", "1 to 100 characters");
            require(period.First <= period.Last, path + ".last", "before \"first\"");
            require(periods.Count(p => p.Period.Key == period.Key) == 1, path + ".key", $"\"{period.Key}\" is used twice");
            var other = periods.FirstOrDefault(p => p.Period != period && p.Period.First <= period.Last && period.First <= p.Period.Last);
            require(other.Period is null, path, $"has days in common with \"{other.Period?.Key}\"");
            foreach (var (moment, name) in Moments(period))
            {
                require(moment.Kind == DateTimeKind.Unspecified, $"{path}.{name}", "a local date and time without an offset, as 2026-11-20T08:00");
            }

            foreach (var (opening, i) in period.Opens.Select((o, i) => (o, i)))
            {
                CheckAudience(opening.For, $"{path}.opens[{i}].for");
                require(period.Closes is null || opening.At < period.Closes, $"{path}.opens[{i}].at", "after \"closes\"");
                require(period.Wishes is null || opening.At > period.Wishes.Until, $"{path}.opens[{i}].at", "before the end of the wishes");
            }

            if (period.Wishes is { } wishes)
            {
                require(wishes.From < wishes.Until, path + ".wishes.until", "before \"from\"");
                require(DateOnly.FromDateTime(wishes.Until) < period.First, path + ".wishes.until", "not before the period");
                CheckCriteria(wishes.Criteria, path + ".wishes.criteria");
            }
        }
    }

    private static IEnumerable<(DateTime Moment, string Name)> Moments(PeriodDocument period)
    {
        foreach (var (opening, i) in period.Opens.Select((o, i) => (o, i)))
        {
            yield return (opening.At, $"opens[{i}].at");
        }

        if (period.Closes is { } closes)
        {
            yield return (closes, "closes");
        }

        if (period.Wishes is { } wishes)
        {
            yield return (wishes.From, "wishes.from");
            yield return (wishes.Until, "wishes.until");
        }
    }

    private void CheckCriteria(IReadOnlyList<CriterionDocument> criteria, string path)
    {
        foreach (var (criterion, i) in criteria.Select((c, i) => (c, i)))
        {
            require(criterion.Label.Trim().Length is > 0 and <= 100, $"{path}[{i}].label", "1 to 100 characters");
            require(criterion.Points is >= 1 and <= 1000, $"{path}[{i}].points", "1 to 1000");
            require(criterion.For is not null || criterion.Sibling, $"{path}[{i}]", "says for whom: \"for\" or \"sibling\"");
            CheckAudience(criterion.For, $"{path}[{i}].for");
        }
    }

    private void CheckAudience(AudienceDocument? audience, string path)
    {
        var unknown = audience?.Categories.FirstOrDefault(c => !FamilyCategories.All.Contains(c));
        require(unknown is null, path + ".categories", $"\"{unknown}\" is not known; expected one of {string.Join(", ", FamilyCategories.All)}");
    }
}
