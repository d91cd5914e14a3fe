using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Booking.Patterns;

/// <summary>A request for the same days of each week.</summary>
internal static class Routes
{
    public static void MapPatterns(this RouteGroupBuilder api)
    {
        var both = api.MapGroup("").RequireOwnerOrStaff(Permissions.Requests);
        both.MapGet("/pattern/periods", GetPeriods.Handle);
        both.MapPost("/requests/pattern", PostPattern.Submit);
        both.MapPost("/requests/pattern/preview", PostPattern.Preview);
    }
}
