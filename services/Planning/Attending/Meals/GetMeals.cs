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
    public static async Task<Results<Ok<MealsView>, ProblemHttpResult>> Handle(
        DateOnly? from, DateOnly? to, string? facility, PlanningDb db, CurrentRules current, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        if (FindProblem(rules, today, from, to, ref facility, out var first, out var last) is { } problem)
        {
            return problem;
        }

        var orders = await db.MealOrders.AsNoTracking().OrderByDescending(o => o.At).ThenByDescending(o => o.Sequence).Take(20).ToListAsync(ct);
        return TypedResults.Ok(new MealsView(
            first, last, today, await MealForecast.ReadAsync(db, rules, first, last, facility, ct), [.. orders.Select(o => ViewOf(o, rules))],
            [.. rules.Facilities.Where(f => rules.Units.Values.Any(u => u.Meal && u.Service.Facility == f)).Select(f => new FilterOption(f.Key, f.Label))]));
    }

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

    internal static MealOrderView ViewOf(MealOrder order, PlanningRules rules)
    {
        var lines = order.Read();
        return new MealOrderView(
            order.Id, order.Number, rules.Local(order.At), order.By, order.From, order.To, order.Facility,
            rules.Facilities.FirstOrDefault(f => f.Key == order.Facility)?.Label, lines.Sum(l => l.Meals), lines);
    }
}
