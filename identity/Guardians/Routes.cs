using Preau.Contracts;
using Preau.Identity.Communes;
using Preau.Identity.Letters;
using Preau.Platform;

namespace Preau.Identity.Guardians;

/// <summary>Guardians of the communes: their access as Family says it, codes for printed letters.</summary>
internal static class Routes
{
    public static void AddGuardians(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<GuardianAccounts>();
        builder.Services.AddScoped<TakeCode>();
        builder.Services.AddScoped<ConfirmByLink>();
        builder.Services.AddEventHandler<GuardianAccessChanged, KeepGuardianAccess, IdentityDb>();
        builder.Services.AddScoped<LetterText>();
        builder.Services.AddHostedService<LetterSender>();
    }

    public static void MapGuardians(this IEndpointRouteBuilder app)
    {
        app.MapPost("/tenants/{slug}/guardians/{guardian:guid}/code", GiveCode.Handle).RequireToken().DisableAntiforgery();
        app.MapPost("/tenants/{slug}/guardians/accounts", ReadAccounts.Handle).RequireToken().DisableAntiforgery();
    }
}
