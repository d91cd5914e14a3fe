using Preau.Billing.Accounts;
using Preau.Billing.Certificates;
using Preau.Billing.Demo;
using Preau.Billing.DirectDebit;
using Preau.Billing.Documents;
using Preau.Billing.Dunning;
using Preau.Billing.Invoicing;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Merging;
using Preau.Billing.OnlinePayment;
using Preau.Billing.Overview;
using Preau.Billing.Payments;
using Preau.Billing.Prepaid;
using Preau.Billing.Quotients;
using Preau.Billing.Simulation;
using Preau.Billing.TakenOver;
using Preau.Billing.Tariffs;
using Preau.Billing.ThirdParties;
using Preau.Billing.Treasury;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Platform;
using Preau.Platform.Watching;

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
        builder.Services.AddEventHandler<EnrolmentsChanged, KeepEnrolmentsInStep, BillingDb>();
        builder.Services.AddEventHandler<ServiceChanged, KeepUnitsInStep, BillingDb>();
        builder.Services.AddEventHandler<DaysSettled, SettleCells, BillingDb>();
        builder.Services.AddSettings<BillingDb, BillingSection>();
        builder.AddDemo();
        builder.Services.AddScoped<Books>();
        builder.Services.AddScoped<TakeOver>();
        builder.AddTruth();
        builder.AddInvoicing();
        builder.AddPayments();
        builder.AddCertificates();
        builder.Services.AddEventHandler<TenantChanged, TakeTenant<BillingDb>, BillingDb>();
        builder.AddOnlinePayment();
        builder.AddMandates();
        builder.AddDirectDebit();
        builder.AddDunning();
        builder.AddPrepaid();
        builder.AddMerging();
        builder.Services.AddHostedService<TellQuotients>();
        builder.Services.AddFigures();
        builder.AddWatching<BillingDb>("billing");
        builder.AddApi("billing");
        var app = builder.Build();
        app.UseApi();
        app.MapWatching<BillingDb>();
        var api = app.MapTenantApi("billing");
        api.MapTariffs();
        api.MapSimulation();
        app.MapPublicTariffs();
        api.MapTruth();
        api.MapInvoicing();
        api.MapPayments();
        api.MapCertificates();
        api.MapPapers();
        api.MapOnlinePayment();
        api.MapMandates();
        api.MapDirectDebit();
        api.MapTreasury();
        api.MapDunning();
        api.MapThirdParties();
        api.MapPrepaid();
        app.MapNotifications();
        api.MapFigures();
        api.MapAccounts();
        await app.PrepareDatabaseAsync<BillingDb>(force: args.Contains("migrate"));
        await app.TakeOverAsync(force: args.Contains("migrate"));
        await app.JoinAsync(args);
        return app;
    }
}
