using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Payments;

internal static class Routes
{
    public static void AddPayments(this WebApplicationBuilder builder) => builder.Services.AddScoped<Receive>();

    public static void MapPayments(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        read.MapGet("/payments", ReadPayments.List);
        read.MapGet("/payments/{id:guid}", ReadPayments.Get);
        var cash = api.MapGroup("").RequireStaff(Permissions.Cash);
        cash.MapGet("/counter", GetCounter.Handle);
        cash.MapPost("/payments", RecordPaymentAtCounter.Handle);
        cash.MapPost("/payments/{id:guid}/allocate", PaymentActs.Allocate);
        cash.MapPost("/payments/{id:guid}/reverse", PaymentActs.Reverse);
        cash.MapPost("/payments/{id:guid}/refund", PaymentActs.Refund);
        cash.MapPost("/refunds/{id:guid}/paid", SettleRefund.Paid);
        cash.MapPost("/refunds/{id:guid}/cancelled", SettleRefund.Cancelled);
        cash.MapGet("/deposits", Deposits.List).ForWholeTenant();
        cash.MapGet("/deposits/{id:guid}", Deposits.Get).ForWholeTenant();
        cash.MapPost("/deposits", Deposits.Make).ForWholeTenant();
        // Agents of some services read what they and their families have to do with; the drawer and the closing are the whole office's.
        cash.MapGet("/days/{date}", CashDays.Get);
        cash.MapPut("/days/{date}", CashDays.Close).ForWholeTenant();
        cash.MapGet("/follow-up", GetFollowUp.Handle);
    }
}
