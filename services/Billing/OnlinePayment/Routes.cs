using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

internal static class Routes
{
    public static void AddOnlinePayment(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient<PayFipClient>(c => c.Timeout = TimeSpan.FromSeconds(15));
        builder.Services.AddScoped<SettleAttempt>();
        builder.Services.AddHostedService<PollPayments>();
    }

    public static void MapOnlinePayment(this RouteGroupBuilder api)
    {
        var payer = api.MapGroup("/online").RequireOwner();
        payer.MapGet("/{invoice:guid}", GetOnline.Handle);
        payer.MapPost("/{invoice:guid}", StartPayment.Handle);
        payer.MapGet("/attempts/{id:guid}", GetAttempt.Handle);
        api.MapGet("/online/attempts", ListAttempts.Handle).RequireStaff($"{Permissions.Cash},{Permissions.MoneyView}");
        var settings = api.MapGroup("/online").RequireStaff(Permissions.Settings);
        settings.MapGet("/offices", OfficeSettings.Get);
        settings.MapPut("/offices/{key}", OfficeSettings.Save).ForWholeTenant();
        settings.MapPost("/client", OfficeSettings.Ask).ForWholeTenant();
    }
}
