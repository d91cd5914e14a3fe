using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>Documents the commune asks for, and the child's photograph (F-60).</summary>
internal static class Routes
{
    public static void AddDocuments(this WebApplicationBuilder builder) => builder.Services.AddHostedService<RemindDocuments>();

    public static void MapDocuments(this RouteGroupBuilder api)
    {
        api.MapGet("/me/documents", ReadDocuments.Mine).RequireOwner();
        api.MapPost("/me/documents/upload", SendDocument.Mine).RequireOwner();
        api.MapPost("/me/documents/{id:guid}/withdraw", DecideDocument.Withdraw).RequireOwner();
        api.MapGet("/families/{id:guid}/documents", ReadDocuments.OfFamily).RequireStaff(Permissions.Families);
        api.MapPost("/families/{id:guid}/documents/upload", SendDocument.ForFamily).RequireStaff(Permissions.Families);
        api.MapGet("/documents/queue", ListDocumentQueue.Handle).RequireStaff(Permissions.Families);
        api.MapGet("/documents/{id:guid}/files/{file:guid}", ReadDocuments.OpenFile).RequireOwnerOrStaff(Permissions.Families);
        api.MapPost("/documents/{id:guid}/decision", DecideDocument.Handle).RequireStaff(Permissions.Families);
        api.MapGet("/children/{child:guid}/photo", ReadDocuments.OpenPhoto).RequireOwnerOrStaff($"{Permissions.Families},{Permissions.Attendance}");
    }
}
