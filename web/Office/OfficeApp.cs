using Preau.Office.Pages.Families;
using Preau.Office.Roll;
using Preau.Platform;
using Preau.Ui;

namespace Preau.Office;

/// <summary>The agents' front: requests, days, families, messages.</summary>
public static class OfficeApp
{
    public static Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "office", typeof(OfficeApp), with);
        builder.AddBff("office", Membership.Staff, bff =>
        {
            bff.Portal = "Espace des agents";
            bff.FillFrame = OfficeFrame.FillAsync;
        });
        builder.Services.AddScoped<OfficeCounts>();
        builder.Services.AddScoped<Told>();
        builder.Services.AddScoped<FamilyTies>();
        var app = builder.Build();
        app.UseBff();
        app.MapRollWorker();
        app.MapDebitFiles();
        app.MapTreasuryFiles();
        app.MapPaper("/facturation/factures/{id:guid}/pdf", "invoices");
        app.MapPaper("/facturation/attestations/{id:guid}/pdf", "certificates");
        app.MapPaper("/encaissements/{id:guid}/pdf", "payments");
        app.MapPaper("/encaissements/bordereaux/{id:guid}/pdf", "deposits");
        return Task.FromResult(app);
    }
}
