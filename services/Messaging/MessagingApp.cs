using Preau.Platform;

namespace Preau.Messaging;

/// <summary>The Messaging service: its parts in one place. Features map their own routes.</summary>
public static class MessagingApp
{
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        var builder = ServiceHost.Create(args, "messaging", typeof(MessagingApp), with);
        builder.AddDatabase<MessagingDb, SqliteMessagingDb, SqlServerMessagingDb>("messaging");
        builder.Services.AddValidation();
        builder.AddApi("messaging");
        var app = builder.Build();
        app.UseApi();
        await app.PrepareAsync<MessagingDb>(args);
        return app;
    }
}
