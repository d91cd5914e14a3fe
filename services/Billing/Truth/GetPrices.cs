using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>Prices over a period, by unit and child: whoever books a year in one gesture asks once.</summary>
internal static class GetPrices
{
    private const int MostDays = 500;

    public static async Task<Results<Ok<PriceTable>,
        ProblemHttpResult>> Handle(
            Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, DateOnly? from = null, DateOnly? until = null,
        Guid? family = null)
    {
        if (from is not { } first || until is not { } last || last < first || last.DayNumber - first.DayNumber > MostDays || first.Year is < 2000 or > 2100)
        {
            return Problems.Invalid("period.invalid", $"La période va d’un jour (from) à un autre (until), {MostDays} jours au plus.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (familyId, problem) = await FamilyAccess.ResolveAsync(caller, family, db, ct);
        return problem is not null ? problem
            : await FamilyFacts.LoadAsync(db, familyId, rules, ct) is { } facts ? TypedResults.Ok(new PriceTable(UnitPrices.Of(
                facts, rules, await Covers.LoadAsync(db, [familyId], ct), first, last, rules.Today(clock))))
            : Problems.NotFound();
    }
}
