using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>
/// The conditions a reason sets on an absence the policy has judged: days that stay billed, and a certificate with its limits.
/// Wishes must come in the order of their days, each after the ones before were applied to the plan.
/// </summary>
public sealed class AbsenceTerms(PlanningRules rules, FamilyPlan plan, DateTimeOffset now, Guid requestId)
{
    // An absence that begins again after more than a week is another one.
    private const int LongestGap = 7;

    private readonly Dictionary<Guid, HashSet<DateOnly>> _leave = [];
    private readonly DateOnly _today = rules.Today(now);

    public Verdict Of(Wish wish, Verdict verdict)
    {
        // A day of a week by itself: the commune may leave it to an agent.
        if (wish is { Action: IntentAction.Absence, WholeWeek: false } && verdict.Code == "absence.excused"
            && plan.Cell(wish.Child.ChildId, wish.Unit.Key, wish.Date) is { IsPart: true, Part: { } part }
            && rules.Units.GetValueOrDefault(part)?.PartAbsence == PartAbsence.ToAgent)
        {
            verdict = verdict with { Answer = Answer.ToAgent, Code = "pending.validation" };
        }

        if (wish is not { Action: IntentAction.Absence, Reason: { } reason } || verdict.Code
            is not ("absence.excused" or "pending.late" or "pending.validation"))
        {
            return verdict;
        }

        if (reason.Leave && plan.Leave.Take(wish, _leave) is { } refusal)
        {
            return refusal with { ClosesAt = verdict.ClosesAt };
        }

        var series = SeriesOf(wish, reason);
        var excused = verdict.Code == "absence.excused";
        if (excused && reason.Waiting is { OnlyLateEvidence: false } waiting && (verdict.Late || waiting.InTime) && Waits(waiting, series, wish))
        {
            return verdict with { Code = "absence.waiting", Waiting = waiting };
        }

        if (!reason.AsksEvidence || (!verdict.Late && reason.Evidence is { InTime: false }))
        {
            return verdict;
        }

        var terms = EvidenceFor(reason, series, wish.Child.ChildId);
        return verdict with
        {
            Code = excused ? "absence.evidence" : verdict.Code,
            Evidence = terms,
            Waiting = reason.Waiting is { OnlyLateEvidence: true } late ? late : null
        };
    }

    /// <summary>Is this day one of those that stay billed?</summary>
    /// <param name="position">Place of the day in its absence, from 1.</param>
    public static bool Holds(WaitingDocument waiting, int position) => position >= waiting.FirstDay && position < waiting.FirstDay + waiting.Days;

    private bool Waits(WaitingDocument waiting, List<(DateOnly Date, bool IsNew)> series, Wish wish)
    {
        var byService = waiting.Unit == WaitingUnit.Service;
        if (waiting.From == WaitingStart.Absence)
        {
            return Holds(waiting, byService ? series.Count : wish.Date.DayNumber - series[0].Date.DayNumber + 1);
        }

        // An absence that goes on was told when it began.
        var known = series.Find(d => !d.IsNew);
        var told = known == default || known.Date > _today ? _today : known.Date;
        return wish.Date <= told || (byService ? series.Count(d => d.Date > told) : wish.Date.DayNumber - told.DayNumber) <= waiting.Days;
    }

    private EvidenceTerms EvidenceFor(AbsenceReasonDocument reason, List<(DateOnly Date, bool IsNew)> series, Guid child)
    {
        var running = plan.OpenEvidence.FirstOrDefault(e =>
            e.ChildId == child && e.Reason == reason.Key && series.Exists(d => e.First <= d.Date && d.Date <= e.Last));
        if (running is not null)
        {
            return new EvidenceTerms(Instant(running.DueAt), Instant(running.ClosesAt), running.Id);
        }

        var first = series.Find(d => d.IsNew).Date;
        var start = first > _today ? first : _today;
        var limits = reason.Evidence;
        var due = limits switch
        {
            { Hours: { } hours } => first > _today ? EndOf(first.AddDays(-1)).AddHours(hours) : Minute(now).AddHours(hours),
            { MonthEnd: true } => EndOf(LastSchoolDay(first) is var last && last >= start ? last : start),
            _ => EndOf(start.AddDays(limits?.Days ?? reason.EvidenceDays ?? 3)),
        };
        var closes = limits?.MaxDays is { } most ? EndOf(start.AddDays(most)) : due;
        return new EvidenceTerms(due, closes > due ? closes : due, null);
    }

    // The day itself and those before it that belong to the same absence, oldest first; IsNew: told with this request.
    private List<(DateOnly Date, bool IsNew)> SeriesOf(Wish wish, AbsenceReasonDocument reason)
    {
        var cells = plan.CellsOf(wish.Child.ChildId).Where(c => c.FamilyId == plan.FamilyId && c.Date <= wish.Date).ToList();
        var absent = cells.Where(c => c.Reason == reason.Key && IsAbsent(c)).GroupBy(c => c.Date)
            .ToDictionary(g => g.Key, g => g.All(c => c.RequestId == requestId));
        absent.TryAdd(wish.Date, true);
        var series = new List<(DateOnly Date, bool IsNew)>();
        foreach (var (date, isNew) in absent.OrderByDescending(d => d.Key))
        {
            if (series.Count > 0 && (series[^1].Date.DayNumber - date.DayNumber > LongestGap
                || cells.Exists(c => c.Date > date && c.Date < series[^1].Date && c.IsStanding && !IsAbsent(c))))
            {
                break;
            }

            series.Add((date, isNew));
        }

        series.Reverse();
        return series;
    }

    private static bool IsAbsent(Cell cell) =>
        cell.Attendance is AttendanceState.AbsentExcused or AttendanceState.AbsentBilled || cell.Booking == BookingState.AbsencePending;

    private DateOnly LastSchoolDay(DateOnly month)
    {
        var day = new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
        while (day.Day > 1 && (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || rules.Calendar.Day(day)
            is not { Kind: DayKind.SchoolDay, IsPublicHoliday: false }))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private DateTimeOffset EndOf(DateOnly day) => LocalMinutes.EndOf(day.ToDateTime(LocalMinutes.LastOfDay), rules.Zone);

    // "Until 9.10" holds until the end of that minute.
    private static DateTimeOffset Minute(DateTimeOffset at) => new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), at.Offset).AddMinutes(1);

    private static DateTimeOffset Instant(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}

/// <summary>Until when the certificate of an absence is due.</summary>
/// <param name="Due">Instant from which it is late and the days are billed.</param>
/// <param name="Closes">Instant from which none is taken any more.</param>
/// <param name="Joins">The certificate already asked for the same absence.</param>
public sealed record EvidenceTerms(DateTimeOffset Due, DateTimeOffset Closes, Guid? Joins);
