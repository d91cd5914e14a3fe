using Preau.Contracts;
using Preau.Planning.Checks;
using Preau.Planning.NextYear;
using Preau.Planning.SchoolCalendars;
using Preau.Planning.Simulation;
using Preau.Platform;

namespace Preau.Planning.Drafts;

/// <summary>Routes of the set-up screens: draft, check, preview, calendars.</summary>
internal static class SetupRoutes
{
    public static void MapSetup(this RouteGroupBuilder api)
    {
        api.MapGet("/settings/versions", Versions.Handle).RequireStaff(Permissions.Settings);
        api.MapGet("/settings/draft", Drafts.Read).RequireStaff(Permissions.Settings);
        api.MapPatch("/settings/draft", Drafts.Change).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/draft", Drafts.Start).RequireStaff(Permissions.Settings);
        api.MapDelete("/settings/draft", Drafts.Drop).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/draft/renew", Drafts.Renew).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/draft/apply", Drafts.Apply).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/check", PostCheck.Check).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/preview", PostCheck.Preview).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/attendance", PostAttendance.Handle).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/simulate", PostSimulation.Handle).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/next-year", PostCopyYear.Handle).RequireStaff(Permissions.Settings);
        api.MapGet("/settings/next-year/runs", UndoCopy.List).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/next-year/runs/{id:guid}/undo", UndoCopy.Handle).RequireStaff(Permissions.Settings);
        api.MapGet("/settings/calendar", GetYear.Handle).RequireStaff(Permissions.Settings);
        api.MapPost("/settings/calendar/import", PreviewImport.Handle).RequireStaff(Permissions.Settings);
    }
}
