using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/planning/meals?from=&amp;to=&amp;facility=: meals to cook by day, site and diet, 31
/// days at most. Packed lunches are counted apart; what waits for an agent too.</summary>
/// <param name="Orders">The last twenty orders, newest first.</param>
public sealed record MealsView(DateOnly From, DateOnly To, DateOnly Today, MealDay[] Days, MealOrderView[] Orders, FilterOption[] Facilities);

/// <param name="OrderNumber">The last order that covers this day and site; null when none was sent.</param>
public sealed record MealDay(
    DateOnly Date, string Facility, string FacilityLabel, MealCount[] Diets, int PackedLunches, string? OrderNumber, DateTime? OrderedAt);

/// <param name="Diet">Empty for who eats everything.</param>
/// <param name="Pending">Asked, not accepted yet: not in <paramref name="Meals"/>.</param>
/// <param name="Ordered">Meals in the last order; null without one.</param>
public sealed record MealCount(string Diet, int Meals, int Pending, int? Ordered)
{
    /// <summary>What to tell the caterer: +2, −1.</summary>
    public int Change => Ordered is { } ordered ? Meals - ordered : 0;
}

/// <summary>POST /api/{tenant}/planning/meals/orders: keeps what is expected now as ordered,
/// 201; the same <paramref name="Key"/> gives the same order, 200.</summary>
public sealed record OrderMeals(
    [property: Required] Guid? Key, [property: Required] DateOnly? From, [property: Required] DateOnly? To,
        [property: StringLength(64)] string? Facility = null);

/// <param name="At">Local date-time.</param>
public sealed record MealOrderView(
    Guid OrderId, string Number, DateTime At, string By, DateOnly From, DateOnly To, string? Facility, string? FacilityLabel, int Meals, OrderedMeals[] Lines);

public sealed record OrderedMeals(DateOnly Date, string Facility, string Diet, int Meals);
