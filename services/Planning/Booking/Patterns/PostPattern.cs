using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Patterns;

/// <summary>POST /requests/pattern and …/preview: a weekly pattern becomes one request, however many cells it holds.</summary>
internal static class PostPattern
{
    public static async Task<Results<Ok<PatternPreview>, ProblemHttpResult>> Preview(
        PatternRequest body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var now = clock.GetUtcNow();
        var (expanded, plan, who, problem) = await ExpandAsync(body, db, inForce.Rules, caller, now, ct);
        if (problem is not null)
        {
            return problem;
        }

        var asked = new Asked(who.Family, who.ByAgent, who.Sign(caller), body.Key!.Value, expanded!.Intents, body.Comment);
        var receipt = await PreviewRequest.AnswerAsync(db, inForce, plan!, asked, now, ct);
        return receipt is null ? Problems.NotFound() : TypedResults.Ok(new PatternPreview(receipt, expanded.From, expanded.Until, expanded.Skipped(plan!)));
    }

    public static async Task<Results<Created<Receipt>, Ok<Receipt>, ProblemHttpResult>> Submit(
        string tenant, PatternRequest body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var now = clock.GetUtcNow();
        var (expanded, _, who, problem) = await ExpandAsync(body, db, inForce.Rules, caller, now, ct);
        if (problem is not null)
        {
            return problem;
        }

        // Sent again: what it asked may be done already, so that nothing more would match.
        if (expanded!.Intents.Length == 0 && !await db.Requests.AnyAsync(r => r.FamilyId == who.Family && r.Key == body.Key, ct))
        {
            return Problems.Invalid("pattern.empty", "Aucun jour de cette période ne correspond à ce que vous avez choisi.");
        }

        var comment = string.IsNullOrWhiteSpace(body.Comment) ? null : body.Comment.Trim();
        var asked = new Asked(who.Family, who.ByAgent, who.Sign(caller), body.Key!.Value, expanded.Intents, comment);
        var done = await db.WriteAsync(token => PostRequest.AskAsync(db, inForce, asked, now, announce: true, token), ct);
        return done switch
        {
            null => Problems.NotFound(),
            { IsNew: true } => TypedResults.Created($"/api/{tenant}/planning/requests/{done.Receipt.Id}", done.Receipt),
            _ => TypedResults.Ok(done.Receipt),
        };
    }

    private static async Task<(ExpandPattern? Expanded, FamilyPlan? Plan, WhoAsks Who, ProblemHttpResult? Problem)> ExpandAsync(
        PatternRequest body, PlanningDb db, PlanningRules rules, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, body.Family, out var who, out var problem))
        {
            return (null, null, who, problem);
        }

        if (who.ByAgent && caller.Scope.RefuseUnits(rules, body.Rows.Select(r => r.Unit)) is { } notYours)
        {
            return (null, null, who, notYours);
        }

        var pattern = new ExpandPattern(body, rules, rules.Today(now));
        if (pattern.Check() is { } wrong)
        {
            return (null, null, who, wrong);
        }

        var plan = await FamilyPlan.ReadAsync(db, rules, who.Family, Days.Range(pattern.From, pattern.Until), toChange: false, ct);
        if (plan is null || pattern.Expand(plan) is null)
        {
            return (null, null, who, Problems.NotFound());
        }

        return pattern.Intents.Length <= ExpandPattern.MostCells ? (pattern, plan, who, null)
            : (null, null, who,
                Problems.Invalid("pattern.too-many",
                    $"Cela fait {pattern.Intents.Length} jours. Une demande en compte {ExpandPattern.MostCells} au plus : choisissez une période plus courte ou moins de services."));
    }
}
