using Preau.Platform;

namespace Preau.Planning.Month.Agenda;

/// <summary>Private calendars of a family; what a calendar program reads is mapped by <see cref="ReadAgenda"/>.</summary>
internal static class Routes
{
    public static void MapFeeds(this RouteGroupBuilder api)
    {
        var family = api.MapGroup("/feeds").RequireOwner();
        family.MapGet("", ManageFeeds.List);
        family.MapPost("", ManageFeeds.Make);
        family.MapPost("/{id:guid}/renew", ManageFeeds.Renew);
        family.MapPost("/{id:guid}/revoke", ManageFeeds.Revoke);
    }
}
