using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>POST /me/requests: one numbered demande. What the commune lets be decided by rule holds at once; the rest waits for an agent.</summary>
internal static class AskForChange
{
    public static async Task<Results<Ok<FamilyRequestView>, ProblemHttpResult>> Handle(
        AskChange body, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        if (!RequestForms.Keys.Contains(body.Form) || Array.Exists(body.Values, v => v?.Field is null))
        {
            return Problems.NotFound();
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var (family, you) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId);
        var (id, problem) = await db.WriteAsync(async token =>
        {
            if (await db.Requests.AsNoTracking().Where(r => r.FamilyId == family && r.Key == body.Key).Select(r => (Guid?)r.Id)
                .SingleOrDefaultAsync(token) is { } known)
            {
                return (known, (ProblemHttpResult?)null);
            }

            if (await db.LoadAsync(family, tracked: true, token) is not { } file
                || (body.Child is { } child && file.Children.TrueForAll(c => c.ChildId != child)))
            {
                return (Guid.Empty, Problems.NotFound());
            }

            if (RequestForms.IsOfChild(body.Form) && body.Form != RequestForms.NewChild && body.Child is null)
            {
                return (Guid.Empty, Problems.NotFound());
            }

            var now = clock.UtcNow();
            var request = new FamilyRequest
            {
                Number = "",
                FamilyId = family,
                ChildId = body.Child ?? Guid.Empty,
                Form = body.Form,
                Key = body.Key!.Value,
                Author = caller.Name,
                At = now,
                Comment = string.IsNullOrWhiteSpace(body.Comment) ? null : body.Comment.Trim(),
            };
            var reading = await new ReadChange(db, rules, vault, clock).LinesAsync(file, you, request, body.Values, token);
            if (reading.Problem is not null)
            {
                return (Guid.Empty, reading.Problem);
            }

            var numbered = Number(request, await FamilyRequestCounter.NextAsync(db, rules.Today(clock).Year, token), reading.Lines, now);
            db.Requests.Add(numbered);
            var automatic = reading.Lines.Where(l => l.Automatic).ToList();
            if (automatic.Count > 0 && await new ApplyRequest(db, rules, vault, clock).DoAsync(file, numbered, automatic, caller.Name, token) is { } refused)
            {
                return (Guid.Empty, refused);
            }

            return (numbered.Id, null);
        }, ct);
        return problem is not null ? problem : TypedResults.Ok(await new RequestViews(db, rules, vault).OneAsync(id, RequestReader.Family, ct));
    }

    /// <summary>A number is taken only once all is read, so that none is lost; what the commune lets hold at once is decided.</summary>
    private static FamilyRequest Number(FamilyRequest read, string number, List<FamilyRequestLine> lines, DateTime now)
    {
        var numbered = new FamilyRequest
        {
            Id = read.Id,
            Number = number,
            FamilyId = read.FamilyId,
            ChildId = read.ChildId,
            Form = read.Form,
            Key = read.Key,
            Author = read.Author,
            At = read.At,
            Comment = read.Comment,
            Version = 1,
        };
        numbered.Lines.AddRange(lines);
        lines.Where(l => l.Automatic).ToList().ForEach(l => l.Accepted = true);
        numbered.Automatic = lines.TrueForAll(l => l.Automatic);
        numbered.Conclude();
        if (numbered.Automatic)
        {
            (numbered.DecidedBy, numbered.DecidedAt) = ("règle de la commune", now);
        }

        return numbered;
    }

    /// <summary>POST /me/requests/{id}/cancel: what nobody decided yet; twice is one.</summary>
    public static async Task<Results<Ok<FamilyRequestView>, ProblemHttpResult>> Cancel(
        Guid id, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId!.Value;
        var problem = await db.WriteAsync(async token =>
        {
            var request = await db.Requests.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id && r.FamilyId == family, token);
            if (request is null or { Status: RequestStatus.Cancelled })
            {
                return request is null ? Problems.NotFound() : null;
            }

            if (request.Status != RequestStatus.Pending)
            {
                return Problems.Conflict("request.decided", $"La mairie a déjà répondu à la demande {request.Number}.");
            }

            // What held at once has happened; only what waited is taken back.
            (request.Status, request.DecidedAt, request.Version) = (RequestStatus.Cancelled, clock.UtcNow(), request.Version + 1);
            request.Lines.Where(l => l.Accepted is null).ToList().ForEach(l => l.Accepted = false);
            return (ProblemHttpResult?)null;
        }, ct);
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return problem is not null ? problem : TypedResults.Ok(await new RequestViews(db, rules, vault).OneAsync(id, RequestReader.Family, ct));
    }
}
