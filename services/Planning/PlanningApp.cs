using Preau.Contracts;
using Preau.Planning.Attending.List;
using Preau.Planning.Attending.Meals;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Book;
using Preau.Planning.Booking.Allocation;
using Preau.Planning.Booking.Certificates;
using Preau.Planning.Booking.Contracts;
using Preau.Planning.Booking.Corrections;
using Preau.Planning.Booking.Decisions;
using Preau.Planning.Booking.Disruptions;
using Preau.Planning.Booking.Enrolments;
using Preau.Planning.Booking.Patterns;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Booking.Todo;
using Preau.Planning.Booking.Waiting;
using Preau.Planning.Changing;
using Preau.Planning.Demo;
using Preau.Planning.Month.Agenda;
using Preau.Planning.Month.Grid;
using Preau.Planning.Month.Reminders;
using Preau.Planning.Month.Why;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Planning.Setup.NextYear;
using Preau.Planning.Setup.SchoolCalendars;
using Preau.Planning.Setup.Simulation;
using Preau.Platform;
using Preau.Platform.Watching;

namespace Preau.Planning;

/// <summary>The Planning service: its features in one place, from the lowest floor to the highest.</summary>
public static class PlanningApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "planning", typeof(PlanningApp), with);
        builder.AddDatabase<PlanningDb, SqlitePlanningDb, SqlServerPlanningDb>("planning");
        AddFeatures(builder.Services);
        builder.Services.AddValidation();
        builder.Services.AddEventHandler<TenantChanged, TakeTenant<PlanningDb>, PlanningDb>();
        builder.Services.AddFigures();
        builder.AddWatching<PlanningDb>("planning");
        builder.AddApi("planning");
        var app = builder.Build();
        app.UseApi();
        app.MapWatching<PlanningDb>();
        if (app.Environment.IsProduction())
        {
            // A missing key is a sentence at the start, not the first family's error.
            app.Services.GetRequiredService<Vault>().RequireKey();
        }

        MapFeatures(app.MapTenantApi("planning"));
        app.MapAgenda();
        await app.PrepareAsync<PlanningDb>(args);
        return app;
    }

    private static void AddFeatures(IServiceCollection services)
    {
        services.AddScoped<CurrentRules>();
        services.AddScoped<KeepFamilyInStep>();
        services.AddEventHandler<FamilyChanged, HandOver, PlanningDb>();
        services.AddEventHandler<BookingsStopped, KeepStopsInStep, PlanningDb>();
        services.AddEventHandler<DaysUnpaid, ReleaseUnpaid, PlanningDb>();
        services.AddEventHandler<TicketsBought, KeepTicketsInStep, PlanningDb>();
        services.AddHostedService<TellEnrolments>();
        services.AddWaiting();
        services.AddAllocation();
        services.AddCertificates();
        services.AddMeals();
        services.AddReminders();
        services.AddDrafts();
        services.AddScoped<ISectionImporter, DemoImporter>();
    }

    private static void MapFeatures(RouteGroupBuilder api)
    {
        api.MapRequests();
        api.MapPatterns();
        api.MapDecisions();
        api.MapTodo();
        api.MapWaiting();
        api.MapAllocation();
        api.MapCertificates();
        api.MapContracts();
        api.MapEnrolments();
        api.MapDisruptions();
        api.MapCorrections();
        api.MapLists();
        api.MapRollCall();
        api.MapMeals();
        api.MapGrid();
        api.MapWhy();
        api.MapFeeds();
        api.MapReminders();
        api.MapDrafts();
        api.MapSimulation();
        api.MapNextYear();
        api.MapSchoolCalendars();
    }
}
