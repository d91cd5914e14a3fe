using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Preau.Contracts;

namespace Preau.Platform;

/// <summary>What a service does on an event. It runs in the transaction that also records the message as applied; the scope's tenant is the event's.</summary>
public interface IEventHandler<in T> where T : class, IEvent
{
    Task HandleAsync(T @event, CancellationToken ct);
}

/// <summary>One handler of one event in one service; the same for every transport.</summary>
public sealed record Subscription(Type Event, Func<IEvent, Guid, CancellationToken, Task> Apply);

/// <summary>The subscriptions of one host.</summary>
public sealed class Subscriptions(IEnumerable<Func<IServiceProvider, Subscription>> makers, IServiceProvider services)
{
    public IReadOnlyList<Subscription> All { get; } = [.. makers.Select(make => make(services))];

    public Task ApplyAsync(IEvent @event, Guid messageId, CancellationToken ct) =>
        Task.WhenAll(All.Where(s => s.Event == @event.GetType()).Select(s => s.Apply(@event, messageId, ct)));
}

/// <summary>Carries events between the hosts of one process. Sending returns once every handler has
/// committed and throws if one failed, so the outbox keeps the row.</summary>
public sealed class InProcessFabric : IEventSink
{
    private readonly ConcurrentBag<Subscriptions> _hosts = [];

    public void Join(Subscriptions host) => _hosts.Add(host);

    public async Task SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var @event = EventCatalog.Read(message.Type, message.Body);
        await Task.WhenAll(_hosts.Select(h => h.ApplyAsync(@event, message.MessageId, ct)));
    }
}

/// <summary>RabbitMQ: returns on the broker's confirm; mandatory turns an unroutable event into an error instead of a silent loss.</summary>
internal sealed class RabbitSink(IBus bus) : IEventSink
{
    public Task SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var @event = EventCatalog.Read(message.Type, message.Body);
        return bus.Publish(@event, @event.GetType(), Pipe.Execute<PublishContext>(c =>
        {
            c.MessageId = message.MessageId;
            c.Mandatory = true;
        }), ct);
    }
}

/// <summary>The one consumer: hands a message to this host's handlers.</summary>
internal sealed class EventConsumer<T>(Subscriptions subscriptions) : IConsumer<T> where T : class, IEvent
{
    public Task Consume(ConsumeContext<T> context) =>
        subscriptions.ApplyAsync(context.Message, context.MessageId ?? throw new InvalidOperationException("A message without id."), context.CancellationToken);
}

public static class Bus
{
    private static readonly ActivitySource Source = new("Preau.Events");

    /// <summary>Subscribes a handler: its effect and the inbox row of the message commit together, so a second delivery changes nothing.</summary>
    public static IServiceCollection AddEventHandler<TEvent, THandler, TDb>(this IServiceCollection services)
        where TEvent : class, IEvent where THandler : class, IEventHandler<TEvent> where TDb : TenantDb
    {
        services.AddScoped<THandler>();
        services.AddSingleton<Func<IServiceProvider, Subscription>>(_ => root => new Subscription(typeof(TEvent), async (e, id, ct) =>
        {
            using var activity = Source.StartActivity("apply " + typeof(TEvent).Name);
            await using var scope = root.CreateTenantScope(e.Tenant);
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var name = typeof(THandler).Name;
            await db.WriteAsync(async token =>
            {
                if (await db.Inbox.AnyAsync(m => m.MessageId == id && m.Handler == name, token))
                {
                    return;
                }

                db.Inbox.Add(new InboxMessage { MessageId = id, Handler = name, At = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() });
                await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync((TEvent)e, token);
            }, ct);
        }));
        return services;
    }

    /// <summary><c>Bus:Transport</c> = <c>inprocess</c> (default; the host that starts all the others
    /// shares one fabric) or <c>rabbitmq</c> with <c>Bus:Address</c>.</summary>
    /// <param name="isNeeded">False for a host that goes on serving while the broker is away: its events wait in the outbox.</param>
    public static void AddBus(this WebApplicationBuilder builder, string service, bool isNeeded = true)
    {
        builder.Services.AddSingleton<Subscriptions>();
        if (!string.Equals(builder.Configuration["Bus:Transport"], "rabbitmq", StringComparison.OrdinalIgnoreCase))
        {
            // The standalone host has registered the fabric it shares between its hosts.
            builder.Services.TryAddSingleton<InProcessFabric>();
            builder.Services.AddSingleton<IEventSink>(sp => sp.GetRequiredService<InProcessFabric>());
            builder.Services.Configure<OutboxOptions>(o => o.MaxParallel = 1);
            return;
        }

        var address = new Uri(builder.Configuration["Bus:Address"]
            ?? throw new InvalidOperationException("Bus:Address is missing (amqp://user:password@host:5672/)."));
        var parallel = string.Equals(builder.Configuration["Database:Provider"], "sqlserver", StringComparison.OrdinalIgnoreCase) ? 8 : 1;
        builder.Services.AddSingleton<IEventSink, RabbitSink>();
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            if (!isNeeded)
            {
                x.ConfigureHealthCheckOptions(o => o.MinimalFailureStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded);
            }

            foreach (var type in EventCatalog.All)
            {
                x.AddConsumer(typeof(EventConsumer<>).MakeGenericType(type));
            }

            x.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(address);
                rabbit.MessageTopology.SetEntityNameFormatter(new EventNames());
                var wanted = context.GetRequiredService<Subscriptions>().All.Select(s => s.Event).Distinct().ToList();
                if (wanted.Count == 0)
                {
                    return;
                }

                rabbit.ReceiveEndpoint("preau." + service, queue =>
                {
                    queue.ConcurrentMessageLimit = parallel;
                    queue.PrefetchCount = (ushort)Math.Max(32, parallel * 4);
                    BePatient(queue);
                    foreach (var type in wanted)
                    {
                        queue.ConfigureConsumer(context, typeof(EventConsumer<>).MakeGenericType(type));
                    }
                });
            });
        });
    }

    private static void BePatient(IReceiveEndpointConfigurator queue)
    {
        // Long before the error queue: a database that restarts is no reason to park an event.
        queue.UseMessageRetry(r =>
        {
            r.Handle<Exception>(Databases.IsAway);
            r.Exponential(30, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(500));
        });
        // Short with an event that a handler can't bear: meanwhile it holds up the others, and an operator can put it back.
        queue.UseMessageRetry(r =>
        {
            r.Ignore<Exception>(Databases.IsAway);
            r.Intervals(200, 500, 1000, 2000, 4000);
        });
    }

    private sealed class EventNames : IEntityNameFormatter
    {
        public string FormatEntityName<T>() => "preau.events." + typeof(T).Name;
    }
}
