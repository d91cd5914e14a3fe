using Preau.Contracts;
using Preau.Planning.Setup.Findings;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>The rules in force, and those that agents prepare together.</summary>
internal static class Routes
{
    public static void AddDrafts(this IServiceCollection services)
    {
        services.AddScoped<SettingsDrafts>();
        services.AddSingleton<KnownFindings>();
        services.AddSettings<PlanningDb, PlanningSection>();
    }

    public static void MapDrafts(this RouteGroupBuilder api)
    {
        api.MapSettings<PlanningDb>(Permissions.Settings);
        var agents = api.MapGroup("/settings").RequireStaff(Permissions.Settings);
        agents.MapGet("/versions", Versions.Handle);
        agents.MapGet("/draft", Drafts.Read);
        agents.MapPatch("/draft", Drafts.Change);
        agents.MapPost("/draft", Drafts.Start);
        agents.MapDelete("/draft", Drafts.Drop);
        agents.MapPost("/draft/renew", Drafts.Renew);
        agents.MapPost("/draft/apply", Drafts.Apply);
    }
}
