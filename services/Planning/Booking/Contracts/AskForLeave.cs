using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Contracts;

/// <summary>POST /leave/preview and POST /leave: a period becomes the absences of its booked days, asked as any others.</summary>
internal static class AskForLeave
{
    public const int MostDays = 120;

    public static async Task<Results<Ok<LeavePreview>, ProblemHttpResult>> Preview(AskLeave body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var (period, problem) = await FindAsync(body, db, inForce.Rules, caller, clock, ct);
        if (period is null)
        {
            return problem!;
        }

        var receipt = await AnswerAsync(period, body.OverrideReason);
        var lifted = period.Who.ByAgent && body.OverrideReason is null && receipt is not null ? await AnswerAsync(period, "Motif à écrire") : null;
        var days = period.Days(receipt, lifted);
        var counted = days.Count(d => d.Kind is "counts" or "pending");
        return TypedResults.Ok(new LeavePreview(days, counted, Math.Max(0, period.Contract.LeaveDays - period.Taken.Count - counted), receipt));

        // From a plan of its own each time: answering changes it.
        async Task<Receipt?> AnswerAsync(LeavePeriod asked, string? reason)
        {
            var plan = asked.Intents.Length == 0
                ? null : await FamilyPlan.ReadAsync(db, inForce.Rules, asked.Who.Family, ReadWishes.DaysOf(asked.Intents, inForce.Rules), toChange: false, ct);
            return plan is null ? null : await PreviewRequest.AnswerAsync(db, inForce, plan, asked.ToAsked(body, caller, reason), clock.GetUtcNow(), ct);
        }
    }

    public static async Task<Results<Created<Receipt>, Ok<Receipt>, ProblemHttpResult>> Submit(
        string tenant, AskLeave body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var (period, problem) = await FindAsync(body, db, inForce.Rules, caller, clock, ct);
        if (period is null)
        {
            return problem!;
        }

        // Sent again, its days are leave already.
        if (period.Intents.Length == 0 && !await db.Requests.AnyAsync(r => r.FamilyId == period.Who.Family && r.Key == body.Key, ct))
        {
            return Problems.Invalid("leave.empty", "Aucun jour de cette période n’est réservé : il n’y a pas de congé à poser.");
        }

        var reason = string.IsNullOrWhiteSpace(body.OverrideReason) ? null : body.OverrideReason.Trim();
        var done = await db.WriteAsync(token =>
            PostRequest.AskAsync(db, inForce, period.ToAsked(body, caller, reason), clock.GetUtcNow(), announce: true, token), ct);
        return done switch
        {
            null => Problems.NotFound(),
            { IsNew: true } => TypedResults.Created($"/api/{tenant}/planning/requests/{done.Receipt.Id}", done.Receipt),
            _ => TypedResults.Ok(done.Receipt),
        };
    }

    private static async Task<(LeavePeriod? Period, ProblemHttpResult? Problem)> FindAsync(AskLeave body, PlanningDb db, PlanningRules rules, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, body.Family, out var who, out var problem) || (problem = Exceptions.Check(who, body.OverrideReason)) is not null)
        {
            return (null, problem);
        }

        var contract = await db.ChildContracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == body.Contract && c.FamilyId == who.Family, ct);
        if (contract is null || !rules.Services.TryGetValue(contract.Service, out var service))
        {
            return (null, Problems.NotFound());
        }

        var (from, until, today) = (body.From!.Value, body.Until!.Value, rules.Today(clock.GetUtcNow()));
        if (until < from || until.DayNumber - from.DayNumber >= MostDays || from < today.AddDays(-rules.AbsenceDaysAfter)
            || until > today.AddDays(ReadWishes.DaysAhead))
        {
            return (null, Problems.Invalid("leave.period",
                until < from ? "Le dernier jour vient avant le premier." : from < today
                ? "Le premier jour est passé." : $"Un congé compte {MostDays} jours au plus, à partir d’aujourd’hui."));
        }

        var reasons = ListLeave.Reasons(rules, contract.Service, who.ByAgent);
        if (reasons.Length == 0 || (body.Reason is not null && Array.TrueForAll(reasons, r => r.Key != body.Reason)))
        {
            return (null, Problems.Invalid("leave.reason", "Ce congé ne se pose pas ici pour ce service. Écrivez au service."));
        }

        var plan = await FamilyPlan.ReadAsync(db, rules, who.Family, Days.Range(from, until), toChange: false, ct);
        return plan?.Child(contract.ChildId) is not { } child ? (null, Problems.NotFound())
            : (new LeavePeriod(who, contract, service, child, plan, from, until, body.Reason ?? reasons[0].Key,
            await LeaveBook.TakenAsync(db, rules, contract, ct)), null);
    }
}
