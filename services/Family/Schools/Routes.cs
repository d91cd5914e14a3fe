using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Schools;

internal static class Routes
{
    public static void MapSchools(this WebApplication app)
    {
        var agents = app.MapTenantApi("family").MapGroup("/schools").RequireStaff(Permissions.Families);
        agents.MapGet("", ListSchools.Handle);
        agents.MapGet("/children", MoveUp.Read);
        agents.MapPost("/class-up", MoveUp.Handle).ForWholeTenant();
        agents.MapPost("/class-up/{id:guid}/undo", MoveUp.Undo).ForWholeTenant();
    }
}
