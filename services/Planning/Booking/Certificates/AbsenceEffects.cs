using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>POST /absences/effects: the preview of an absence for all reasons at once, from one reading of the family's days.</summary>
internal static class AbsenceEffects
{
    public static async Task<Results<Ok<ReasonEffect[]>, ProblemHttpResult>> Handle(
        AskEffects body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, body.Family, out var who, out var problem))
        {
            return problem!;
        }

        var inForce = await current.LoadAsync(ct);
        var rules = inForce.Rules;
        var now = clock.GetUtcNow();
        List<AbsenceReasonDocument> reasons = [.. rules.Reasons.Where(r => who.ByAgent || r.ByFamily)];
        if (reasons.Count == 0)
        {
            return TypedResults.Ok<ReasonEffect[]>([]);
        }

        Intent[] For(AbsenceReasonDocument reason) => [.. body.Days.Select(d => new Intent(d?.Child, d?.Unit!, d?.Date, IntentAction.Absence, reason.Key))];
        var intents = For(reasons[0]);
        if (ReadWishes.Check(intents, rules, rules.Today(now), who.ByAgent) is { } wrong)
        {
            return wrong;
        }

        var plan = await FamilyPlan.ReadAsync(db, rules, who.Family, ReadWishes.DaysOf(intents, rules), toChange: false, ct);
        if (plan is null || ReadWishes.Of(intents, rules, plan) is not { } read)
        {
            return Problems.NotFound();
        }

        await EvidenceBook.ReadOpenAsync(db, rules, plan, [.. reasons.SelectMany(r => read.ConvertAll(w => w with { Reason = r }))], ct);
        var names = plan.Children.ToDictionary(c => c.ChildId, c => c.FirstName);
        return TypedResults.Ok<ReasonEffect[]>([.. reasons.Select(reason =>
        {
            // Each reason begins from the same days.
            var copy = plan.Copy();
            var request = new Asked(who.Family, who.ByAgent, caller.Name, Guid.Empty, For(reason), null).ToRequest(db.CurrentTenant, "", now, inForce.Version);
            var submission = new Submission(rules, copy, new CellPolicy(rules, copy, now, who.ByAgent), request, new DayBook(null, rules, copy.Seats, now),
                db: null);
            submission.Run(read.ConvertAll(w => w with { Reason = reason }), new Dictionary<Guid, Request>());
            var due = submission.Evidence.Select(e => (DateTimeOffset?)e.Terms.Due).Min();
            return new ReasonEffect(reason.Key, reason.Label, reason.Help, Receipts.Of(request, rules, names, now).Lines, rules.LastMinute(due));
        })]);
    }
}
