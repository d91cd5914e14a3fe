using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Deliveries;
using Preau.Platform;
using Preau.Platform.Watching;

namespace Preau.Messaging;

/// <summary>What an operator watches of Messaging, and may have tried again.</summary>
internal static class MessagingFigures
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddFigure<MessagingDb>("preau.mails.waiting", "{mail}", "Courriels à envoyer",
            (db, _, ct) => db.CountOverAllAsync<Delivery>(d => d.State == DeliveryState.Pending, ct));
        services.AddFigure<MessagingDb>("preau.mails.oldest", "s", "Âge du plus ancien courriel à envoyer",
            (db, now, ct) => db.AgeOverAllAsync<Delivery>(d => d.State == DeliveryState.Pending, d => d.QueuedAt, now, ct));
        services.AddFigure<MessagingDb>("preau.mails.retried", "{mail}", "Courriels refusés pour l’instant par le serveur de messagerie",
            (db, _, ct) => db.CountOverAllAsync<Delivery>(d => d.State == DeliveryState.Pending && d.LastError != null, ct));
        services.AddFigure<MessagingDb>("preau.mails.failed", "{mail}", "Courriels abandonnés depuis sept jours",
            (db, now, ct) => GivenUpSince(db, now.AddDays(-7), ct));
        services.AddSingleton(new Retry(RetryMailsAsync));
    }

    private static Task<long> GivenUpSince(MessagingDb db, DateTime from, CancellationToken ct) =>
        db.CountOverAllAsync<Delivery>(d => d.State == DeliveryState.GivenUp && d.QueuedAt >= from, ct);

    /// <summary>What the server would not take for now is due at once; what was given up stays so: its address is wrong.</summary>
    private static async Task<int> RetryMailsAsync(IServiceProvider services, CancellationToken ct)
    {
        var count = 0;
        foreach (var tenant in await services.GetRequiredService<MessagingDb>()
            .TenantsWithAsync<Delivery>(d => d.State == DeliveryState.Pending && d.LastError != null, ct))
        {
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
            var db = scope.ServiceProvider.GetRequiredService<MessagingDb>();
            count += await db.WriteAsync(token => db.Deliveries.Where(d => d.State == DeliveryState.Pending && d.LastError != null && d.LeaseId == null)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.NextAttemptAt, 0), token), ct);
        }

        return count;
    }
}
