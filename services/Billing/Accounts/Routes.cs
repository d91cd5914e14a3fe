using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Accounts;

internal static class Routes
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        api.MapGet("/home", GetHome.Handle).RequireOwner();
        var money = api.MapGroup("").RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        money.MapGet("/account", GetAccount.Handle);
        money.MapGet("/statement", GetStatement.Handle);
        money.MapGet("/statement.csv", GetStatementCsv.Handle);
    }
}
