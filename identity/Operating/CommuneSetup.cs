using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Operating;

internal static class CommuneSetup
{
    public static void AddCommunes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CommuneCatalog>();
        builder.Services.AddScoped<ISectionImporter, CommuneImporter>();
        builder.Services.AddScoped<CreateCommune>();
        builder.Services.AddScoped<ChangeCommune>();
        builder.Services.AddScoped<ExportCommune>();
        builder.Services.AddHttpClient();
        builder.Services.AddScoped<Watching.AskServices>();
        builder.Services.AddMovedCommune();
        builder.Services.AddHostedService<Erasing>();
    }
}
