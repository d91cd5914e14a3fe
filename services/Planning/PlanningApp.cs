using Preau.Platform;

namespace Preau.Planning;

/// <summary>The Planning service: its parts in one place. Features map their own routes.</summary>
public static class PlanningApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "planning", typeof(PlanningApp), with);
        builder.AddDatabase<PlanningDb, SqlitePlanningDb, SqlServerPlanningDb>("planning");
        builder.Services.AddValidation();
        builder.AddApi("planning");
        var app = builder.Build();
        app.UseApi();
        await app.PrepareAsync<PlanningDb>(args);
        return app;
    }
}
