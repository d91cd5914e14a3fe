using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>Who came, when, and who is still there.</summary>
internal static class Routes
{
    public static void MapRollCall(this RouteGroupBuilder api)
    {
        var agents = api.MapGroup("/roll").RequireStaff(Permissions.Attendance);
        agents.MapGet("", GetRoll.Handle);
        agents.MapGet("/inside", GetInside.Handle);
        agents.MapGet("/anomalies", GetAnomalies.Handle);
        agents.MapPost("/marks", PostMarks.Handle);
        agents.MapPost("/decide", DecideAbsence.Handle);
    }
}
