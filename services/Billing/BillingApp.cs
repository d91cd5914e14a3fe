using Preau.Billing.Accounts;
using Preau.Billing.Charges;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing;

/// <summary>The Billing service: its parts in one place.</summary>
public static class BillingApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "billing", typeof(BillingApp), with);
        builder.AddDatabase<BillingDb, SqliteBillingDb, SqlServerBillingDb>("billing");
        builder.Services.AddValidation();
        builder.Services.AddEventHandler<FamilyChanged, KeepFamilyInStep, BillingDb>();
        builder.Services.AddEventHandler<ServiceChanged, KeepUnitsInStep, BillingDb>();
        builder.Services.AddEventHandler<DaysSettled, SettleCells, BillingDb>();
        builder.Services.AddScoped<ISectionImporter, ImportSettings>();
        builder.Services.AddScoped<ISectionImporter, ImportDemoAccounts>();
        builder.AddApi("billing");
        var app = builder.Build();
        app.UseApi();
        app.MapBilling();
        await app.PrepareAsync<BillingDb>(args);
        return app;
    }

    private static void MapBilling(this WebApplication app)
    {
        var api = app.MapTenantApi("billing");
        api.MapGet("/home", GetHome.Handle).RequireOwner();
        api.MapGet("/charges", GetCharges.Handle).RequireOwnerOrStaff(Permissions.Billing);
        api.MapGet("/month", GetMonthMoney.Handle).RequireOwnerOrStaff(Permissions.Billing);
        api.MapGet("/prices", GetPrices.Handle).RequireOwnerOrStaff(Permissions.Billing);
        api.MapPost("/quotes", GetQuotes.Handle).RequireOwnerOrStaff(Permissions.Billing);
        api.MapGet("/account", GetAccount.Handle).RequireOwnerOrStaff(Permissions.Billing);
        api.MapGet("/statement", GetStatement.Handle).RequireOwnerOrStaff(Permissions.Billing);
        api.MapGet("/settings", GetSettings.Handle).RequireStaff(Permissions.Settings);
        api.MapPut("/settings", SaveSettings.Handle).RequireStaff(Permissions.Settings);
    }
}
