using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Setup.Simulation;

/// <summary>
/// Judges each line twice at the time it was asked, on the same recorded state: by the rules that answered, and by the rules to try. A line counts only
/// when the first judgement is the answer that was given; what can't be worked out again is counted apart, never guessed.
/// </summary>
internal sealed class Replay(PlanningRules tried, IReadOnlyDictionary<long, PlanningRules> versions, ReplayWorld world)
{
    private readonly List<SimulatedLine> _changed = [];
    private readonly HashSet<Guid> _families = [];
    private int _replayed;
    private int _full;
    private int _unlike;

    public void Run(Request request)
    {
        foreach (var line in request.Lines)
        {
            // Full then, full under other limits: how many places were left at each moment is not recorded.
            if (line.Code.EndsWith(".full", StringComparison.Ordinal) || line.Outcome == LineOutcome.Waitlisted)
            {
                _full++;
            }
            else if (line.Code.StartsWith("unchanged.", StringComparison.Ordinal))
            {
                _replayed++;
            }
            else
            {
                Compare(request, line);
            }
        }
    }

    public SimulationView View(DateOnly from, DateOnly until, int shown)
    {
        List<string> notes =
        [
            "Chaque jour demandé est rejoué seul, à l’heure de sa demande, avec ce qui était noté sur ce jour à ce moment. Ce que la famille aurait fait d’autre n’est pas deviné.",
            "Les places ne sont pas rejouées : une demande acceptée à l’essai l’aurait été s’il restait une place.",
            "Les inscriptions et les fichiers des familles sont ceux d’aujourd’hui. Les décisions des agents ne sont pas rejouées, seulement la réponse immédiate.",
        ];
        if (_full > 0)
        {
            notes.Add($"{_full} {(_full == 1 ? "jour demandé était complet" : "jours demandés étaient complets")} : non rejoués.");
        }

        if (_unlike > 0)
        {
            notes.Add(
                $"{_unlike} {(_unlike == 1 ? "jour n’a" : "jours n’ont")} pas pu être rejoués comme ils ont été répondus (l’état d’alors n’est plus connu) : laissés de côté.");
        }

        return new SimulationView(from, until, _replayed, _full + _unlike, _changed.Count, _families.Count,
            [.. _changed.GroupBy(l => (l.Before, l.After)).OrderByDescending(g => g.Count())
                .Select(g => new SimulatedTotal(g.Key.Before, g.Key.After, g.Count()))],
            [.. _changed.Take(shown)], [.. notes]);
    }

    private void Compare(Request request, RequestLine line)
    {
        var child = world.Children[request.FamilyId].FirstOrDefault(c => c.ChildId == line.ChildId);
        if (child is null || !world.Families.TryGetValue(request.FamilyId, out var family) || !versions.TryGetValue(request.SettingsVersion, out var old)
            || !old.Units.TryGetValue(line.Unit, out var unit))
        {
            _unlike++;
            return;
        }

        var at = new DateTimeOffset(DateTime.SpecifyKind(request.At, DateTimeKind.Utc));
        var before = Judge(old, unit);
        if (!IsAsAnswered(before, line))
        {
            _unlike++;
            return;
        }

        _replayed++;
        var after = tried.Units.TryGetValue(line.Unit, out var there) ? Judge(tried, there) : Verdict.Refused("closed", word: "cette prestation n’existe plus");
        if (Class(after) == Class(before))
        {
            return;
        }

        _families.Add(request.FamilyId);
        _changed.Add(new SimulatedLine(request.Number, request.FamilyId, family.Name, child.FirstName, old.Local(at), line.Action, unit.Service.Label,
            unit.Label, line.Date,
            Class(before), Text(old, unit, before), Class(after), Text(tried, there ?? unit, after)));

        Verdict Judge(PlanningRules rules, Unit judged)
        {
            var plan = FamilyPlan.Recorded(family, [child], [.. world.Enrolments[request.FamilyId]], StateAt(request, line), SeatBook.AllFree(rules));
            return new CellPolicy(rules, plan, at, request.ByAgent).Judge(judged, child, line.Date, line.Action, rules.Reason(line.Reason));
        }

        string Text(PlanningRules rules, Unit judged, Verdict verdict) =>
            new Sentences(rules, at).Of(verdict, line.Date, Undo.Until(line.Action, judged, line.Date));
    }

    /// <summary>The cell as it was before the line, and the child's other cells of that day as they are known.</summary>
    private List<Cell> StateAt(Request request, RequestLine line)
    {
        List<Cell> cells = [.. world.Cells[(line.ChildId, line.Date)].Where(c => c.Unit != line.Unit)];
        var own = Cell.Of(request.FamilyId, line.ChildId, line.Unit, line.Date);
        if (line.CellVersion is not null)
        {
            own.Restore(line.Before);
            // A row that had never been touched says nothing about whose it was.
            if (line.Before.FamilyId == Guid.Empty)
            {
                own.BelongTo(request.FamilyId);
            }
        }
        else if (line.Action != IntentAction.Book)
        {
            // Only what was booked can be refused for its limit.
            own.Confirm();
        }

        return [.. cells, own];
    }

    private static bool IsAsAnswered(Verdict verdict, RequestLine line) => line.Code switch
    {
        // An agent's decision took the place of the first answer.
        "accepted" or "taken-back" or "refused.agent" or "pending.reopened" => verdict.Answer is Answer.ToAgent or Answer.Accepted,
        _ => verdict.Code == line.Code,
    };

    private static string Class(Verdict verdict) => verdict.Answer switch
    {
        Answer.Refused => "refused",
        Answer.ToAgent => "agent",
        Answer.Listed => "waiting",
        _ when verdict.Surcharge => "surcharge",
        _ => verdict.Code switch { "absence.excused" => "excused", "absence.billed" => "billed", _ => "accepted" },
    };
}
