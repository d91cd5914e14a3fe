using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.Meals;

/// <summary>GET /meals: this week when no days are given.</summary>
internal static class GetMeals
{
    // The last orders: older ones are in the numbers told to the caterer.
    private const int Shown = 20;

    public static async Task<Results<Ok<MealsView>, ProblemHttpResult>> Handle(
        DateOnly? from, DateOnly? to, string? facility, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        if (FindProblem(rules, today, from, to, ref facility, out var first, out var last) is { } problem)
        {
            return problem;
        }

        var served = Served(rules, caller.Scope, ScopeRight.See);
        var sites = served.Select(u => u.Service.Facility.Key).ToHashSet();
        var orders = await db.MealOrders.AsNoTracking().Where(o => o.Facility == null || sites.Contains(o.Facility)).OrderByDescending(o => o.At)
            .ThenByDescending(o => o.Sequence).Take(Shown).ToListAsync(ct);
        return TypedResults.Ok(new MealsView(
            first, last, today,
            await MealForecast.ReadAsync(db, rules, [.. served.Where(u => facility is null || u.Service.Facility.Key == facility)], first, last, ct),
            [.. orders.Select(o => ViewOf(o, rules, sites)).Where(o => caller.Scope.IsAll || o.Facility is not null || o.Lines.Length > 0)],
            [.. rules.Facilities.Where(f => sites.Contains(f.Key)).Select(f => new FilterOption(f.Key, f.Label))]));
    }

    /// <summary>Units with a meal the agent's right reaches.</summary>
    internal static List<Unit> Served(PlanningRules rules, Scope scope, ScopeRight right) =>
        [.. rules.Units.Values.Where(u => u.Meal && scope.Reaches(u.Service, right))];

    internal static ProblemHttpResult? FindProblem(PlanningRules rules, DateOnly today, DateOnly? from, DateOnly? to, ref string? facility, out DateOnly first,
        out DateOnly last)
    {
        facility = string.IsNullOrEmpty(facility) ? null : facility;
        var key = facility;
        first = from ?? (to is { } end && end < today ? end : today.AddDays(-(((int)today.DayOfWeek + 6) % 7)));
        var known = first >= today.AddYears(-2) && first <= today.AddDays(ReadWishes.DaysAhead);
        last = to ?? (known ? first.AddDays(6) : first);
        return !known || last < first || last.DayNumber - first.DayNumber >= MealForecast.MaxDays
            ? Problems.Invalid("date.out-of-range", $"La période va d’un jour à {MealForecast.MaxDays} jours, près d’aujourd’hui.")
            : key is not null && !rules.Facilities.Any(f => f.Key == key) ? Problems.NotFound("facility.unknown") : null;
    }

    /// <param name="sites">Only of these; null for all.</param>
    internal static MealOrderView ViewOf(MealOrder order, PlanningRules rules, HashSet<string>? sites = null)
    {
        OrderedMeals[] lines = [.. order.Read().Where(l => sites?.Contains(l.Facility) != false)];
        return new MealOrderView(
            order.Id, order.Number, rules.Local(order.At), order.By, order.From, order.To, order.Facility,
            rules.Facilities.FirstOrDefault(f => f.Key == order.Facility)?.Label, lines.Sum(l => l.Meals), lines);
    }
}
