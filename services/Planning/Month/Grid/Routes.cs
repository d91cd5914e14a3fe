using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Month.Grid;

/// <summary>The month of a family, and its first page.</summary>
internal static class Routes
{
    public static void MapGrid(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("/month", GetMonth.Handle);

        var family = api.MapGroup("").RequireOwner();
        family.MapGet("/home", GetHome.Handle);
    }
}
