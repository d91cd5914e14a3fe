using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Attending.Meals;

/// <summary>Meals to order, and what was ordered.</summary>
internal static class Routes
{
    public static void AddMeals(this IServiceCollection services)
    {
        services.AddEventHandler<MealDietsChanged, KeepDietsInStep, PlanningDb>();
    }

    public static void MapMeals(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/meals").RequireStaff(Permissions.Attendance);
        agents.MapGet("", GetMeals.Handle);
        agents.MapPost("/orders", PostOrder.Handle);
    }
}
