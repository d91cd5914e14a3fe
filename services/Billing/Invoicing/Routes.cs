using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

internal static class Routes
{
    public static void AddInvoicing(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<IssueInvoice>();
        builder.Services.AddHostedService<IssueRuns>();
    }

    public static void MapInvoicing(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("").RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        read.MapGet("/invoices", ListInvoices.Handle);
        read.MapGet("/invoices/{id:guid}", GetInvoice.Handle);
        var acts = api.MapGroup("/invoices").RequireStaff(Permissions.Billing);
        acts.MapPost("/{id:guid}/credit", InvoiceActs.Credit);
        acts.MapPost("/{id:guid}/credit/preview", CreditChoice.Preview);
        acts.MapPost("/{id:guid}/contest", InvoiceActs.Contest);
        acts.MapPost("/title", InvoiceActs.HandOver).ForWholeTenant();
        api.MapGet("/runs", ReadRuns.List).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}");
        var see = api.MapGroup("/runs").RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
        see.MapGet("/{id:guid}", ReadRuns.Get);
        see.MapGet("/{id:guid}/payers", ReadRuns.Payers);
        see.MapGet("/{id:guid}/payers/{family:guid}", ReadRuns.Draft);
        see.MapGet("/{id:guid}/lines", RunLines.Handle);
        see.MapGet("/{id:guid}/anomalies/{key}", ReadRuns.AnomalyRows);
        var bill = api.MapGroup("/runs").RequireStaff(Permissions.Billing).ForWholeTenant();
        bill.MapPost("", RunActs.Start);
        bill.MapDelete("/{id:guid}", RunActs.Delete);
        bill.MapPost("/{id:guid}/check", RunActs.Check);
        bill.MapPost("/{id:guid}/issue", RunActs.Issue);
        bill.MapPost("/{id:guid}/stop", RunActs.Stop);
        bill.MapPost("/{id:guid}/resume", RunActs.Resume);
        bill.MapPost("/{id:guid}/redraft", RunActs.Redraft);
    }
}
