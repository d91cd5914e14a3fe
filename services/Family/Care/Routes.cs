using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Care;

internal static class Routes
{
    public static void MapCare(this RouteGroupBuilder api)
    {
        api.MapGet("/families/{id:guid}/children/{child:guid}/care", ChangeCare.Read).RequireStaff(Permissions.Families);
        api.MapPut("/families/{id:guid}/children/{child:guid}/care", ChangeCare.Handle).RequireStaff(Permissions.Families);
        api.MapPost("/day-notes", ReadDayNotes.Handle).RequireStaff(Permissions.Attendance);
    }
}
