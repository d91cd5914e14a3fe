using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Documents;

internal static class Routes
{
    public static void MapPapers(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        read.MapGet("/invoices/{id:guid}/pdf", GetPapers.Invoice);
        read.MapGet("/payments/{id:guid}/pdf", GetPapers.Receipt);
        read.MapGet("/statement/pdf", GetPapers.Statement);
        read.MapGet("/certificates/{id:guid}/pdf", GetPapers.Certificate);
        api.MapGet("/runs/{id:guid}/papers", RunPapers.Handle).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
        api.MapGet("/certificates/all/{year}/papers", YearPapers.Handle).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
        api.MapGet("/deposits/{id:guid}/pdf", GetPapers.Deposit).RequireStaff(Permissions.Cash).ForWholeTenant();
    }
}
