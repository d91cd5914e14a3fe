using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Attending.List;

/// <summary>Who is expected on a day or in a week.</summary>
internal static class Routes
{
    public static void MapLists(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("").RequireStaff(Permissions.Attendance);
        agents.MapGet("/day", GetDay.Handle);
        agents.MapGet("/week", GetWeek.Handle);
    }
}
