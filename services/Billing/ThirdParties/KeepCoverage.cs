using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Coverages;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.ThirdParties;

/// <summary>An agreement made, changed or taken back: the household's prices follow from its first day on, what was billed by correction.</summary>
internal static class KeepCoverage
{
    public static Task<Results<Ok<CoverageView>, ProblemHttpResult>> Add(
        Guid id, SaveCoverage body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct) => SaveAsync(async token =>
        {
            if (!await db.ThirdParties.AnyAsync(t => t.Id == id, token))
            {
                return (null, Problems.NotFound());
            }

            var made = new Coverage { Id = Guid.CreateVersion7(), Payer = id, By = caller.Name };
            db.Coverages.Add(made);
            return (made, null);
        }, body, caller, db, cache, clock, ct);

    public static Task<Results<Ok<CoverageView>, ProblemHttpResult>> Change(
        Guid id, SaveCoverage body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct,
            long version = 0) => SaveAsync(async token =>
        {
            var known = await db.Coverages.SingleOrDefaultAsync(c => c.Id == id, token);
            if (known is null || known.Household != body.Family)
            {
                return (null, Problems.NotFound());
            }

            return known.Version != version ? (null, Problems.Conflict("coverage.changed",
                "Cette prise en charge a été modifiée entre-temps : rechargez la page.")) : (known, null);
        }, body, caller, db, cache, clock, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Remove(Guid id, BillingDb db, CancellationToken ct) => db.WriteAsync(async token =>
    {
        if (await db.Coverages.SingleOrDefaultAsync(c => c.Id == id, token) is not { } known)
        {
            return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
        }

        db.Coverages.Remove(known);
        await db.MarkAsync(known.Household, known.From, token);
        return TypedResults.NoContent();
    }, ct);

    private static async Task<Results<Ok<CoverageView>, ProblemHttpResult>> SaveAsync(
        Func<CancellationToken, Task<(Coverage? Known, ProblemHttpResult? Problem)>> find, SaveCoverage body, Caller caller, BillingDb db,
            SettingsCache cache, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (Wrong(body, rules) is { } wrong)
        {
            return wrong;
        }

        var saved = await db.WriteAsync(async token =>
        {
            if (!await db.KnownFamilies.AnyAsync(f => f.FamilyId == body.Family && f.Version > 0 && !f.IsThirdParty, token))
            {
                return (default, Problems.NotFound());
            }

            if (body.Child is { } child && !await db.KnownChildren.AnyAsync(c => c.FamilyId == body.Family && c.ChildId == child, token))
            {
                return (default, Problems.Invalid("coverage.child", "Cet enfant n’est pas de cette famille."));
            }

            var (known, problem) = await find(token);
            if (problem is not null)
            {
                return (default, problem);
            }

            var until = body.Until ?? DateOnly.MaxValue;
            if (await db.Coverages.AnyAsync(c => c.Id != known!.Id && c.Payer == known.Payer && c.Household == body.Family && (c.ChildId == null
                || body.Child == null || c.ChildId == body.Child)
                && c.From <= until && (c.Until == null || c.Until >= body.From), token))
            {
                return (default, Problems.Conflict("coverage.overlap",
                    "Ce tiers prend déjà cet enfant en charge à ces dates : modifiez cette prise en charge-là."));
            }

            var first = known!.Version > 0 && known.From < body.From!.Value ? known.From : body.From!.Value;
            Write(known, body, caller.Name, clock);
            await db.MarkAsync(known.Household, first, token);
            return (known.Id, (ProblemHttpResult?)null);
        }, ct);
        return saved.Item2 is { } refused ? refused : TypedResults.Ok((await ReadCoverages.OfAsync(db, c => c.Id == saved.Item1, ct)).Single());
    }

    private static ProblemHttpResult? Wrong(SaveCoverage body, BillingRules rules) =>
        body.Percent is null == body.Each is null ? Problems.Invalid("coverage.share", "Indiquez un pourcentage, ou un montant par ligne.")
        : new[] { body.Percent, body.Each, body.MonthCeiling, body.TotalCeiling }.Any(a => a is { } known && !Euros.IsWhole(known))
            ? Problems.Invalid("coverage.amount", "Deux décimales au plus.")
        : body.From!.Value.Year is < 2000 or > 2100 || body.Until < body.From || body.Until?.Year > 2100 ? Problems.Invalid("coverage.dates",
            "La fin vient après le début.")
        : Array.Exists(body.Tariffs ?? [], t => rules.Tariffs.All(known => known.Key != t)) ? Problems.Invalid("coverage.tariff", "Un des tarifs n’existe pas.")
        : null;

    /// <summary>For demonstration data: its household's months are marked as well. Call inside a unit of work.</summary>
    internal static Task AddAsync(BillingDb db, Guid payer, SaveCoverage body, string by, TimeProvider clock, CancellationToken ct)
    {
        var made = new Coverage { Id = Guid.CreateVersion7(), Payer = payer, By = by };
        Write(made, body, by, clock);
        db.Coverages.Add(made);
        return db.MarkAsync(made.Household, made.From, ct);
    }

    private static void Write(Coverage known, SaveCoverage body, string by, TimeProvider clock)
    {
        (known.Household, known.ChildId, known.From, known.Until) = (body.Family!.Value, body.Child, body.From!.Value, body.Until);
        (known.Percent, known.EachCents) = (body.Percent, Cents(body.Each));
        (known.MonthCents, known.TotalCents) = (Cents(body.MonthCeiling), Cents(body.TotalCeiling));
        (known.Tariffs, known.Reference) = (string.Join(' ', body.Tariffs ?? []), string.IsNullOrWhiteSpace(body.Reference) ? null : body.Reference.Trim());
        (known.At, known.By) = (clock.UtcNow(), by);
        known.Version++;
    }

    private static long? Cents(decimal? euros) => euros is { } known ? Euros.Cents(known) : null;
}
