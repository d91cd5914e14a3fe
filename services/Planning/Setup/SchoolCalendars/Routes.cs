using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>School years and holidays, read from files.</summary>
internal static class Routes
{
    public static void MapSchoolCalendars(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/settings/calendar").RequireStaff(Permissions.Settings);
        agents.MapGet("", GetYear.Handle);
        agents.MapPost("/import", PreviewImport.Handle);
    }
}
