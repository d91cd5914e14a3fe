using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>Tells the other services what was decided on a request.</summary>
public static class Announce
{
    /// <summary>In the words of the family's messages.</summary>
    public const string ByRule = "règle du service";

    public static void Decided(
        PlanningDb db, Request request, PlanningRules rules, IReadOnlyDictionary<Guid, string> names, DateTime at, string decidedBy, bool automatic,
        RequestDecision? decision = null, bool ownAct = false)
    {
        request.Decisions++;
        db.Raise(new PlanningRequestDecided(db.CurrentTenant, at, request.Id, request.Number, request.Decisions, request.FamilyId,
            decision ?? DecisionOf(request), automatic, request.Reason, decidedBy,
            [.. request.Lines.Where(l => l.Outcome != LineOutcome.Unchanged).OrderBy(l => l.Position).Select(l => DayOf(l, rules, names))], ownAct));
    }

    /// <summary>While some lines still wait, the accepted ones are worth telling.</summary>
    private static RequestDecision DecisionOf(Request request) => request.Status switch
    {
        RequestStatus.Accepted => RequestDecision.Accepted,
        RequestStatus.Refused => RequestDecision.Refused,
        RequestStatus.Cancelled => RequestDecision.Cancelled,
        _ => RequestDecision.PartlyAccepted,
    };

    private static DecidedDay DayOf(RequestLine line, PlanningRules rules, IReadOnlyDictionary<Guid, string> names)
    {
        var unit = rules.Units.GetValueOrDefault(line.Unit);
        var action = line.Action switch { IntentAction.Book => "book", IntentAction.Cancel => "cancel", _ => "absence" };
        return new DecidedDay(names.GetValueOrDefault(line.ChildId, ""), unit?.Service.Facility.Label ?? "", unit?.Service.Label ?? line.Service,
            unit?.Label ?? line.Unit,
            line.Date, action, line.Accepted, line.Text, line.Code == "absence.evidence" && line.EvidenceId is { } evidence ? evidence : null);
    }
}
