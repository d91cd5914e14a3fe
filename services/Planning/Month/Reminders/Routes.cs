using Preau.Platform;

namespace Preau.Planning.Month.Reminders;

/// <summary>Reminders of limits, by consent of each guardian.</summary>
internal static class Routes
{
    public static void AddReminders(this IServiceCollection services)
    {
        services.AddOptions<ReminderOptions>().BindConfiguration("Reminders");
        services.AddHostedService<SendReminders>();
    }

    public static void MapReminders(this RouteGroupBuilder api)
    {
        var family = api.MapGroup("/reminders").RequireOwner();
        family.MapGet("", ChangeReminder.Read);
        family.MapPut("", ChangeReminder.Handle);
    }
}
