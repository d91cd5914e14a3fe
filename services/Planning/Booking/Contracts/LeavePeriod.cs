using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Contracts;

/// <summary>The days of a leave: which are booked and so asked, and why the others take no day of leave.</summary>
internal sealed class LeavePeriod(WhoAsks who, ChildContract contract, Service service, KnownChild child, FamilyPlan plan, DateOnly from, DateOnly until,
    string reason, HashSet<DateOnly> taken)
{
    public WhoAsks Who => who;

    public ChildContract Contract => contract;

    /// <summary>Days of leave that count on the contract already.</summary>
    public HashSet<DateOnly> Taken => taken;

    /// <summary>One per booked unit of a day.</summary>
    public Intent[] Intents { get; } =
    [
        .. Dates(from, until).Where(contract.Covers).SelectMany(date => service.Units
            .Where(u => plan.Cell(contract.ChildId, u.Key, date) is { Booking: BookingState.Confirmed, Attendance: AttendanceState.None } cell
                && cell.FamilyId == plan.FamilyId && cell.Part is null)
            .Select(u => new Intent(contract.ChildId, u.Key, date, IntentAction.Absence, reason))),
    ];

    public Asked ToAsked(AskLeave body, Caller caller, string? overrideReason) =>
        new(who.Family, who.ByAgent, who.Sign(caller), body.Key!.Value, Intents, string.IsNullOrWhiteSpace(body.Comment) ? null : body.Comment.Trim(),
            overrideReason);

    /// <param name="receipt">What the rules answer to <see cref="Intents"/>.</param>
    /// <param name="lifted">The same with an agent's reason; null when there is no more to know.</param>
    public LeaveAnswer[] Days(Receipt? receipt, Receipt? lifted) => [.. Dates(from, until).Select(date =>
    {
        var lines = receipt?.Lines.Where(l => l.Date == date).ToList() ?? [];
        // Several units of a day are one day of leave: what is refused is what must be read.
        var line = lines.Find(l => l.Outcome == LineOutcome.Refused) ?? lines.Find(l => l.Outcome == LineOutcome.Pending) ?? lines.FirstOrDefault();
        if (line is null)
        {
            var (kind, text) = WhyNot(date);
            return new LeaveAnswer(date, kind, text);
        }

        return new LeaveAnswer(date,
            line.Outcome switch { LineOutcome.Refused or LineOutcome.Unchanged => "refused", LineOutcome.Pending => "pending", _ => "counts" },
            // The limits of days in time differ; that nothing is billed is what matters.
            line.Code == "absence.excused" && line.Deadline > receipt!.At ? "Dans les délais : rien ne sera facturé." : line.Text,
            lifted?.Lines.FirstOrDefault(l => l.LineId != line.LineId && (l.Date, l.Unit) == (date, line.Unit)) is { } other && other.Code != line.Code);
    })];

    private static IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private (string Kind, string Text) WhyNot(DateOnly date)
    {
        if (!contract.Covers(date))
        {
            return ("outside", "Le contrat ne couvre pas ce jour.");
        }

        if (taken.Contains(date))
        {
            return ("leave", "Déjà en congé : compté une seule fois.");
        }

        var info = service.Day(date).Info;
        return !info.IsOpen ? ("closed", info.Label is { } label ? $"Fermé : {label}." : "Fermé ce jour-là.")
            : plan.ClosedBy(service, child, date) is { } closed ? ("closed", $"Fermé : {closed.Cause}.")
            : service.Units.Exists(u =>
            plan.Cell(contract.ChildId, u.Key, date) is { Attendance: AttendanceState.AbsentExcused or AttendanceState.AbsentBilled })
            ? ("not-booked", "Une absence est déjà notée ce jour-là.")
            : ("not-booked", "Aucun accueil réservé ce jour-là.");
    }
}
