using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Requests;

/// <summary>POST /requests: every cell is decided apart, all in one transaction; the same key gives the same receipt.</summary>
internal static class PostRequest
{
    public static async Task<Results<Created<Receipt>, Ok<Receipt>, ProblemHttpResult>> Handle(
        string tenant, SubmitRequest body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, body.Family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = await current.LoadAsync(ct);
        var now = clock.GetUtcNow();
        if (ReadWishes.Check(body.Intents, rules.Rules, rules.Rules.Today(now), who.ByAgent) is { } wrong)
        {
            return wrong;
        }

        if (who.ByAgent && caller.Scope.RefuseUnits(rules.Rules, body.Intents.Select(i => i.Unit)) is { } notYours)
        {
            return notYours;
        }

        if (Exceptions.Check(who, body.OverrideReason) is { } notAllowed)
        {
            return notAllowed;
        }

        var asked = new Asked(who.Family, who.ByAgent, who.Sign(caller), body.Key!.Value, body.Intents, body.Comment.OrNull(), body.OverrideReason.OrNull());
        var done = await db.WriteAsync(token => AskAsync(db, rules, asked, now, announce: true, token), ct);
        return done switch
        {
            null => Problems.NotFound(),
            { IsNew: true } => TypedResults.Created($"/api/{tenant}/planning/requests/{done.Receipt.Id}", done.Receipt),
            _ => TypedResults.Ok(done.Receipt),
        };
    }

    /// <summary>Inside a write. Null when the family, or one of the children in it, isn't known.</summary>
    /// <param name="announce">False for demonstration data: nobody is told.</param>
    internal static async Task<Submitted?> AskAsync(PlanningDb db, SettingsInForce<PlanningRules> inForce, Asked asked, DateTimeOffset now, bool announce,
        CancellationToken ct)
    {
        var rules = inForce.Rules;
        var plan = await FamilyPlan.ReadAsync(db, rules, asked.Family, ReadWishes.DaysOf(asked.Intents, rules), toChange: true, ct);
        if (plan is null)
        {
            return null;
        }

        var names = plan.Children.ToDictionary(c => c.ChildId, c => c.FirstName);
        var known = await db.Requests.AsNoTracking().AsSplitQuery().Include(r => r.Lines).Include(r => r.History)
            .SingleOrDefaultAsync(r => r.FamilyId == asked.Family && r.Key == asked.Key, ct);
        if (known is not null)
        {
            return new Submitted(Receipts.Of(known, rules, names, now), false);
        }

        if (ReadWishes.Of(asked.Intents, rules, plan) is not { } wishes)
        {
            return null;
        }

        await EvidenceBook.ReadOpenAsync(db, rules, plan, wishes, ct);
        var pending = await WithdrawableAsync(db, plan, wishes, ct);
        var number = await RequestCounter.NextAsync(db, rules.Local(now).Year, ct);
        var request = asked.ToRequest(db.CurrentTenant, number, now, inForce.Version);
        db.Requests.Add(request);
        var book = new DayBook(db, rules, plan.Seats, now);
        var submission = new Submission(rules, plan, new CellPolicy(rules, plan, now, asked.ByAgent, asked.OverrideReason is not null), request, book, db);
        request.Note(now.UtcDateTime, asked.Author, asked.ByAgent ? "Demande saisie par le service au nom de la famille." : "Demande envoyée.");
        if (asked.OverrideReason is { } reason)
        {
            request.Note(now.UtcDateTime, asked.Author, $"Par exception : {reason}");
        }

        submission.Run(wishes, pending);
        EvidenceBook.Ask(db, plan, request, rules, submission.Evidence);
        var answered = request.Lines.Where(l => l.Accepted is not null && l.Outcome != LineOutcome.Unchanged).ToList();
        if (request.Automatic)
        {
            request.DecidedBy = Announce.ByRule;
            request.DecidedAt = now.UtcDateTime;
            request.Note(now.UtcDateTime, Announce.ByRule, "Réponse immédiate, selon la règle du service.");
        }

        await book.CloseAsync(ct);
        await Ranks.TellAsync(db, request, submission.Listed, ct);
        if (announce && answered.Count > 0 && (request.Automatic || answered.Exists(l => l.Accepted == true)))
        {
            Announce.Decided(db, request, rules, names, now.UtcDateTime, Announce.ByRule, automatic: true, ownAct: !asked.ByAgent);
        }

        return new Submitted(Receipts.Of(request, rules, names, now), true);
    }

    /// <summary>The earlier requests whose waiting lines are on cells that are to be cancelled, by line.</summary>
    internal static async Task<Dictionary<Guid, Request>> WithdrawableAsync(PlanningDb db, FamilyPlan plan, List<Wish> wishes, CancellationToken ct)
    {
        var lines = wishes.SelectMany(w => w.GivenUp.Select(c => plan.Cell(w.Child.ChildId, c.Unit, c.Date))).OfType<Cell>()
            .Where(c => c.Booking is BookingState.Pending or BookingState.Waitlisted or BookingState.Offered or BookingState.Wished
                && c.FamilyId == plan.FamilyId && c.LineId is not null).Select(c => c.LineId!.Value).ToList();
        if (lines.Count == 0)
        {
            return [];
        }

        var requests = await db.Requests.Include(r => r.Lines).Where(r => r.FamilyId == plan.FamilyId && r.Lines.Any(l => lines.Contains(l.Id)))
            .ToListAsync(ct);
        return requests.SelectMany(r => r.Lines.Select(l => (l.Id, Request: r))).ToDictionary(l => l.Id, l => l.Request);
    }
}

/// <summary>A request before it has a number.</summary>
internal sealed record Asked(Guid Family, bool ByAgent, string Author, Guid Key, Intent[] Intents, string? Comment, string? OverrideReason = null)
{
    public Request ToRequest(string tenant, string number, DateTimeOffset now, long settingsVersion)
    {
        var actions = Intents.Select(i => i.Action).Distinct().ToList();
        return new Request
        {
            Tenant = tenant,
            Number = number,
            FamilyId = Family,
            Key = Key,
            Author = Author,
            ByAgent = ByAgent,
            At = now.UtcDateTime,
            Comment = Comment,
            OverrideReason = OverrideReason,
            SettingsVersion = settingsVersion,
            Type = actions is [{ } only] ? only switch { IntentAction.Book => "booking", IntentAction.Cancel => "cancellation", _ => "absence" } : "mixed",
        };
    }
}

internal sealed record Submitted(Receipt Receipt, bool IsNew);
