using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>From draft to issued: each act is one row changed, the work follows in the background.</summary>
internal static class RunActs
{
    public static async Task<Results<Created<RunSummary>, ProblemHttpResult>> Start(
        StartRun body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (!rules.CashOffices.TryGetValue(body.Office, out var office))
        {
            return Problems.Invalid("office.unknown", "Cette régie n’existe pas.");
        }

        var (from, until, date) = (body.From!.Value, body.Until!.Value, body.Date!.Value);
        if (from > until || until.DayNumber - from.DayNumber > 400 || from.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("period.invalid", "La période va d’un jour à un jour suivant, sur treize mois au plus.");
        }

        if (date < until.AddDays(-31) || date > rules.Today(clock).AddDays(60))
        {
            return Problems.Invalid("date.invalid", "La date d’émission est trop loin de la période ou d’aujourd’hui.");
        }

        var due = body.DueDate ?? (office.Due ?? new DueRule()).DateFor(date);
        if (due < date || due > date.AddDays(400))
        {
            return Problems.Invalid("due.invalid", "L’échéance vient après l’émission, de treize mois au plus.");
        }

        var run = await db.WriteAsync(async token =>
        {
            if (await db.Runs.AnyAsync(r => r.CashOffice == body.Office && r.State != RunState.Issued, token))
            {
                return null;
            }

            var made = new Run
            {
                Id = Guid.CreateVersion7(),
                CashOffice = body.Office,
                From = from,
                Until = until,
                Date = date,
                DueDate = due,
                By = caller.Name,
                At = clock.UtcNow(),
            };
            made.Tell("Brouillon créé", caller.Name, clock.UtcNow());
            db.Runs.Add(made);
            return made;
        }, ct);
        return run is null
            ? Problems.Conflict("run.open", "Cette régie a déjà une facturation en cours : émettez-la ou supprimez-la d’abord.")
            : TypedResults.Created((string?)null, run.ToView(rules));
    }

    /// <summary>A draft, stopped or not, that has issued nothing leaves no trace.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, BillingDb db, CancellationToken ct) => await db.WriteAsync(async token =>
    {
        var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == id, token);
        if (run is null)
        {
            return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
        }

        if (run.State is RunState.Issuing or RunState.Issued || run.Issued > 0)
        {
            return Problems.Conflict("run.issued", "Des factures sont émises : cette facturation ne peut plus être supprimée.");
        }

        db.Runs.Remove(run);
        return TypedResults.NoContent();
    }, ct);

    public static Task<Results<Ok<RunSummary>, ProblemHttpResult>> Check(
        Guid id, ConfirmRun body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct) =>
        ConfirmAsync(id, body, RunState.Checked, [RunState.Draft, RunState.Checked], "Vérifié", caller, db, cache, clock, ct);

    public static Task<Results<Ok<RunSummary>, ProblemHttpResult>> Issue(
        Guid id, ConfirmRun body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct) =>
        ConfirmAsync(id, body, RunState.Issuing, [RunState.Checked], "Émission demandée", caller, db, cache, clock, ct);

    public static Task<Results<Ok<RunSummary>,
        ProblemHttpResult>> Stop(Guid id, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct) =>
        MoveAsync(id, RunState.Stopped, [RunState.Issuing], "Émission arrêtée", caller, db, cache, clock, ct);

    public static Task<Results<Ok<RunSummary>,
        ProblemHttpResult>> Resume(Guid id, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct) =>
        MoveAsync(id, RunState.Issuing, [RunState.Stopped], "Émission reprise", caller, db, cache, clock, ct);

    /// <summary>Back to the draft, as long as nothing is issued.</summary>
    public static Task<Results<Ok<RunSummary>,
        ProblemHttpResult>> Redraft(Guid id, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct) =>
        MoveAsync(id, RunState.Draft, [RunState.Checked, RunState.Draft], "Brouillon refait", caller, db, cache, clock, ct);

    public static RunSummary ToView(this Run run, BillingRules rules) => new(
        run.Id, run.CashOffice, rules.CashOffices.GetValueOrDefault(run.CashOffice)?.Label ?? run.CashOffice, run.From, run.Until, run.Date, run.DueDate,
        run.State.ToString().ToLowerInvariant(), run.Issued > 0 || run.State is RunState.Issued ? run.Issued : run.ToIssue,
        Euros.Of(run.Issued > 0 || run.State is RunState.Issued ? run.IssuedCents : run.ToIssueCents), run.By, run.At, run.IssuedAt,
        rules.CashOffices.GetValueOrDefault(run.CashOffice) is { } office && office.Collecting?.Address is not { Length: > 0 });

    public static void Tell(this Run run, string what, string by, DateTime at)
    {
        var steps = JsonSerializer.Deserialize<List<RunStep>>(run.History)!;
        steps.Add(new RunStep(what, by, at));
        run.History = JsonSerializer.Serialize(steps);
        run.Version++;
    }

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> ConfirmAsync(
        Guid id, ConfirmRun body, RunState to, RunState[] from, string what, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock,
            CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.WriteAsync(async token =>
        {
            var (run, problem) = await FindAsync(id, from, db, token);
            if (problem is not null)
            {
                return (Results<Ok<RunSummary>, ProblemHttpResult>)problem;
            }

            if (await db.PricingAsync(run!.Until, token) > 0)
            {
                return Problems.Conflict("run.pricing", "Des prix sont encore en calcul : attendez que le brouillon soit complet.");
            }

            var draft = (await db.DraftAsync(run, rules, token)).Where(p => p.Kind == DraftKind.ToIssue).ToList();
            if ((draft.Count, Euros.Of(draft.Sum(p => p.Cents))) != (body.Invoices!.Value, body.Amount!.Value))
            {
                return Problems.Conflict("run.changed", "Le brouillon a changé depuis votre lecture : relisez-le, puis confirmez de nouveau.");
            }

            (run.State, run.ToIssue, run.ToIssueCents) = (to, draft.Count, draft.Sum(p => p.Cents));
            run.Tell(what, caller.Name, clock.UtcNow());
            return TypedResults.Ok(run.ToView(rules));
        }, ct);
    }

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> MoveAsync(
        Guid id, RunState to, RunState[] from, string what, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.WriteAsync(async token =>
        {
            var (run, problem) = await FindAsync(id, from, db, token);
            if (problem is not null)
            {
                return (Results<Ok<RunSummary>, ProblemHttpResult>)problem;
            }

            run!.State = to;
            run.Tell(what, caller.Name, clock.UtcNow());
            return TypedResults.Ok(run.ToView(rules));
        }, ct);
    }

    private static async Task<(Run? Run, ProblemHttpResult? Problem)> FindAsync(Guid id, RunState[] from, BillingDb db, CancellationToken ct)
    {
        var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == id, ct);
        return run is null ? (null, Problems.NotFound())
            : from.Contains(run.State) ? (run, null)
            : (null, Problems.Conflict("run.state", "Cette facturation n’en est plus là : rechargez la page."));
    }
}
