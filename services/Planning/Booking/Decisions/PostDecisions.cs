using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Decisions;

/// <summary>POST /queue/decisions: accepts or refuses several requests, each in a transaction and with a result of its own.</summary>
internal static class PostDecisions
{
    public static async Task<Results<Ok<DecisionResult>, ProblemHttpResult>> Handle(
        DecideRequests body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var accept = body.Accept!.Value;
        var reason = body.Reason?.Trim();
        if (!accept && reason is not { Length: >= 3 })
        {
            return Problems.Invalid("reason.missing", "Un refus a un motif de 3 à 500 caractères, envoyé à la famille.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var by = rules.Signature(caller.Name);
        var results = new List<DecisionOutcome>();
        foreach (var id in body.Requests.Distinct())
        {
            results.Add(await db.WriteAsync(
                token => DecideAsync(db, rules, id, body.Lines, accept, reason, by, clock.GetUtcNow(), token, scope: caller.Scope), ct));
            db.ChangeTracker.Clear();
        }

        return TypedResults.Ok(new DecisionResult([.. results]));
    }

    /// <summary>Inside a write.</summary>
    /// <param name="announce">False for demonstration data: nobody is told.</param>
    internal static async Task<DecisionOutcome> DecideAsync(
        PlanningDb db, PlanningRules rules, Guid id, Guid[]? only, bool accept, string? reason, string by, DateTimeOffset now, CancellationToken ct,
        bool announce = true, Scope? scope = null)
    {
        var request = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (request is null)
        {
            return new DecisionOutcome(id, "", false, "not-found", "Cette demande n’existe pas.", RequestStatus.Cancelled);
        }

        var lines = request.Lines.Where(l => l.Waits && (only is null || only.Contains(l.Id))).OrderBy(l => l.Position).ToList();
        var mine = lines.FindAll(l => scope is null || scope.Decides(rules, l.Service));
        if (mine.Count == 0 && lines.Count > 0)
        {
            return NotYours(request);
        }

        lines = mine;
        if (lines.Count == 0)
        {
            return new DecisionOutcome(id, request.Number, false, "already-decided",
                request.DecidedBy is null ? "Rien n’attend dans cette demande." : $"Déjà décidée par {request.DecidedBy}.", request.Status);
        }

        var cells = await CellsOfLines.ReadAsync(db, rules, lines, now, ct);
        var decide = new DecideLines(rules, cells);
        var failures = lines.Select(l => accept ? decide.Accept(request, l, by) : decide.Refuse(request, l, by, reason!)).OfType<string>().ToList();
        if (failures.Count == lines.Count)
        {
            return new DecisionOutcome(id, request.Number, false, failures[0], Why(failures[0]), request.Status);
        }

        request.Conclude();
        request.Reason = accept ? request.Reason : reason;
        request.DecidedBy = by;
        request.DecidedAt = now.UtcDateTime;
        var days = lines.Count - failures.Count;
        var partly = request.Status == RequestStatus.Pending || days < request.Lines.Count ? $" ({days} {(days > 1 ? "jours" : "jour")})" : "";
        request.Note(now.UtcDateTime, by, accept ? $"Acceptée{partly}." : $"Refusée{partly} : {reason}");
        // A refusal of some days while others wait is told with the rest.
        if (announce && (accept || request.Status != RequestStatus.Pending))
        {
            var names = await ChildNames.OfAsync(db, request.FamilyId, ct) ?? [];
            Announce.Decided(db, request, rules, names, now.UtcDateTime, by, automatic: false);
        }

        await cells.Days.CloseAsync(ct);
        return failures.Count > 0
            ? new DecisionOutcome(id, request.Number, false, failures[0],
            $"{(days > 1 ? $"{days} jours décidés" : $"{days} jour décidé")}. Pour le reste : {Why(failures[0])}", request.Status)
            : new DecisionOutcome(id, request.Number, true, "done", accept ? "Acceptée." : "Refusée, la famille reçoit le motif.", request.Status);
    }

    internal static DecisionOutcome NotYours(Request request) =>
        new(request.Id, request.Number, false, "not-yours", "Vos droits ne couvrent pas les décisions de ce service.", request.Status);

    internal static string Why(string code) => code switch
    {
        "full" => "Plus de place ce jour-là : la demande attend toujours.",
        "changed" => "Le jour a changé depuis. Rechargez la file.",
        _ => "Cette demande ne peut pas être décidée.",
    };
}
