using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

internal static class ClientSetup
{
    /// <summary>
    /// A front stands inside the perimeter, beside the services: it calls each at
    /// <c>Services:{name}</c> where that address is set, which spares the gateway's hop,
    /// else through the gateway at <c>Gateway:Url</c>.
    /// </summary>
    public static void AddClients(this WebApplicationBuilder builder)
    {
        var gateway = new Uri((builder.Configuration["Gateway:Url"] ?? builder.Configuration["PublicUrl"] ?? "http://localhost:8080").TrimEnd('/') + "/");
        Configure(builder.Services.AddHttpClient(TenantDirectory.Client), "identity");
        Configure(builder.Services.AddHttpClient<FamilyClient>(), "family");
        Configure(builder.Services.AddHttpClient<FamilyFilesClient>(), "family");
        Configure(builder.Services.AddHttpClient<QuotientsClient>(), "family");
        Configure(builder.Services.AddHttpClient<CustodyClient>(), "family");
        Configure(builder.Services.AddHttpClient<ImportsClient>(), "family");
        Configure(builder.Services.AddHttpClient<AccessCodesClient>(), "identity");
        Configure(builder.Services.AddHttpClient<PlanningClient>(), "planning");
        Configure(builder.Services.AddHttpClient<PlacesClient>(), "planning");
        Configure(builder.Services.AddHttpClient<PatternClient>(), "planning");
        Configure(builder.Services.AddHttpClient<BillingClient>(), "billing");
        Configure(builder.Services.AddHttpClient<OnlinePaymentClient>(), "billing");
        Configure(builder.Services.AddHttpClient<InvoicesClient>(), "billing");
        Configure(builder.Services.AddHttpClient<DebitsClient>(), "billing");
        Configure(builder.Services.AddHttpClient<TitlesClient>(), "billing");
        Configure(builder.Services.AddHttpClient<DunningClient>(), "billing");
        Configure(builder.Services.AddHttpClient<ThirdPartiesClient>(), "billing");
        Configure(builder.Services.AddHttpClient<RunsClient>(), "billing");
        Configure(builder.Services.AddHttpClient<CounterClient>(), "billing");
        Configure(builder.Services.AddHttpClient<MoneyReportsClient>(), "billing");
        Configure(builder.Services.AddHttpClient<TariffsClient>(), "billing");
        Configure(builder.Services.AddHttpClient<MessagingClient>(), "messaging");
        Configure(builder.Services.AddHttpClient<PlanningRollClient>(), "planning");
        Configure(builder.Services.AddHttpClient<CareClient>(), "family");
        Configure(builder.Services.AddHttpClient<PlanningEnrolmentsClient>(), "planning");
        Configure(builder.Services.AddHttpClient<PlanningSetupClient>(), "planning");
        Configure(builder.Services.AddHttpClient<AbsencesClient>(), "planning");
        Configure(builder.Services.AddHttpClient<DisruptionsClient>(), "planning");
        Configure(builder.Services.AddHttpClient<PlanningAgendaClient>(), "planning");
        Configure(builder.Services.AddHttpClient<SectionsClient>(), "family");
        Configure(builder.Services.AddHttpClient<ContractsClient>(), "planning");
        Configure(builder.Services.AddHttpClient<DocumentsClient>(), "family");
        Configure(builder.Services.AddHttpClient<PreEnrolmentClient>(), "family");
        Configure(builder.Services.AddHttpClient<LibraryClient>(), "family");
        Configure(builder.Services.AddHttpClient<PapersClient>(), "family");
        Configure(builder.Services.AddHttpClient(LegalDirectory.Client), "family");
        Configure(builder.Services.AddHttpClient<FamilyRequestsClient>(), "family");
        Configure(builder.Services.AddHttpClient<LeaveClient>(), "planning");
        Configure(builder.Services.AddHttpClient<AgentsClient>(), "identity");

        void Configure(IHttpClientBuilder client, string service) => client
            .RemoveAllLoggers()
            .ConfigureHttpClient(c =>
            {
                c.BaseAddress = builder.Configuration["Services:" + service] is { Length: > 0 } address ? new Uri(address.TrimEnd('/') + "/") : gateway;
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
