using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Allocation;

/// <summary>Places given among wishes.</summary>
internal static class Routes
{
    public static void AddAllocation(this IServiceCollection services)
    {
        services.AddOptions<AllocationOptions>().BindConfiguration("Allocation");
        services.AddHostedService<ContinueRuns>();
    }

    public static void MapAllocation(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/allocations").RequireStaff(Permissions.Requests);
        agents.MapGet("", Allocations.List);
        agents.MapGet("/{service}/{period}", Allocations.Preview);
        agents.MapPost("/{service}/{period}", Allocations.Apply);
    }
}
