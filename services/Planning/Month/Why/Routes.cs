using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Month.Why;

/// <summary>« Pourquoi ? » of a cell.</summary>
internal static class Routes
{
    public static void MapWhy(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("/cells/{child:guid}/{unit}/{date}/why", ExplainCell.Handle);
    }
}
