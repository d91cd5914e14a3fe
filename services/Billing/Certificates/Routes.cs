using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Certificates;

internal static class Routes
{
    public static void AddCertificates(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CertificateMaker>();
        builder.Services.AddHostedService<MakeAll>();
    }

    public static void MapCertificates(this RouteGroupBuilder api)
    {
        var money = api.MapGroup("/certificates").RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash},{Permissions.MoneyView}");
        money.MapGet("", ReadCertificates.List);
        money.MapGet("/{id:guid}", ReadCertificates.Get);
        money.MapPost("", ReadCertificates.Make);
        api.MapPost("/certificates/all", MakeAll.Start).RequireStaff(Permissions.Billing);
        api.MapGet("/certificates/all", MakeAll.List).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}");
    }
}
