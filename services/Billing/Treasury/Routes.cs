using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Treasury;

internal static class Routes
{
    public static void MapTreasury(this RouteGroupBuilder api)
    {
        var see = api.MapGroup("").RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
        see.MapGet("/titles", ReadTitles.List);
        see.MapGet("/titles/draft", MakeTitles.Draft);
        see.MapGet("/titles/{id:guid}", ReadTitles.Get);
        see.MapGet("/accounting", Accounting.Csv);
        var act = api.MapGroup("/titles").RequireStaff(Permissions.Billing).ForWholeTenant();
        act.MapPost("", MakeTitles.Handle);
        act.MapGet("/{id:guid}/file", ReadTitles.Download);
        act.MapPost("/receipts/upload", TakeReceipts.Handle);
    }
}
