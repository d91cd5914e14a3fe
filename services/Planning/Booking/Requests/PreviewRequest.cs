using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Requests;

/// <summary>POST /requests/preview: the answers that a request would get now. Nothing is saved, no place is held, the receipt has no number.</summary>
internal static class PreviewRequest
{
    public static async Task<Results<Ok<Receipt>, ProblemHttpResult>> Handle(
        SubmitRequest body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, body.Family, out var who, out var problem))
        {
            return problem!;
        }

        var inForce = await current.LoadAsync(ct);
        var rules = inForce.Rules;
        var now = clock.GetUtcNow();
        if (ReadWishes.Check(body.Intents, rules, rules.Today(now), who.ByAgent) is { } wrong)
        {
            return wrong;
        }

        if (Exceptions.Check(who, body.OverrideReason) is { } notAllowed)
        {
            return notAllowed;
        }

        var plan = await FamilyPlan.ReadAsync(db, rules, who.Family, ReadWishes.DaysOf(body.Intents, rules), toChange: false, ct);
        if (plan is null)
        {
            return Problems.NotFound();
        }

        var asked = new Asked(who.Family, who.ByAgent, who.Sign(caller), body.Key!.Value, body.Intents, body.Comment, body.OverrideReason);
        return await AnswerAsync(db, inForce, plan, asked, now, ct) is { } receipt ? TypedResults.Ok(receipt) : Problems.NotFound();
    }

    /// <summary>Null when one of the children is not of this family.</summary>
    internal static async Task<Receipt?> AnswerAsync(PlanningDb db, SettingsInForce<PlanningRules> inForce, FamilyPlan plan, Asked asked, DateTimeOffset now,
        CancellationToken ct)
    {
        var rules = inForce.Rules;
        if (ReadWishes.Of(asked.Intents, rules, plan) is not { } wishes)
        {
            return null;
        }

        await EvidenceBook.ReadOpenAsync(db, rules, plan, wishes, ct);
        var pending = await PostRequest.WithdrawableAsync(db, plan, wishes, ct);
        var request = asked.ToRequest(db.CurrentTenant, "", now, inForce.Version);
        var submission = new Submission(rules, plan, new CellPolicy(rules, plan, now, asked.ByAgent, asked.OverrideReason is not null), request,
            new DayBook(null, rules, plan.Seats, now), db: null);
        submission.Run(wishes, pending);
        await Ranks.TellAsync(db, request, submission.Listed, ct);
        return Receipts.Of(request, rules, plan.Children.ToDictionary(c => c.ChildId, c => c.FirstName), now);
    }
}
