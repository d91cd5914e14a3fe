using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Mandates;

internal static class Routes
{
    public static void AddMandates(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Vault>();

    public static void MapMandates(this RouteGroupBuilder api)
    {
        var payer = api.MapGroup("/mandates").RequireOwner();
        payer.MapGet("/mine", ReadMandates.Mine);
        payer.MapPost("/{office}", GiveMandate.Mine);
        payer.MapPost("/{office}/stop", EndMandate.Mine);
        api.MapGet("/mandates", ReadMandates.All).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        var agents = api.MapGroup("/mandates").RequireStaff(Permissions.Billing);
        agents.MapPost("/{office}/families/{family:guid}", GiveMandate.ForFamily);
        agents.MapPost("/{id:guid}/end", EndMandate.One);
    }
}
