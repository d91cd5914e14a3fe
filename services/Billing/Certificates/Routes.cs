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
        // Takes a number in the books: whoever only sees money reads those made.
        api.MapPost("/certificates", ReadCertificates.Make).RequireOwnerOrStaff($"{Permissions.Billing},{Permissions.Cash}");
        api.MapPost("/certificates/all", MakeAll.Start).RequireStaff(Permissions.Billing).ForWholeTenant();
        api.MapGet("/certificates/all", MakeAll.List).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
        api.MapGet("/certificates/all/{year}", OfYear.List).RequireStaff($"{Permissions.Billing},{Permissions.MoneyView}").ForWholeTenant();
    }
}
