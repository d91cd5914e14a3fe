using Preau.Contracts;
using Preau.Platform;

namespace Preau.Family.Quotients;

internal static class Routes
{
    public static void AddQuotients(this WebApplicationBuilder builder)
    {
        // Its loggers would write addresses, in which identities stand.
        builder.Services.AddHttpClient<ApiParticulier>(c => c.Timeout = TimeSpan.FromSeconds(15)).RemoveAllLoggers();
        builder.Services.AddScoped<AskForQuotient>();
        builder.Services.AddHostedService<AskQuotients>();
    }

    public static void MapQuotients(this RouteGroupBuilder api)
    {
        api.MapGet("/me/quotient", Agree.Read).RequireOwner();
        api.MapPut("/me/quotient", Agree.Handle).RequireOwner();
        api.MapDelete("/me/quotient", Agree.TakeBack).RequireOwner();
        var agents = api.MapGroup("/families/{id:guid}/quotients").RequireStaff(Permissions.Families);
        agents.MapPost("", RecordQuotient.Handle);
        agents.MapGet("/agreement", Agree.ReadOne);
        agents.MapPost("/ask", Agree.AskNow);
    }
}
