using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.Meals;

/// <summary>POST /meals/orders: what is expected at this moment, kept with a number.</summary>
internal static class PostOrder
{
    public static async Task<Results<Created<MealOrderView>, Ok<MealOrderView>, ProblemHttpResult>> Handle(
        string tenant, OrderMeals body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var facility = body.Facility;
        if (GetMeals.FindProblem(rules, rules.Today(clock.GetUtcNow()), body.From, body.To, ref facility, out var first, out var last) is { } problem)
        {
            return problem;
        }

        // What is ordered is the whole of a site, so it is ordered by who has all of it.
        var site = rules.Units.Values.Where(u => u.Meal && (facility is null || u.Service.Facility.Key == facility)).ToList();
        if (!site.TrueForAll(u => caller.Scope.Reaches(u.Service, ScopeRight.Mark)))
        {
            return Problems.Forbidden("meals.not-yours", "Vos droits ne couvrent pas tous les repas de cette commande. Choisissez votre établissement.");
        }

        var (order, isNew) = await db.WriteAsync(token =>
            OrderAsync(db, rules, site, body.Key!.Value, first, last, facility, caller.Name, clock.UtcNow(), token), ct);
        var view = GetMeals.ViewOf(order, rules);
        return isNew ? TypedResults.Created($"/api/{tenant}/planning/meals", view) : TypedResults.Ok(view);
    }

    private static async Task<(MealOrder Order, bool IsNew)> OrderAsync(
        PlanningDb db, PlanningRules rules, List<Unit> site, Guid key, DateOnly first, DateOnly last, string? facility, string by,
        DateTime now, CancellationToken ct)
    {
        if (await db.MealOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Key == key, ct) is { } known)
        {
            return (known, false);
        }

        var days = await MealForecast.ReadAsync(db, rules, site, first, last, ct);
        var year = rules.Local(now).Year;
        var order = new MealOrder
        {
            Key = key,
            Year = year,
            // Two at once: the second meets the unique number and runs again.
            Sequence = (await db.MealOrders.Where(o => o.Year == year).MaxAsync(o => (int?)o.Sequence, ct) ?? 0) + 1,
            At = now,
            By = by,
            From = first,
            To = last,
            Facility = facility,
            Lines = JsonSerializer.Serialize(days.SelectMany(d => d.Diets.Select(c => new OrderedMeals(d.Date, d.Facility, c.Diet, c.Meals)))
                .Where(l => l.Meals > 0)),
        };
        db.MealOrders.Add(order);
        return (order, true);
    }
}
