using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Files;

internal static class Routes
{
    public static void MapFiles(this WebApplication app)
    {
        var agents = app.MapTenantApi("family").MapGroup("/families").RequireStaff(Permissions.Families);
        agents.MapGet("/{id:guid}/fields", EditFields.Read);
        agents.MapPut("/{id:guid}/fields", EditFields.Handle);
        agents.MapGet("/{id:guid}/history", FieldLog.Handle);
    }
}
