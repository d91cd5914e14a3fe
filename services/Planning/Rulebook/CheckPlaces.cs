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
                require(day is { WeekOf: null }, $"{path}.units[{k}].weekOf", "il faut une prestation d’un jour du même service");
                require(unit.Pools.Count == 0, $"{path}.units[{k}].pools", "ce sont les jours de la semaine qui prennent les places");
            }

            CheckPeriods([.. service.Periods.Select((p, j) => (p, $"{path}.periods[{j}]"))]);
        }
    }

    private void CheckRule(RuleDocument rule, string path)
    {
        if (rule.WaitingList is { } list)
        {
            require(list.Order == ListOrder.Criteria || list.Criteria.Count == 0, path + ".waitingList.criteria",
                "des critères demandent \"order\": \"criteria\"");
            require(list.Order == ListOrder.Time || list.Criteria.Count > 0, path + ".waitingList.criteria",
                "\"order\": \"criteria\" demande au moins un critère");
            require(list.Latest?.FindProblem() is null, path + ".waitingList.latest", list.Latest?.FindProblem() ?? "");
            CheckCriteria(list.Criteria, path + ".waitingList.criteria");
        }

        require(!rule.LateExchange || rule is { Full: WhenFull.WaitingList, WaitingList.Latest: not null }, path + ".lateExchange",
            "demande \"full\": \"waitingList\" et \"waitingList.latest\"");
    }

    private void CheckPeriods(List<(PeriodDocument Period, string Path)> periods)
    {
        foreach (var (period, path) in periods)
        {
            require(period.First <= period.Last, path + ".last", "le dernier jour vient avant le premier");
            require(periods.Count(p => p.Period.Key == period.Key) == 1, path + ".key", $"la clé « {period.Key} » sert deux fois");
            var other = periods.FirstOrDefault(p => p.Period != period && p.Period.First <= period.Last && period.First <= p.Period.Last);
            require(other.Period is null, path, $"a des jours communs avec « {other.Period?.Key} »");
            foreach (var (moment, name) in Moments(period))
            {
                require(moment.Kind == DateTimeKind.Unspecified, $"{path}.{name}", "une date et une heure locales, sans décalage, comme 2026-11-20T08:00");
            }

            foreach (var (opening, i) in period.Opens.Select((o, i) => (o, i)))
            {
                CheckAudience(opening.For, $"{path}.opens[{i}].for");
                require(period.Closes is null || opening.At < period.Closes, $"{path}.opens[{i}].at", "vient après \"closes\"");
                require(period.Wishes is null || opening.At > period.Wishes.Until, $"{path}.opens[{i}].at", "vient avant la fin des souhaits");
            }

            if (period.Wishes is { } wishes)
            {
                require(wishes.From < wishes.Until, path + ".wishes.until", "vient avant \"from\"");
                require(DateOnly.FromDateTime(wishes.Until) < period.First, path + ".wishes.until", "ne vient pas avant la période");
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
            require(criterion.For is not null || criterion.Sibling, $"{path}[{i}]", "dit pour qui : \"for\" ou \"sibling\"");
            CheckAudience(criterion.For, $"{path}[{i}].for");
        }
    }

    private void CheckAudience(AudienceDocument? audience, string path)
    {
        var unknown = audience?.Categories.FirstOrDefault(c => !FamilyCategories.All.Contains(c));
        require(unknown is null, path + ".categories", $"« {unknown} » n’est pas connu ; permis : {string.Join(", ", FamilyCategories.All)}");
    }
}
