using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Decisions;

/// <summary>
/// POST /queue/reopen: takes agents' decisions back. The requests wait again, the trace stays, the cells are told anew with a higher version.
/// </summary>
internal static class PostReopen
{
    public static async Task<Ok<DecisionResult>> Handle(ReopenRequests body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var by = rules.Signature(caller.Name);
        var results = new List<DecisionOutcome>();
        foreach (var id in body.Requests.Distinct())
        {
            results.Add(await db.WriteAsync(token => ReopenAsync(db, rules, id, by, caller.Scope, clock.GetUtcNow(), token), ct));
            db.ChangeTracker.Clear();
        }

        return TypedResults.Ok(new DecisionResult([.. results]));
    }

    private static async Task<DecisionOutcome> ReopenAsync(PlanningDb db, PlanningRules rules, Guid id, string by, Scope scope, DateTimeOffset now,
        CancellationToken ct)
    {
        var request = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (request is null)
        {
            return new DecisionOutcome(id, "", false, "not-found", "Cette demande n’existe pas.", RequestStatus.Cancelled);
        }

        // Only what an agent decided: the answers of the rules are not an agent's to take back.
        var lines = request.Lines.Where(l => l is { DecidedBy: not null, TakenBack: false }).OrderBy(l => l.Position).ToList();
        if (lines.Count == 0)
        {
            return new DecisionOutcome(id, request.Number, false, "not-decided", "Aucun agent n’a décidé de cette demande.", request.Status);
        }

        lines = lines.FindAll(l => scope.Decides(rules, l.Service));
        if (lines.Count == 0)
        {
            return PostDecisions.NotYours(request);
        }

        var before = request.Status;
        var cells = await CellsOfLines.ReadAsync(db, rules, lines, now, ct);
        var decide = new DecideLines(rules, cells);
        foreach (var line in lines)
        {
            if (decide.Reopen(request, line) is { } code)
            {
                // All of it or nothing: what was begun must not be saved.
                db.ChangeTracker.Clear();
                return new DecisionOutcome(id, request.Number, false, code, code == "full" ? "La place libérée est prise depuis." : PostDecisions.Why(code),
                    before);
            }
        }

        request.Conclude();
        request.DecidedBy = null;
        request.DecidedAt = null;
        request.Reason = null;
        request.Note(now.UtcDateTime, by, "Décision reprise : la demande attend de nouveau.");
        Announce.Decided(db, request, rules, await ChildNames.OfAsync(db, request.FamilyId, ct) ?? [], now.UtcDateTime, by, automatic: false,
            RequestDecision.Reopened);
        await cells.Days.CloseAsync(ct);
        return new DecisionOutcome(id, request.Number, true, "done", "Remise en attente.", request.Status);
    }
}
