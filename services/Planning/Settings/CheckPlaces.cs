using Preau.Contracts;

namespace Preau.Planning.Settings;

/// <summary>Contradictions in waiting lists.</summary>
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

        require(!rule.LateExchange || rule is { Full: WhenFull.WaitingList, WaitingList.Latest: not null }, path + ".lateExchange", "needs \"full\": \"waitingList\" and \"waitingList.latest\"");
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
