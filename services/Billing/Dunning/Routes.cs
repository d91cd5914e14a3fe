using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Dunning;

internal static class Routes
{
    public static void AddDunning(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<KeepStops>();
        builder.Services.AddHostedService<LiftStops>();
    }

    public static void MapDunning(this RouteGroupBuilder api)
    {
        var payer = api.MapGroup("/difficulty").RequireOwner();
        payer.MapGet("", Hardships.Mine);
        payer.MapPost("", Hardships.Tell);
        api.MapGet("/dunning", Remind.List).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        api.MapGet("/dunning/letters", PrintReminders.Handle).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        api.MapGet("/reminders/{id:guid}/pdf", Remind.Letter).RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        var act = api.MapGroup("").RequireStaff(Permissions.Billing);
        act.MapPost("/dunning", Remind.Send);
        act.MapPost("/dunning/plans", Hardships.Agree);
        act.MapPost("/dunning/plans/{id:guid}/cancel", Hardships.Cancel);
        act.MapPost("/difficulty/{id:guid}/answer", Hardships.Answer);
        act.MapPost("/invoices/{id:guid}/write-off", GiveUp.Handle);
        act.MapPut("/stops/{family:guid}", StopBookings.Stop);
        act.MapDelete("/stops/{family:guid}", StopBookings.Lift);
    }
}
