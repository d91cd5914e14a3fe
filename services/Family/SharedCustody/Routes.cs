using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.SharedCustody;

internal static class Routes
{
    public static void MapCustody(this WebApplication app)
    {
        var agents = app.MapTenantApi("family").MapGroup("/families/{id:guid}/children/{child:guid}/custody").RequireStaff(Permissions.Families);
        agents.MapGet("", EditCustody.Read);
        agents.MapPut("", EditCustody.Handle);
        agents.MapPost("/exceptions", EditCustody.AddDays);
        agents.MapDelete("/exceptions/{exception:guid}", EditCustody.RemoveDays);
        var parents = app.MapTenantApi("family").MapGroup("/me").RequireOwner();
        parents.MapGet("/children/{child:guid}/custody", MySwaps.Read);
        parents.MapPost("/children/{child:guid}/custody/swaps", MySwaps.Propose);
        parents.MapPost("/custody/swaps/{swap:guid}", MySwaps.Answer);
    }
}
