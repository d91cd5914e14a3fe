using Preau.Contracts;
using Preau.Family.Care;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Home;
using Preau.Family.Households;
using Preau.Family.Imports;
using Preau.Family.Legal;
using Preau.Family.Library;
using Preau.Family.Papers;
using Preau.Family.PreEnrolment;
using Preau.Family.Quotients;
using Preau.Family.Requests;
using Preau.Family.Schools;
using Preau.Family.Sections;
using Preau.Family.SharedCustody;
using Preau.Platform.Watching;
using Preau.Platform;

namespace Preau.Family;

/// <summary>The Family service: its parts in one place. Features map their own routes.</summary>
public static class FamilyApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "family", typeof(FamilyApp), with);
        builder.AddDatabase<FamilyDb, SqliteFamilyDb, SqlServerFamilyDb>("family");
        builder.Services.AddValidation();
        builder.Services.AddSettings<FamilyDb, FamilySection>();
        builder.Services.AddScoped<ISectionImporter, ImportDemoFamilies>();
        builder.Services.AddHostedService<ImportWorker>();
        builder.Services.AddHostedService<TellAgain>();
        builder.Services.AddSingleton<Vault>();
        builder.AddDocuments();
        builder.AddLibrary();
        builder.AddPreEnrolment();
        builder.AddQuotients();
        builder.Services.AddEventHandler<EnrolmentsChanged, KeepPlaces, FamilyDb>();
        builder.Services.AddEventHandler<TenantChanged, TakeTenant<FamilyDb>, FamilyDb>();
        builder.Services.AddFigures();
        builder.AddWatching<FamilyDb>("family");
        builder.AddApi("family");
        var app = builder.Build();
        app.UseApi();
        app.MapWatching<FamilyDb>();
        var api = app.MapTenantApi("family");
        api.MapSettings<FamilyDb>(Permissions.Settings);
        api.MapFamilies();
        api.MapSections();
        api.MapQuotients();
        api.MapCare();
        api.MapDocuments();
        api.MapRequests();
        app.MapHome();
        app.MapPreEnrolment();
        app.MapLegal();
        app.MapLibrary();
        app.MapPapers();
        app.MapFiles();
        app.MapHouseholds();
        app.MapSchools();
        app.MapImports();
        app.MapCustody();
        await app.PrepareAsync<FamilyDb>(args);
        return app;
    }
}
