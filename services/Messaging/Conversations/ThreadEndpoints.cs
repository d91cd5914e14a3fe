using Preau.Contracts;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

internal static class ThreadEndpoints
{
    public static void MapThreads(this RouteGroupBuilder api)
    {
        api.MapGet("/home", GetHome.Handle).RequireOwner();
        api.MapGet("/threads", ListThreads.Handle).RequireOwnerOrStaff(Permissions.Messages);
        api.MapPost("/threads", BeginThread.Handle).RequireOwnerOrStaff(Permissions.Messages);
        api.MapGet("/threads/{id:guid}", GetThread.Handle).RequireOwnerOrStaff(Permissions.Messages);
        api.MapPost("/threads/{id:guid}/read", MarkRead.Handle).RequireOwnerOrStaff(Permissions.Messages);
        api.MapPost("/threads/{id:guid}/messages", AnswerThread.Handle).RequireOwnerOrStaff(Permissions.Messages);
        api.MapPost("/threads/{id:guid}/delete", PutAside.Delete).RequireOwner();
        api.MapPost("/threads/{id:guid}/restore", PutAside.Restore).RequireOwner();
        api.MapGet("/unread", CountUnread.Handle).RequireOwnerOrStaff(Permissions.Messages);
    }
}
