using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

internal static class Routes
{
    public static void AddDirectDebit(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TakeReturns>();
        builder.Services.AddHostedService<CollectDebits>();
    }

    public static void MapDirectDebit(this RouteGroupBuilder api)
    {
        var see = api.MapGroup("/debits").RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
        see.MapGet("", ReadDebits.List);
        see.MapGet("/draft", MakeDebitFile.Draft);
        see.MapGet("/{id:guid}", ReadDebits.Get);
        var act = api.MapGroup("/debits").RequireStaff(Permissions.Billing).ForWholeTenant();
        act.MapPost("", MakeDebitFile.Handle);
        act.MapGet("/{id:guid}/file", ReadDebits.Download);
        act.MapPost("/{id:guid}/sent", DebitActs.Sent);
        act.MapPost("/{id:guid}/cancel", DebitActs.Cancel);
        act.MapPost("/returns/upload", TakeReturns.Handle);
    }
}
