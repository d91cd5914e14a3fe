using Preau.Contracts.Api;

namespace Preau.Planning.Setup.Findings;

/// <summary>Reasons of absence that say something without effect, and services left without any.</summary>
internal sealed class ReasonFindings(PlanningDocument document, List<SettingsFinding> found)
{
    public void Run()
    {
        foreach (var (reason, i) in document.AbsenceReasons.Select((r, i) => (r, i)))
        {
            if (reason.LatePercent is { } percent)
            {
                CheckPercent(reason, percent, $"absenceReasons[{i}].latePercent");
            }
        }

        foreach (var (service, path) in document.Facilities.SelectMany((f, i) => f.Services.Select((s, j) => (s, $"facilities[{i}].services[{j}]"))))
        {
            if (document.AbsenceReasons.Count > 0 && !document.AbsenceReasons.Any(r => r is { ByFamily: true, Leave: false } && r.Fits(service.Key)))
            {
                Warn("reasons.none", path, service.Label,
                    $"Aucun motif d’absence ne vaut pour « {service.Label} » : les familles ne peuvent pas y déclarer d’absence.",
                    "Ouvrez un motif à ce service, ou à tous.");
            }
        }
    }

    private void CheckPercent(AbsenceReasonDocument reason, int percent, string path)
    {
        var versions = document.Facilities.SelectMany(f => f.Services).Where(s => reason.Fits(s.Key)).SelectMany(s => document.Rules[s.Rule]);
        var (text, fix) = reason.Late != AbsenceEffect.Billed
            ? ($"« {reason.Label} » dit {percent} % après la limite, mais l’absence n’est alors pas facturée d’office.",
            "Choisissez « facturée » après la limite, ou retirez le pourcentage.")
            : versions.All(v => (v.Deadlines.Absence ?? v.Deadlines.Cancel ?? v.Deadlines.Book ?? []).All(r => r.Late == LateAnswer.Refuse))
                ? ($"« {reason.Label} » dit {percent} % après la limite, mais plus aucune absence n’est acceptée après elle.",
                "Acceptez les absences après la limite, ou retirez le pourcentage.")
                : default;
        if (text is not null)
        {
            Warn("penalty.unused", path, reason.Label, text, fix);
        }
    }

    private void Warn(string code, string path, string place, string text, string fix) =>
        found.Add(new SettingsFinding(code, "warning", path, place, text, fix));
}
