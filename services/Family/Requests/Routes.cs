using Preau.Contracts;
using Preau.Family.Consents;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>Changes that families ask for, and their yearly word that all is right.</summary>
internal static class Routes
{
    public static void MapRequests(this RouteGroupBuilder api)
    {
        api.MapGet("/me/forms", ReadForms.Handle).RequireOwner();
        api.MapGet("/me/requests", ListRequests.Mine).RequireOwner();
        api.MapPost("/me/requests", AskForChange.Handle).RequireOwner();
        api.MapPost("/me/requests/{id:guid}/cancel", AskForChange.Cancel).RequireOwner();
        api.MapPost("/me/confirmation", YearlyConfirmation.Handle).RequireOwner();
        api.MapGet("/me/agreements", Agreements.Read).RequireOwner();
        api.MapPut("/me/agreements", Agreements.Answer).RequireOwner();
        api.MapGet("/families/{id:guid}/agreements", Agreements.OfFamily).RequireStaff(Permissions.Families);
        api.MapGet("/me/people/{child:guid}", ReadPeople.Handle).RequireOwner();
        api.MapGet("/field-policies", ListPolicies.Handle).RequireStaff(Permissions.Settings);
        api.MapGet("/requests/{id:guid}", ListRequests.One).RequireOwnerOrStaff(Permissions.Requests);
        var agents = api.MapGroup("/requests").RequireStaff(Permissions.Requests);
        agents.MapGet("/queue", ListRequests.Queue);
        agents.MapGet("/decided", ListRequests.Decided);
        agents.MapGet("/heads", ListHeads.Handle);
        agents.MapGet("/counts", ListHeads.Counts);
        agents.MapPost("/{id:guid}/decision", DecideRequest.Handle);
    }
}
