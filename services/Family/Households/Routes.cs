using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Households;

internal static class Routes
{
    public static void MapHouseholds(this WebApplication app)
    {
        var agents = app.MapTenantApi("family").MapGroup("").RequireStaff(Permissions.Families);
        agents.MapPost("/families", CreateFamily.Handle).ForWholeTenant();
        agents.MapGet("/families/{id:guid}/office", ReadOffice.Handle);
        agents.MapPost("/families/{id:guid}/guardians", ChangeMembers.AddGuardian);
        agents.MapDelete("/families/{id:guid}/guardians/{guardian:guid}", ChangeMembers.RemoveGuardian);
        agents.MapPost("/families/{id:guid}/children", ChangeMembers.AddChild);
        agents.MapDelete("/families/{id:guid}/children/{child:guid}", ChangeMembers.RemoveChild);
        agents.MapPost("/families/{id:guid}/children/{child:guid}/move", ChildMoves.Handle);
        agents.MapPost("/families/{id:guid}/split", SplitHousehold.Handle).ForWholeTenant();
        agents.MapGet("/families/{id:guid}/merge", MergeFamilies.Preview);
        agents.MapPost("/families/{id:guid}/merge", MergeFamilies.Handle);
        agents.MapPost("/families/{id:guid}/merge/undo", MergeFamilies.Undo);
        agents.MapPost("/families/{id:guid}/archive", ArchiveFile.Handle);
        agents.MapPost("/families/{id:guid}/reopen", ArchiveFile.Reopen);
        agents.MapGet("/invitations", InviteFamilies.Read);
        agents.MapPost("/invitations", InviteFamilies.Handle);
    }
}
