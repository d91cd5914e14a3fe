using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Todo;

/// <summary>What waits for agents, for their first page.</summary>
internal static class Routes
{
    public static void MapTodo(this RouteGroupBuilder api) => api.MapGroup("/todo").RequireStaff(Permissions.Requests).MapGet("", GetTodo.Handle);
}
