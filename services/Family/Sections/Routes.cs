using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Sections;

internal static class Routes
{
    public static void MapSections(this RouteGroupBuilder api)
    {
        api.MapGet("/me/sections", FillSections.ReadMine).RequireOwner();
        api.MapGet("/families/{id:guid}/sections", FillSections.ReadOne).RequireStaff(Permissions.Families);
        api.MapPut("/families/{id:guid}/sections/{section}", FillSections.FillOne).RequireStaff(Permissions.Families);
    }
}
