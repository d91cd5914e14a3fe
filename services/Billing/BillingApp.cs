using Preau.Platform;

namespace Preau.Billing;

/// <summary>The Billing service: its parts in one place. Features map their own routes.</summary>
public static class BillingApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "billing", typeof(BillingApp), with);
        builder.AddDatabase<BillingDb, SqliteBillingDb, SqlServerBillingDb>("billing");
        builder.Services.AddValidation();
        builder.AddApi("billing");
        var app = builder.Build();
        app.UseApi();
        await app.PrepareAsync<BillingDb>(args);
        return app;
    }
}
