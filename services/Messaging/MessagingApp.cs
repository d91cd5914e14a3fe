using Preau.Contracts;
using Preau.Messaging.Conversations;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Demo;
using Preau.Messaging.Families;
using Preau.Messaging.Notices;
using Preau.Messaging.Publications;
using Preau.Platform;
using Preau.Platform.Watching;

namespace Preau.Messaging;

/// <summary>The Messaging service: its parts in one place. Features map their own routes.</summary>
public static class MessagingApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "messaging", typeof(MessagingApp), with);
        builder.AddDatabase<MessagingDb, SqliteMessagingDb, SqlServerMessagingDb>("messaging");
        builder.AddMail();
        builder.Services.AddValidation();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Mailbox>();
        builder.Services.AddScoped<Writing>();
        builder.Services.AddScoped<EmailQueue>();
        builder.Services.AddScoped<NoticeBook>();
        builder.Services.AddScoped<MessagingRulesInForce>();
        builder.Services.AddSettings<MessagingDb, MessagingSection>();
        builder.Services.AddScoped<ISectionImporter, ImportDemoThreads>();
        builder.Services.AddEventHandler<FamilyChanged, KeepFamilyInStep, MessagingDb>();
        builder.Services.AddEventHandler<EnrolmentsChanged, KeepPlaces, MessagingDb>();
        builder.Services.AddEventHandler<PlanningRequestDecided, TellDecision, MessagingDb>();
        builder.Services.AddEventHandler<FamilyNotified, TellNotice, MessagingDb>();
        builder.Services.AddEventHandler<InvoiceIssued, TellInvoice, MessagingDb>();
        builder.Services.AddEventHandler<PaymentRecorded, TellPayment, MessagingDb>();
        builder.Services.AddOptions<DeliveryOptions>().BindConfiguration("Deliveries");
        builder.Services.AddSingleton<EmailText>();
        builder.Services.AddSingleton<CommuneNames>();
        builder.Services.AddHostedService<SendEmails>();
        builder.Services.AddEventHandler<TenantChanged, TakeTenant<MessagingDb>, MessagingDb>();
        builder.Services.AddFigures();
        builder.AddWatching<MessagingDb>("messaging");
        builder.AddApi("messaging");
        var app = builder.Build();
        app.UseApi();
        app.MapWatching<MessagingDb>();
        var api = app.MapTenantApi("messaging");
        api.MapThreads();
        api.MapSettings<MessagingDb>(Permissions.Settings);
        api.MapGet("/publications", GetPublications.Handle).RequireOwnerOrStaff(Permissions.Messages);
        await app.PrepareAsync<MessagingDb>(args);
        return app;
    }
}
