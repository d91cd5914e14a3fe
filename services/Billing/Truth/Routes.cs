using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Truth;

internal static class Routes
{
    public static void AddTruth(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PriceMonths>();
        builder.Services.AddHostedService<PriceStale>();
    }

    public static void MapTruth(this RouteGroupBuilder api)
    {
        var money = api.MapGroup("").RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        money.MapGet("/charges", GetCharges.Handle);
        money.MapGet("/month", GetMonthMoney.Handle);
        money.MapGet("/prices", GetPrices.Handle);
        money.MapPost("/quotes", GetQuotes.Handle);
    }
}
