using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Setup.NextYear;

/// <summary>The rules of a school year, made those of the next.</summary>
internal static class Routes
{
    public static void MapNextYear(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/settings/next-year").RequireStaff(Permissions.Settings);
        agents.MapPost("", PostCopyYear.Handle);
        agents.MapGet("/runs", UndoCopy.List);
        agents.MapPost("/runs/{id:guid}/undo", UndoCopy.Handle);
    }
}
