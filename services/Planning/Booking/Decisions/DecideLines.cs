using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Decisions;

/// <summary>What an agent's answer does to a line and its cell, and what taking the answer back does.</summary>
internal sealed class DecideLines(PlanningRules rules, CellsOfLines cells)
{
    private readonly DateTimeOffset _now = cells.Days.Now;

    /// <summary>Accepts a waiting line. A stable code when it can't be: "changed" or "full"; then nothing has changed.</summary>
    public string? Accept(Request request, RequestLine line, string by)
    {
        if (Waiting(line) is not { } cell)
        {
            return "changed";
        }

        Action<Cell> act;
        switch (line.Action)
        {
            // The place is held since the request, or taken now.
            case IntentAction.Book when !cells.TryTake(cell, line):
                return "full";
            case IntentAction.Book:
                act = c => c.Confirm();
                line.Outcome = LineOutcome.Booked;
                line.Text = "Réservation acceptée.";
                break;
            case IntentAction.Cancel:
                act = c => c.GiveUp();
                line.Outcome = LineOutcome.Cancelled;
                line.Text = "Annulation acceptée : rien ne sera facturé.";
                break;
            default:
                act = c => c.Excuse(excused: true);
                line.Outcome = line.Part is null ? LineOutcome.Excused : LineOutcome.Billed;
                line.Text = line.Part is { } week
                    ? $"Absence excusée ce jour-là.{AbsenceWords.WeekDue(rules.UnitLabel(week))}" : "Absence excusée : rien ne sera facturé.";
                break;
        }

        var undo = rules.Units.TryGetValue(line.Unit, out var unit) && (unit.WeekOf is null || line.Action == IntentAction.Book)
            ? Undo.Until(line.Action, unit, line.Date) : (DateTimeOffset?)null;
        if (line.Action == IntentAction.Book && undo > _now)
        {
            line.Text = $"Réservation acceptée. Annulable jusqu’au {FrenchDates.Moment(rules.LastMinute(undo)!.Value, rules.Today(_now))}.";
        }

        line.UndoUntil = undo?.UtcDateTime;
        Close(request, line, cell, act, accepted: true, "accepted", by);
        return null;
    }

    /// <summary>Refuses a waiting line: a booking is gone, a cancellation leaves the day booked, an absence is billed.</summary>
    public string? Refuse(Request request, RequestLine line, string by, string reason)
    {
        if (Waiting(line) is not { } cell)
        {
            return "changed";
        }

        Action<Cell> act;
        switch (line.Action)
        {
            case IntentAction.Book:
                act = c => c.Refuse();
                line.Outcome = LineOutcome.Refused;
                line.Text = $"Réservation refusée : {reason}";
                break;
            case IntentAction.Cancel:
                act = c => c.Confirm();
                line.Outcome = LineOutcome.Refused;
                line.Text = $"Annulation refusée, le jour reste réservé : {reason}";
                break;
            default:
                act = c => c.Excuse(excused: false);
                line.Outcome = LineOutcome.Billed;
                line.Text = $"Absence non excusée, le jour est facturé : {reason}";
                break;
        }

        line.UndoUntil = null;
        Close(request, line, cell, act, accepted: false, "refused.agent", by);
        return null;
    }

    /// <summary>Makes an agent's decision undone: the line waits again, with its place where that still can be.</summary>
    public string? Reopen(Request request, RequestLine line)
    {
        if (cells.Of(line) is not { } cell || cell.LineId != line.Id || cell.Version != line.CellVersion)
        {
            return "changed";
        }

        // The days of a week that was given up are free: it is asked anew.
        if (cell is { IsWeek: true, IsStanding: false })
        {
            return "changed";
        }

        if (!cells.TryTake(cell, line) && line.Action != IntentAction.Book)
        {
            return "full";
        }

        cells.Days.Change(cell, request, line, c => c.Reopen(line.Action));
        line.Accepted = null;
        line.Outcome = LineOutcome.Pending;
        line.Code = "pending.reopened";
        line.Text = "La décision a été reprise : la demande attend de nouveau une réponse.";
        line.DecidedBy = null;
        line.DecidedAt = null;
        line.UndoUntil = rules.Units.TryGetValue(line.Unit, out var unit) ? Undo.WhileWaiting(unit, line.Date).UtcDateTime : null;
        return null;
    }

    private Cell? Waiting(RequestLine line) =>
        cells.Of(line) is { } cell && cell.LineId == line.Id && cell.Booking is BookingState.Pending or BookingState.CancelPending
            or BookingState.AbsencePending ? cells.Of(line) : null;

    private void Close(Request request, RequestLine line, Cell cell, Action<Cell> act, bool accepted, string code, string by)
    {
        cells.Days.Change(cell, request, line, act);
        line.Accepted = accepted;
        line.Code = code;
        line.DecidedBy = by;
        line.DecidedAt = _now.UtcDateTime;
    }
}
