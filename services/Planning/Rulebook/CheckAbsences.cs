
namespace Preau.Planning.Rulebook;

/// <summary>What the shape can't say of absences.</summary>
internal static class CheckAbsences
{
    public static void Run(PlanningDocument document, Action<bool, string, string> require)
    {
        foreach (var (reason, i) in document.AbsenceReasons.Select((r, i) => (r, i)))
        {
            var path = $"absenceReasons[{i}]";
            require(reason.Services.Distinct().Count() == reason.Services.Count, path + ".services", "un service est nommé deux fois");
            foreach (var (service, k) in reason.Services.Select((s, k) => (s, k)))
            {
                require(document.Facilities.Any(f => f.Services.Any(s => s.Key == service)), $"{path}.services[{k}]", $"il n’y a pas de service « {service} »");
            }

            if (reason.Evidence is { } evidence)
            {
                require((evidence.Hours is null ? 0 : 1) + (evidence.Days is null ? 0 : 1) + (evidence.MonthEnd ? 1 : 0) <= 1, path + ".evidence",
                    "un seul de hours, days et monthEnd");
                require(evidence.Days is null || reason.EvidenceDays is null || evidence.Days == reason.EvidenceDays, path + ".evidence.days",
                    "dit autre chose que evidenceDays");
                require(evidence.MaxDays is not { } most || (evidence.Hours ?? 0) <= most * 24 && (evidence.Days ?? 0) <= most, path + ".evidence.maxDays",
                    "finit avant la limite du justificatif");
            }

            if (reason.Waiting is { } waiting)
            {
                require(!waiting.OnlyLateEvidence || reason.AsksEvidence, path + ".waiting.onlyLateEvidence", "aucun justificatif n’est demandé pour ce motif");
                require(waiting.From == WaitingStart.Absence || waiting is { FirstDay: 1, OnlyLateEvidence: false }, path + ".waiting.from",
                    "« notice » ne va ni avec firstDay ni avec onlyLateEvidence");
            }
        }
    }
}
