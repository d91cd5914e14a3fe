using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Files;

internal static class Routes
{
    public static void MapFiles(this WebApplication app)
    {
        app.MapTenantApi("family").MapGet("/fields", EditFields.Blank).RequireStaff(Permissions.Families);
        var agents = app.MapTenantApi("family").MapGroup("/families").RequireStaff(Permissions.Families);
        agents.MapGet("/{id:guid}/fields", EditFields.Read);
        agents.MapPut("/{id:guid}/fields", EditFields.Handle);
        agents.MapGet("/{id:guid}/history", FieldLog.Handle);
        agents.MapPost("/{id:guid}/notes", OfficeNotes.Add);
        agents.MapDelete("/{id:guid}/notes/{note:guid}", OfficeNotes.Remove);
        agents.MapPost("/{id:guid}/court-orders", OfficeNotes.AddOrder);
        agents.MapDelete("/{id:guid}/court-orders/{order:guid}", OfficeNotes.EndOrder);
    }
}
