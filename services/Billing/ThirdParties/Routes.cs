using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.ThirdParties;

internal static class Routes
{
    public static void MapThirdParties(this RouteGroupBuilder api)
    {
        var see = api.MapGroup("/third-parties").RequireStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}").ForWholeTenant();
        see.MapGet("", ReadThirdParties.List);
        see.MapGet("/{id:guid}", ReadThirdParties.Get);
        api.MapGet("/coverages", ReadCoverages.Handle).RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        var act = api.MapGroup("").RequireStaff(Permissions.Billing).ForWholeTenant();
        act.MapPost("/third-parties", KeepThirdParty.Add);
        act.MapPut("/third-parties/{id:guid}", KeepThirdParty.Change);
        act.MapPost("/third-parties/{id:guid}/coverages", KeepCoverage.Add);
        act.MapPut("/coverages/{id:guid}", KeepCoverage.Change);
        act.MapDelete("/coverages/{id:guid}", KeepCoverage.Remove);
    }
}
