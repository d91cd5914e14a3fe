using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

internal static class Routes
{
    public static void AddPrepaid(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<TellLow>();
        builder.Services.AddHostedService<KeepHolds>();
    }

    public static void MapPrepaid(this RouteGroupBuilder api)
    {
        api.MapGet("/prepaid", ReadPrepaid.Handle).RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        var payer = api.MapGroup("/prepaid/{office}").RequireOwner();
        payer.MapPost("/top-up", TopUp.Handle);
        payer.MapPost("/refund", AskBack.Handle);
    }
}
