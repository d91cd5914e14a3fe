using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>Which certificates a request asks for, joins or makes needless.</summary>
internal static class EvidenceBook
{
    /// <summary>Reads into the plan the certificates that an absence told now may share, and the contracts that leave counts on.</summary>
    public static async Task ReadOpenAsync(PlanningDb db, PlanningRules rules, FamilyPlan plan, IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        plan.Leave = await LeaveBook.ReadAsync(db, rules, plan, wishes, ct);
        if (wishes.Any(w => w is { Action: IntentAction.Absence, Reason.AsksEvidence: true }))
        {
            plan.OpenEvidence = await db.Evidence.Where(e =>
                e.FamilyId == plan.FamilyId && (e.State == EvidenceState.Awaited || e.State == EvidenceState.Given)).ToListAsync(ct);
        }
    }

    /// <summary>Requests of which a certificate still decides a day: accepted is not the last word.</summary>
    public static IQueryable<Guid> Deciding(PlanningDb db) =>
        from line in db.RequestLines
        where line.EvidenceId != null && !line.TakenBack
            && db.Evidence.Any(e => e.Id == line.EvidenceId && (e.State == EvidenceState.Awaited || e.State == EvidenceState.Given))
        select line.RequestId;

    /// <summary>Keeps, for the lines that depend on one, what certificate is due until when. Lines of one child and reason share one.</summary>
    public static void Ask(PlanningDb db, FamilyPlan plan, Request request, PlanningRules rules, IReadOnlyList<(RequestLine Line, EvidenceTerms Terms)> demands)
    {
        foreach (var group in demands.GroupBy(d => (d.Line.ChildId, d.Line.Reason, d.Terms.Joins, d.Terms.Due)))
        {
            var lines = group.Select(d => d.Line).ToList();
            var evidence = plan.OpenEvidence.FirstOrDefault(e => e.Id == group.Key.Joins);
            if (evidence is null)
            {
                var terms = group.First().Terms;
                evidence = new Evidence
                {
                    FamilyId = plan.FamilyId,
                    ChildId = group.Key.ChildId,
                    Reason = group.Key.Reason!,
                    RequestId = request.Id,
                    RequestNumber = request.Number,
                    First = lines.Min(l => l.Date),
                    Last = lines.Max(l => l.Date),
                    DueAt = terms.Due.UtcDateTime,
                    ClosesAt = terms.Closes.UtcDateTime,
                    RemindAt = RemindAt(terms, request.At, rules.Certificates.RemindHours),
                };
                db.Evidence.Add(evidence);
            }
            else
            {
                evidence.First = Earlier(evidence.First, lines.Min(l => l.Date));
                evidence.Last = Later(evidence.Last, lines.Max(l => l.Date));
                evidence.Version++;
            }

            lines.ForEach(l => l.EvidenceId = evidence.Id);
        }
    }

    /// <summary>The family took these lines back: what no other day needs any more is not asked any more.</summary>
    public static async Task WithdrawAsync(PlanningDb db, IReadOnlyList<RequestLine> lines, CancellationToken ct)
    {
        var ids = lines.Where(l => l.EvidenceId is not null).Select(l => l.EvidenceId!.Value).Distinct().ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var gone = lines.Select(l => l.Id).ToList();
        var needed = await db.RequestLines.Where(l => l.EvidenceId != null && ids.Contains(l.EvidenceId.Value) && !gone.Contains(l.Id) && !l.TakenBack)
            .Select(l => l.EvidenceId).Distinct().ToListAsync(ct);
        foreach (var evidence in await db.Evidence.Where(e => ids.Contains(e.Id)).ToListAsync(ct))
        {
            if (evidence.IsOpen && !needed.Contains(evidence.Id))
            {
                evidence.State = EvidenceState.Withdrawn;
                evidence.RemindAt = null;
                evidence.Version++;
            }
        }
    }

    // Reminded only when the reminder is a later thing than the answer itself.
    private static DateTime? RemindAt(EvidenceTerms terms, DateTime told, int hours)
    {
        var at = terms.Due.UtcDateTime.AddHours(-hours);
        return hours > 0 && at > told.AddHours(1) ? at : null;
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
