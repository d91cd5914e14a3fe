using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Waiting;

/// <summary>Waiting lists and offered places.</summary>
internal static class Routes
{
    public static void AddWaiting(this IServiceCollection services)
    {
        services.AddScoped<Sweep>();
        services.AddOptions<WaitingOptions>().BindConfiguration("Waiting");
        services.AddHostedService<SweepWorker>();
    }

    public static void MapWaiting(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("/offers").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("", ListOffers.Handle);
        both.MapPost("/{id:guid}/accept", AnswerOffer.Accept);
        both.MapPost("/{id:guid}/decline", AnswerOffer.Decline);

        var agents = api.MapGroup("/waiting").RequireStaff(Permissions.Requests);
        agents.MapGet("", GetWaitingList.Handle);
        agents.MapPost("/{id:guid}/offer", ChangeWaiting.Offer);
        agents.MapPost("/{id:guid}/remove", ChangeWaiting.Remove);
    }
}
