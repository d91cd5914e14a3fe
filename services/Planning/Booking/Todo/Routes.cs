using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Todo;

/// <summary>What waits for agents, for their first page.</summary>
internal static class Routes
{
    // Whoever may do something of which a family is told.
    private static readonly string Telling = string.Join(',', Permissions.Requests, Permissions.Families, Permissions.Billing, Permissions.Cash);

    public static void MapTodo(this RouteGroupBuilder api)
    {
        api.MapGroup("/todo").RequireStaff(Permissions.Requests).MapGet("", GetTodo.Handle);
        api.MapGroup("/reach").RequireStaff(Telling).MapGet("", GetReach.Handle);
    }
}
