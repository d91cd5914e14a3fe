using Preau.Billing.Known;
using Preau.Platform;

namespace Preau.Billing.Merging;

/// <summary>Round after round, where files were ever merged: what has become free since is carried.</summary>
internal sealed class CarryMerged(IServiceScopeFactory scopes, ILogger<CarryMerged> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(5);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<KnownFamily>(services.GetRequiredService<BillingDb>(), f => f.MergeVersion != null, ct);

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct) => services.GetRequiredService<CarryOver>().RunAsync(ct);
}

internal static class Routes
{
    public static void AddMerging(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CarryOver>();
        builder.Services.AddHostedService<CarryMerged>();
    }
}
