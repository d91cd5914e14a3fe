using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

static class ClientSetup
{
    /// <summary>All calls go through the gateway at <c>Gateway:Url</c>.</summary>
    public static void AddClients(this WebApplicationBuilder builder)
    {
        var gateway = new Uri((builder.Configuration["Gateway:Url"] ?? builder.Configuration["PublicUrl"] ?? "http://localhost:8080").TrimEnd('/') + "/");
        Configure(builder.Services.AddHttpClient(TenantDirectory.Client));
        Configure(builder.Services.AddHttpClient<FamilyClient>());
        Configure(builder.Services.AddHttpClient<PlanningClient>());
        Configure(builder.Services.AddHttpClient<BillingClient>());
        Configure(builder.Services.AddHttpClient<MessagingClient>());

        void Configure(IHttpClientBuilder client) => client
            .RemoveAllLoggers()
            .ConfigureHttpClient(c =>
            {
                c.BaseAddress = gateway;
                c.Timeout = TimeSpan.FromSeconds(15);
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
                handler.ConnectTimeout = TimeSpan.FromSeconds(3);
                handler.UseCookies = false;
                handler.AllowAutoRedirect = false;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
