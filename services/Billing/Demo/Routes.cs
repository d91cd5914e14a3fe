using Preau.Platform;

namespace Preau.Billing.Demo;

internal static class Routes
{
    /// <summary>Where a demonstration's files are named, and nowhere else.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ISectionImporter, ImportDemoAccounts>();
        if (builder.Configuration["Demo:Directory"] is { Length: > 0 })
        {
            builder.Services.AddHostedService<PlayHistory>();
        }
    }
}
