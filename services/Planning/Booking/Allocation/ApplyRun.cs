using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Allocation;

/// <summary>
/// Makes a ranked list true, a day in a transaction (a week, where weeks are wished): wishes become bookings or entries of the waiting list in their
/// order. What is already done is left alone, so that a run that was interrupted goes on. Families are told once all is done.
/// </summary>
internal sealed class ApplyRun(PlanningDb db, PlanningRules rules, DateTimeOffset now)
{
    private const int AtOnce = 200;

    /// <param name="most">Days at once; the rest is for a later call.</param>
    /// <returns>True once all is done.</returns>
    public async Task<bool> RunAsync(Guid id, int most, CancellationToken ct)
    {
        var run = await db.AllocationRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var ranked = JsonSerializer.Deserialize<List<RankedWish>>(run.Ranked)!;
        var done = 0;
        foreach (var days in ranked.GroupBy(r => IsByWeek(run.Service) ? Week.MondayOf(r.Date) : r.Date).OrderBy(d => d.Key))
        {
            done += days.Select(r => r.Date).Distinct().Count();
            if (done <= run.DaysDone)
            {
                continue;
            }

            if (most <= 0)
            {
                return false;
            }

            var parts = days.OrderBy(r => r.Order).ThenBy(r => r.Rank).Chunk(AtOnce).ToList();
            foreach (var some in parts)
            {
                await db.WriteAsync(async token =>
                {
                    await DayLock.HoldAsync(db, token);
                    await ApplyAsync(some, token);
                    if (some == parts[^1])
                    {
                        await ReachAsync(id, done, token);
                    }
                }, ct);
                db.ChangeTracker.Clear();
            }

            most -= days.Select(r => r.Date).Distinct().Count();
        }

        await db.WriteAsync(token => TellAsync(id, ranked, token), ct);
        db.ChangeTracker.Clear();
        return true;
    }

    private bool IsByWeek(string service) => rules.Services.TryGetValue(service, out var known) && known.Units.Exists(u => u.WeekOf is not null);

    // Two may apply the same run at once: the further one counts.
    private async Task ReachAsync(Guid id, int done, CancellationToken ct)
    {
        var run = await db.AllocationRuns.SingleAsync(r => r.Id == id, ct);
        if (run.DaysDone < done)
        {
            run.DaysDone = done;
            run.Version++;
        }
    }

    private async Task ApplyAsync(RankedWish[] ranked, CancellationToken ct)
    {
        var byId = ranked.ToDictionary(r => r.Id);
        var ids = byId.Keys.ToList();
        var places = await db.WaitingPlaces.Where(w => w.State == WaitingState.Wish && ids.Contains(w.Id)).ToListAsync(ct);
        var cases = await WaitingCase.ReadAsync(db, rules, [.. places.OrderBy(p => byId[p.Id].Rank)], ct);
        if (cases.Count == 0)
        {
            return;
        }

        var (first, last) = (cases.Min(c => c.Place.Date), cases.Max(c => c.Place.Last));
        var pools = cases.SelectMany(c => c.Days.SelectMany(c.PoolsOn)).Select(p => p.Key).Distinct().ToList();
        var seats = await SeatBook.ReadAsync(db, rules, pools, Days.Range(first, last), ct);
        var open = await OpenDays.ReadAsync(db, first, last, ct);
        var book = new DayBook(db, rules, seats, now);
        foreach (var wish in cases)
        {
            var rank = byId[wish.Place.Id];
            if (rank.Booked && wish.Unit is { } unit && wish.Days.Count > 0 && wish.Days.All(d => open.IsOpen(unit.Service, wish.Child, d))
                && await Required.FindMissingAsync(db, unit, wish.Place.ChildId, wish.Days, ct) is null && wish.TryTake(book, BookingState.Confirmed))
            {
                wish.Allocate(book, rank);
            }
            else
            {
                wish.Enlist(book, rank);
            }
        }

        await book.CloseAsync(ct);
    }

    private async Task TellAsync(Guid id, List<RankedWish> ranked, CancellationToken ct)
    {
        var run = await db.AllocationRuns.SingleAsync(r => r.Id == id, ct);
        if (run.AppliedAt is not null)
        {
            return;
        }

        var (first, last) = (ranked.Count == 0 ? default : ranked.Min(r => r.Date), ranked.Count == 0 ? default : ranked.Max(r => r.Date));
        var waiting = (await db.WaitingPlaces.AsNoTracking()
            .Where(w => w.Service == run.Service && w.State == WaitingState.Waiting && w.Date >= first && w.Date <= last).Select(w => w.Id).ToListAsync(ct))
            .ToHashSet();
        var service = rules.Services.GetValueOrDefault(run.Service);
        var label = service?.Periods.FirstOrDefault(p => p.Key == run.Period)?.Document.Label ?? run.Period;
        foreach (var family in ranked.GroupBy(r => r.Family))
        {
            var listed = family.Where(r => waiting.Contains(r.Id)).Sum(DaysOf);
            var booked = family.Where(r => r.Booked && !waiting.Contains(r.Id)).Sum(DaysOf);
            db.Raise(new FamilyNotified(db.CurrentTenant, now.UtcDateTime, Guid.CreateVersion7(), family.Key, "allocation",
                $"Attribution des places : {service?.Label ?? run.Service}, {label}",
                $"Les places sont attribuées.\n{Count(booked, "réservé", "réservés")}, {Count(listed, "en liste d’attente", "en liste d’attente")}.\nVos points et votre rang sont dans « Pourquoi ? » de chaque jour.",
                $"planning?mois={family.Min(r => r.Date):yyyy-MM}"));
        }

        run.Waitlisted = waiting.Intersect(ranked.Select(r => r.Id)).Count();
        run.Booked = ranked.Count(r => r.Booked) - ranked.Count(r => r.Booked && waiting.Contains(r.Id));
        run.AppliedAt = now.UtcDateTime;
        run.Version++;
    }

    private int DaysOf(RankedWish wish) => rules.Units.TryGetValue(wish.Unit, out var unit) ? unit.DaysOn(wish.Date).Count : 1;

    private static string Count(int count, string one, string many) => count > 1 ? $"{count} jours {many}" : $"{(count == 0 ? "Aucun" : "1")} jour {one}";
}
