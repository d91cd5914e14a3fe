using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>A request as its family reads it.</summary>
public static class Receipts
{
    /// <param name="names">First names of the children.</param>
    /// <param name="awaitsEvidence">A certificate still decides.</param>
    public static Receipt Of(Request request, PlanningRules rules, IReadOnlyDictionary<Guid, string> names, DateTimeOffset now,
        bool awaitsEvidence = false) => new(
        request.Id,
        request.Number,
        rules.Local(request.At),
        request.Author,
        request.Status,
        [.. request.Lines.OrderBy(l => l.Position).ThenBy(l => l.Date).Select(l => LineOf(l, request.At, rules, names, now) with
        {
            // Its code becomes « evidence.… » when the certificate is decided or missed.
            AwaitsEvidence = awaitsEvidence && l.EvidenceId is not null && !l.Code.StartsWith("evidence.", StringComparison.Ordinal),
        })],
        request.Comment,
        request.DecidedBy,
        request.DecidedAt is { } at ? rules.Local(at) : null,
        request.Reason,
        UndoUntil(request, rules, now),
        HistoryOf(request, rules),
        request.OverrideReason,
        awaitsEvidence);

    public static RequestEventView[] HistoryOf(Request request, PlanningRules rules) =>
        [.. request.History.OrderBy(h => h.At).ThenBy(h => h.Id).Select(h => new RequestEventView(rules.Local(h.At), h.By, h.Text))];

    private static ReceiptLine LineOf(RequestLine line, DateTime asked, PlanningRules rules, IReadOnlyDictionary<Guid, string> names, DateTimeOffset now)
    {
        var unit = rules.Units.GetValueOrDefault(line.Unit);
        return new ReceiptLine(line.Id, line.ChildId, names.GetValueOrDefault(line.ChildId, ""), line.Unit, unit?.Label ?? line.Unit,
            unit?.Service.Label ?? line.Service,
            unit?.Service.Facility.Label ?? "", line.Date, line.Action, line.Outcome, line.Code, line.Text, rules.LastMinute(line.Deadline),
            UndoUntil: line.UndoUntil > now.UtcDateTime ? rules.LastMinute(line.UndoUntil) : null, BilledPercent: line.BilledPercent,
            Week: line.Part is null ? null : rules.UnitLabel(line.Part),
            Dearer: line.Action == IntentAction.Book && asked >= line.Deadline && !FromList(line)
                && unit?.Service.Day(line.Date).Book.Rule.Late == LateAnswer.Surcharge, Instead: line.Instead);
    }

    // A place that comes by itself, after waiting, costs what any other does.
    private static bool FromList(RequestLine line) =>
        line is { Outcome: LineOutcome.Waitlisted } or { Code: "pending.wish" or "booked.offer" or "booked.waiting" or "booked.allocation" };

    private static DateTime? UndoUntil(Request request, PlanningRules rules, DateTimeOffset now)
    {
        var limits = request.Lines.Where(l => l.UndoUntil is not null).Select(l => l.UndoUntil!.Value).ToList();
        return limits.Count == 0 || limits.Min() <= now.UtcDateTime ? null : rules.LastMinute(limits.Min());
    }
}
