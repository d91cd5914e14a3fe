using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>
/// POST /roll/marks: adds marks and works each touched cell out anew. A mark that can't be kept never holds the others up: a tablet sends what it gathered
/// offline.
/// </summary>
internal static class PostMarks
{
    public static async Task<Results<Ok<MarksResult>, ProblemHttpResult>> Handle(SendMarks body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (body.Marks.Any(m => m is not
            {
                Id: not null, Child: not null, Unit.Length: > 0 and <= 64, Date: not null, Kind: not null, At: not null,
                CollectedBy: null or { Length: <= 120 }
            })
            || !body.Marks.All(m => Enum.IsDefined(m.Kind!.Value)))
        {
            return Problems.Invalid("mark.invalid", "Un pointage a un numéro, un enfant, une prestation, un jour, une nature et une heure.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var read = new ReadMarks(rules, body, clock.GetUtcNow(), caller.Name);
        return TypedResults.Ok(new MarksResult(await db.WriteAsync(token => KeepAsync(db, rules, body, read, caller.Scope, clock.UtcNow(), token), ct)));
    }

    internal static async Task<MarkAnswer[]> KeepAsync(PlanningDb db, PlanningRules rules, SendMarks body, ReadMarks read, Scope scope, DateTime now,
        CancellationToken ct)
    {
        var ids = body.Marks.Select(m => m.Id!.Value).Distinct().ToList();
        var known = (await db.ClockMarks.Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(ct)).ToHashSet();
        var answers = new List<MarkAnswer>();
        var fresh = new List<ClockMark>();
        foreach (var sent in body.Marks)
        {
            if (!known.Add(sent.Id!.Value))
            {
                answers.Add(new MarkAnswer(sent.Id.Value, true, "known", null));
            }
            else if (read.Of(sent, out var mark) is { } refusal)
            {
                answers.Add(new MarkAnswer(sent.Id.Value, false, refusal.Code, refusal.Text));
            }
            else if (!scope.Reaches(rules.Units[mark!.Unit].Service, ScopeRight.Mark))
            {
                answers.Add(new MarkAnswer(sent.Id.Value, false, "mark.not-yours", "Vos droits ne couvrent pas le pointage de ce service."));
            }
            else
            {
                fresh.Add(mark);
            }
        }

        answers.AddRange(await AddAsync(db, rules, fresh, now, ct));
        return [.. body.Marks.Select(m => answers.First(a => a.Id == m.Id))];
    }

    /// <summary>Inside a write: adds marks that are in order in themselves, and settles their cells.</summary>
    internal static async Task<List<MarkAnswer>> AddAsync(PlanningDb db, PlanningRules rules, List<ClockMark> fresh, DateTime now, CancellationToken ct)
    {
        var answers = new List<MarkAnswer>();
        if (fresh.Count == 0)
        {
            return answers;
        }

        await DayLock.ShareAsync(db, ct);
        var (children, units) = (fresh.Select(m => m.ChildId).Distinct().ToList(), fresh.Select(m => m.Unit).Distinct().ToList());
        var (first, last) = (fresh.Min(m => m.Date), fresh.Max(m => m.Date));
        var cells = await db.Cells.Where(c => children.Contains(c.ChildId) && units.Contains(c.Unit) && c.Date >= first && c.Date <= last)
            .ToDictionaryAsync(c => (c.ChildId, c.Unit, c.Date), ct);
        var kept = await db.ClockMarks.AsNoTracking().Where(m => children.Contains(m.ChildId) && units.Contains(m.Unit) && m.Date >= first && m.Date <= last)
            .ToListAsync(ct);
        var known = await db.KnownChildren.AsNoTracking().Where(c => children.Contains(c.ChildId)).ToListAsync(ct);
        var payers = new Payers(await db.Enrolments.AsNoTracking().Where(e => children.Contains(e.ChildId)).ToListAsync(ct), known);
        var open = await OpenDays.ReadAsync(db, first, last, ct);
        var contracts = await db.ChildContracts.AsNoTracking().Where(c => children.Contains(c.ChildId)).ToListAsync(ct);
        var seats = await SeatBook.ReadAsync(db, rules, [.. cells.Values.SelectMany(c => c.SeatKeys).Distinct()], Days.Range(first, last), ct);
        var book = new DayBook(db, rules, seats, new DateTimeOffset(now, TimeSpan.Zero));
        foreach (var group in fresh.GroupBy(m => (m.ChildId, m.Unit, m.Date)))
        {
            var unit = rules.Units[group.Key.Unit];
            if (!cells.TryGetValue(group.Key, out var cell))
            {
                var refusal = !unit.Service.Day(group.Key.Date).Info.IsOpen
                    || known.Exists(c => c.ChildId == group.Key.ChildId && open.ClosedBy(unit.Service, c, group.Key.Date) is not null)
                    ? ("mark.closed", "Ce service est fermé ce jour-là.")
                    : payers.Find(group.Key.ChildId, unit.Service.Key, group.Key.Date) is null
                    ? ("mark.unknown-child", "Cet enfant n’est connu d’aucun dossier de la commune.") : ((string, string)?)null;
                if (refusal is var (code, text))
                {
                    answers.AddRange(group.Select(m => new MarkAnswer(m.Id, false, code, text)));
                    continue;
                }

                cell = Cell.Of(payers.Find(group.Key.ChildId, unit.Service.Key, group.Key.Date)!.Value, group.Key.ChildId, unit.Key, group.Key.Date);
                db.Cells.Add(cell);
            }

            db.ClockMarks.AddRange(group);
            book.Change(cell, c =>
            {
                // A day that nobody holds is paid by the household that has the child.
                if (!c.IsStanding && c.Attendance == AttendanceState.None && payers.Find(c.ChildId, unit.Service.Key, c.Date) is { } payer)
                {
                    c.BelongTo(payer);
                }

                RollOutcome.Apply(c, unit, Roll.Of(kept.Where(m => (m.ChildId, m.Unit, m.Date) == group.Key).Concat(group)));
                var contract = contracts.Find(k => k.ChildId == c.ChildId && k.Service == unit.Service.Key && k.Covers(c.Date));
                c.ClockOutside(c.Clock is { Arrival: { } came, Departure: { } left } ? contract?.ExtraMinutes(c.Date, came, left) : null);
            });
            answers.AddRange(group.Select(m => new MarkAnswer(m.Id, true, "recorded", null)));
        }

        await book.CloseAsync(ct);
        return answers;
    }
}

/// <summary>Who pays for a child nobody booked: of its enrolments on that day, else of its files, the household that has it by custody.</summary>
internal sealed class Payers(List<Enrolment> enrolments, List<Book.KnownChild> children)
{
    public Guid? Find(Guid child, string service, DateOnly date)
    {
        var enrolled = enrolments.Where(e => e.ChildId == child && e.Service == service && e.Covers(date)).Select(e => e.FamilyId).ToList();
        var homes = enrolled.Count > 0 ? enrolled : children.FindAll(c => c.ChildId == child).ConvertAll(c => c.FamilyId);
        return homes.OrderBy(f => children.Find(c => c.ChildId == child && c.FamilyId == f)?.IsHere(date) == false ? 1 : 0).ThenBy(f => f)
            .Select(f => (Guid?)f).FirstOrDefault();
    }
}
