using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Families;

internal static class Routes
{
    public static void MapFamilies(this RouteGroupBuilder api)
    {
        api.MapGet("/me", GetMe.Handle).RequireOwner();
        api.MapPut("/me/consents", ChangeConsents.Handle).RequireOwner();
        api.MapGet("/families", ListFamilies.Handle).RequireStaff($"{Permissions.Families},{Permissions.Requests}");
        api.MapGet("/families/{id:guid}", GetFamily.Handle).RequireStaff($"{Permissions.Families},{Permissions.Requests}");
        api.MapPut("/families/{id:guid}/categories", ChangeCategories.Handle).RequireStaff(Permissions.Families);
    }
}
