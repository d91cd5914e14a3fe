using Preau.Contracts;
using Preau.Planning.Allocation;
using Preau.Planning.Absences;
using Preau.Planning.Agenda;
using Preau.Planning.Checks;
using Preau.Planning.ChildContracts;
using Preau.Planning.Corrections;
using Preau.Planning.DayList;
using Preau.Planning.Demo;
using Preau.Planning.Disruptions;
using Preau.Planning.Drafts;
using Preau.Planning.Enrolments;
using Preau.Planning.Explain;
using Preau.Planning.Families;
using Preau.Planning.Meals;
using Preau.Planning.MonthGrid;
using Preau.Planning.Patterns;
using Preau.Planning.Queue;
using Preau.Planning.Reminders;
using Preau.Planning.Requests;
using Preau.Planning.RollCall;
using Preau.Planning.Settings;
using Preau.Planning.Waiting;
using Preau.Platform;

namespace Preau.Planning;

/// <summary>The Planning service: its parts and its routes in one place.</summary>
public static class PlanningApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "planning", typeof(PlanningApp), with);
        builder.AddDatabase<PlanningDb, SqlitePlanningDb, SqlServerPlanningDb>("planning");
        builder.Services.AddScoped<CurrentRules>();
        builder.Services.AddScoped<SettingsDrafts>();
        builder.Services.AddSingleton<KnownFindings>();
        builder.Services.AddScoped<ISectionImporter, SettingsImporter>();
        builder.Services.AddScoped<ISectionImporter, DemoImporter>();
        builder.Services.AddEventHandler<FamilyChanged, KeepFamilyInStep, PlanningDb>();
        builder.Services.AddSingleton<CertificateVault>();
        builder.Services.AddHostedService<WatchEvidence>();
        builder.Services.AddScoped<Sweep>();
        builder.Services.AddOptions<WaitingOptions>().BindConfiguration("Waiting");
        builder.Services.AddHostedService<SweepWorker>();
        builder.Services.AddOptions<AllocationOptions>().BindConfiguration("Allocation");
        builder.Services.AddHostedService<ContinueRuns>();
        builder.Services.AddEventHandler<MealDietsChanged, KeepDietsInStep, PlanningDb>();
        builder.Services.AddOptions<ReminderOptions>().BindConfiguration("Reminders");
        builder.Services.AddHostedService<SendReminders>();
        builder.Services.AddValidation();
        builder.AddApi("planning");
        var app = builder.Build();
        app.UseApi();
        if (app.Environment.IsProduction())
        {
            // A missing key is a sentence at the start, not the first family's error.
            app.Services.GetRequiredService<CertificateVault>();
        }

        MapRoutes(app.MapTenantApi("planning"));
        app.MapAgenda();
        await app.PrepareAsync<PlanningDb>(args);
        return app;
    }

    private static void MapRoutes(RouteGroupBuilder api)
    {
        api.MapGet("/month", GetMonth.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/home", GetHome.Handle).RequireOwner();
        api.MapGet("/enrolments", ListEnrolments.Handle).RequireOwnerOrStaff(Permissions.Requests);

        api.MapPost("/enrolments", ChangeEnrolments.Create).RequireStaff(Permissions.Requests);
        api.MapPut("/enrolments/{id:guid}", ChangeEnrolments.Change).RequireStaff(Permissions.Requests);
        api.MapGet("/enrolments/choices", ListChoices.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/enrolments/requests", ListEnrolmentRequests.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/enrolments/requests", AskForEnrolment.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/enrolments/requests/upload", AskForEnrolment.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/enrolments/requests/{id:guid}", ListEnrolmentRequests.One).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/enrolments/requests/{id:guid}/cancel", WithdrawEnrolment.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/enrolments/requests/{id:guid}/decide", DecideOnEnrolment.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/enrolments/requests/{id:guid}/pieces/{piece}/received", EnrolmentPieces.Receive).RequireStaff(Permissions.Requests);
        api.MapGet("/enrolments/requests/{id:guid}/pieces/{piece}/file", EnrolmentPieces.Read).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/enrolments/services", ListChoices.Services).RequireStaff(Permissions.Requests);
        api.MapGet("/enrolments/queue", GetEnrolmentQueue.Handle).RequireStaff(Permissions.Requests);

        api.MapGet("/feeds", ManageFeeds.List).RequireOwner();
        api.MapPost("/feeds", ManageFeeds.Make).RequireOwner();
        api.MapPost("/feeds/{id:guid}/renew", ManageFeeds.Renew).RequireOwner();
        api.MapPost("/feeds/{id:guid}/revoke", ManageFeeds.Revoke).RequireOwner();
        api.MapGet("/reminders", ChangeReminder.Read).RequireOwner();
        api.MapPut("/reminders", ChangeReminder.Handle).RequireOwner();

        api.MapPost("/requests", PostRequest.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/pattern/periods", GetPeriods.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/requests/pattern", PostPattern.Submit).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/requests/pattern/preview", PostPattern.Preview).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/requests/preview", PreviewRequest.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/requests", ListRequests.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/requests/{id:guid}", GetRequest.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/requests/{id:guid}/cancel", CancelRequest.Handle).RequireOwnerOrStaff(Permissions.Requests);

        api.MapGet("/cells/{child:guid}/{unit}/{date}/why", ExplainCell.Handle).RequireOwnerOrStaff(Permissions.Requests);

        api.MapGet("/queue", GetQueue.Handle).RequireStaff(Permissions.Requests);
        api.MapGet("/todo", GetTodo.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/queue/decisions", PostDecisions.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/queue/reopen", PostReopen.Handle).RequireStaff(Permissions.Requests);

        api.MapGet("/day", GetDay.Handle).RequireStaff(Permissions.Attendance);
        api.MapGet("/week", GetWeek.Handle).RequireStaff(Permissions.Attendance);
        api.MapGet("/roll", GetRoll.Handle).RequireStaff(Permissions.Attendance);
        api.MapGet("/roll/inside", GetInside.Handle).RequireStaff(Permissions.Attendance);
        api.MapGet("/roll/anomalies", GetAnomalies.Handle).RequireStaff(Permissions.Attendance);
        api.MapPost("/roll/marks", PostMarks.Handle).RequireStaff(Permissions.Attendance);
        api.MapGet("/meals", GetMeals.Handle).RequireStaff(Permissions.Attendance);
        api.MapPost("/meals/orders", PostOrder.Handle).RequireStaff(Permissions.Attendance);
        api.MapPost("/roll/decide", DecideAbsence.Handle).RequireStaff(Permissions.Attendance);

        MapAbsences(api);

        api.MapGet("/offers", ListOffers.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/offers/{id:guid}/accept", AnswerOffer.Accept).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/offers/{id:guid}/decline", AnswerOffer.Decline).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/waiting", GetWaitingList.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/waiting/{id:guid}/offer", ChangeWaiting.Offer).RequireStaff(Permissions.Requests);
        api.MapPost("/waiting/{id:guid}/remove", ChangeWaiting.Remove).RequireStaff(Permissions.Requests);

        api.MapGet("/allocations", Allocations.List).RequireStaff(Permissions.Requests);
        api.MapGet("/allocations/{service}/{period}", Allocations.Preview).RequireStaff(Permissions.Requests);
        api.MapPost("/allocations/{service}/{period}", Allocations.Apply).RequireStaff(Permissions.Requests);

        api.MapGet("/settings", SaveSettings.Read).RequireStaff(Permissions.Settings);
        api.MapPut("/settings", SaveSettings.Handle).RequireStaff(Permissions.Settings);
        api.MapSetup();
    }

    private static void MapAbsences(RouteGroupBuilder api)
    {
        api.MapPost("/absences/effects", AbsenceEffects.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/evidence", ListEvidence.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/evidence/queue", ListEvidence.Queue).RequireStaff(Permissions.Requests);
        api.MapGet("/evidence/{id:guid}", ListEvidence.One).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/evidence/{id:guid}/upload", SendCertificate.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/evidence/{id:guid}/files/{file:guid}", OpenCertificate.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/evidence/{id:guid}/files/{file:guid}/withdraw", WithdrawCertificate.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/evidence/{id:guid}/decision", PostEvidenceDecision.Handle).RequireStaff(Permissions.Requests);

        api.MapGet("/contracts", GiveContracts.List).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/contracts", GiveContracts.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/contracts/{id:guid}/end", GiveContracts.End).RequireStaff(Permissions.Requests);
        api.MapGet("/leave", ListLeave.Handle).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/leave", AskForLeave.Submit).RequireOwnerOrStaff(Permissions.Requests);
        api.MapPost("/leave/preview", AskForLeave.Preview).RequireOwnerOrStaff(Permissions.Requests);
        api.MapGet("/checks", ListChecks.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/checks/correct", PostCorrection.Handle).RequireStaff(Permissions.Requests);

        api.MapGet("/disruptions", ListDisruptions.Handle).RequireStaff(Permissions.Requests);
        api.MapGet("/disruptions/options", ListDisruptions.Options).RequireStaff(Permissions.Requests);
        api.MapGet("/disruptions/{id:guid}", ListDisruptions.One).RequireStaff(Permissions.Requests);
        api.MapPost("/disruptions", PostDisruption.Handle).RequireStaff(Permissions.Requests);
        api.MapPost("/disruptions/preview", PostDisruption.Preview).RequireStaff(Permissions.Requests);
        api.MapPost("/disruptions/{id:guid}/undo", UndoDisruption.Handle).RequireStaff(Permissions.Requests);
    }
}
