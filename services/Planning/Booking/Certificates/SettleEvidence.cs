using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Book;
using Preau.Planning.Booking.Decisions;
using Preau.Planning.Changing;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Certificates;

/// <summary>Makes the days of an absence what its certificate comes to: accepted, refused, or never sent. Inside a write.</summary>
internal sealed class SettleEvidence(PlanningDb db, PlanningRules rules, DateTimeOffset now)
{
    /// <param name="reason">Of a refusal.</param>
    public async Task DecideAsync(Evidence evidence, bool accept, string? reason, string by, CancellationToken ct)
    {
        evidence.State = accept ? EvidenceState.Accepted : EvidenceState.Refused;
        evidence.DecidedBy = by;
        evidence.Note = reason;
        var billed = await ApplyAsync(evidence, accept ? null : $"Justificatif refusé, le jour est facturé : {reason}",
            accept ? "evidence.accepted" : "evidence.refused", by, ct);
        Tell(evidence, await NameAsync(evidence, ct), accept
            ? billed == 0 ? "Le justificatif est accepté : rien n’est facturé."
            : $"Le justificatif est accepté. Il est arrivé après la limite : {billed} {(billed > 1 ? "jours restent facturés" : "jour reste facturé")}."
            : $"Le justificatif est refusé, les jours de cette absence sont facturés. Motif : {reason}");
    }

    /// <summary>The limit has passed and nothing came.</summary>
    public async Task MissAsync(Evidence evidence, CancellationToken ct)
    {
        evidence.State = EvidenceState.Missed;
        await ApplyAsync(evidence, $"Aucun justificatif reçu avant le {Moment(evidence.DueAt)} : le jour est facturé.", "evidence.missed", null, ct);
        Tell(evidence, await NameAsync(evidence, ct),
            $"Aucun justificatif n’est arrivé avant le {Moment(evidence.DueAt)} : les jours de cette absence sont facturés."
            + (evidence.ClosesAt > now.UtcDateTime ? $" Un justificatif en retard est encore accepté jusqu’au {Moment(evidence.ClosesAt)}." : ""));
    }

    public async Task RemindAsync(Evidence evidence, CancellationToken ct)
    {
        evidence.RemindAt = null;
        evidence.Version++;
        Tell(evidence, await NameAsync(evidence, ct),
            $"Le justificatif de cette absence est à remettre avant le {Moment(evidence.DueAt)}. Sans lui, les jours seront facturés.");
    }

    /// <summary>How many days are billed then.</summary>
    private async Task<int> ApplyAsync(Evidence evidence, string? refusal, string code, string? by, CancellationToken ct)
    {
        evidence.RemindAt = null;
        evidence.DecidedAt = now.UtcDateTime;
        evidence.DeleteAt = now.UtcDateTime.AddDays(rules.Certificates.KeepDays);
        evidence.Version++;
        var requests = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History)
            .Where(r => r.FamilyId == evidence.FamilyId && r.Lines.Any(l => l.EvidenceId == evidence.Id)).ToListAsync(ct);
        var lines = requests.SelectMany(r => r.Lines.Select(l => (Request: r, Line: l))).Where(l => l.Line.EvidenceId == evidence.Id && !l.Line.TakenBack)
            .OrderBy(l => l.Line.Date).ToList();
        var cells = await CellsOfLines.ReadAsync(db, rules, lines.ConvertAll(l => l.Line), now, ct);
        var decide = new DecideLines(rules, cells);
        var billed = 0;
        foreach (var (request, line) in lines)
        {
            // What changed since is no longer this certificate's; what an agent must decide is not billed by a clock.
            if (cells.Of(line) is not { } cell || cell.LineId != line.Id || cell.Version != line.CellVersion || (line.Waits && by is null))
            {
                continue;
            }

            var text = refusal ?? (IsLate(evidence) && IsDue(evidence, line.Date, lines)
                ? "Justificatif accepté après sa limite : ce jour reste facturé (délai de carence)." : null);
            billed += text is null ? 0 : 1;
            if (line.Waits)
            {
                _ = text is null ? decide.Accept(request, line, by!) : decide.Refuse(request, line, by!, refusal ?? text);
            }

            cells.Days.Change(cell, request, line, c => c.Excuse(text is null));
            line.Accepted = refusal is null || by is null;
            line.Outcome = text is null && line.Part is null ? LineOutcome.Excused : LineOutcome.Billed;
            line.Code = code;
            line.Text = text ?? (line.Part is { } week
                ? $"Justificatif accepté : ce jour est excusé.{AbsenceWords.WeekDue(rules.UnitLabel(week))}" : "Justificatif accepté : rien ne sera facturé.");
            line.DecidedBy = by;
            line.DecidedAt = now.UtcDateTime;
            line.UndoUntil = null;
        }

        foreach (var request in requests)
        {
            request.Conclude();
            request.Note(now.UtcDateTime, by ?? Announce.ByRule,
                code switch
                {
                    "evidence.accepted" => "Justificatif accepté.",
                    "evidence.refused" => "Justificatif refusé.",
                    _ => "Aucun justificatif reçu à temps."
                });
        }

        await cells.Days.CloseAsync(ct);
        return billed;
    }

    private static bool IsLate(Evidence evidence) => evidence.GivenAt is { } given && given >= evidence.DueAt;

    private bool IsDue(Evidence evidence, DateOnly date, List<(Request Request, RequestLine Line)> lines) =>
        rules.Reason(evidence.Reason)?.Waiting is { OnlyLateEvidence: true } waiting
        && AbsenceTerms.Holds(waiting,
        waiting.Unit == WaitingUnit.Service ? lines.Select(l => l.Line.Date).Distinct().Count(d => d <= date) : date.DayNumber - evidence.First.DayNumber + 1);

    private async Task<string> NameAsync(Evidence evidence, CancellationToken ct) =>
        await db.KnownChildren.Where(c => c.FamilyId == evidence.FamilyId && c.ChildId == evidence.ChildId).Select(c => c.FirstName).SingleOrDefaultAsync(ct)
            ?? "";

    // A mail may carry this: the child's first name and days, not the reason.
    private void Tell(Evidence evidence, string child, string text) => db.Raise(new FamilyNotified(
        db.CurrentTenant, now.UtcDateTime, Guid.CreateVersion7(), evidence.FamilyId, "evidence",
        $"Absence {Grammar.De(child)} {FrenchDates.Range(evidence.First, evidence.Last, rules.Today(now))} : justificatif", text,
        $"justificatifs/{evidence.Id}"));

    private string Moment(DateTime utc) => FrenchDates.Moment(rules.LastMinute(utc)!.Value, rules.Today(now));
}
