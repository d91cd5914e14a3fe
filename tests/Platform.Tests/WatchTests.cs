using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Platform.Watching;
using Preau.Testing;
using RabbitMQ.Client;

namespace Preau.Platform.Tests;

/// <summary>What an operator sees of a service, and the button that tries again.</summary>
[Collection(RabbitHost.OneBroker)]
public sealed class WatchTests(Broker broker)
{
    [Fact]
    public async Task Only_an_operator_is_told_how_a_service_is()
    {
        await using var host = await Notes.StartAsync();
        foreach (var (token, status) in (IEnumerable<(string?, HttpStatusCode)>)
            [(null, HttpStatusCode.Unauthorized), ("not.a.token", HttpStatusCode.Unauthorized), (Tokens.Agent("north", "notes"), HttpStatusCode.Forbidden),
                (Tokens.Operator(), HttpStatusCode.OK)])
        {
            using var client = host.Client(token);
            await HttpAssert.StatusAsync(status, await client.GetAsync(new Uri("/watch", UriKind.Relative)));
            await HttpAssert.StatusAsync(status, await client.PostAsync(new Uri("/watch/retry", UriKind.Relative), null));
        }

        using var oper = host.Client(Tokens.Operator());
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await oper.GetAsync(new Uri("/api/north/notes/notes", UriKind.Relative)));
    }

    [Fact]
    public async Task Figures_are_of_all_tenants_together_and_workers_show_their_last_round()
    {
        await using var host = await Notes.StartAsync();
        await KeepAsync(host, "north");
        await KeepAsync(host, "south");
        await Eventually.SeeAsync(() => Task.FromResult(host.Services.GetRequiredService<Pulses>().All),
            all => all.Any(p => p is { Worker: "Outbox", Rounds: > 0 }));

        var report = await ReportAsync(host);

        Assert.Equal(new WatchFigure("preau.notes.kept", "{note}", "Notes gardées", 2), Assert.Single(report.Figures));
        var worker = Assert.Single(report.Workers, w => w.Name == "Outbox");
        Assert.NotNull(worker.LastRound);
        Assert.Equal((0L, (string?)null), (worker.Failures, worker.LastError));
        Assert.Null(report.Parked);
    }

    [Fact]
    public async Task An_event_that_fails_is_seen_with_its_kind_and_is_tried_at_once_when_told()
    {
        await using var host = await Notes.StartAsync();
        var faults = host.Services.GetRequiredService<Faults>();
        faults.Failures = int.MaxValue;
        var family = Guid.NewGuid();
        await host.RaiseAsync(family);
        // Its own next try would come in an hour.
        var later = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        await Eventually.SeeAsync(
            () =>
                host.InAsync("north",
                    db => db.Outbox.Where(m => m.LastError != null && m.LeaseId == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, later))),
            n => n == 1);
        var seen = await ReportAsync(host);
        Assert.Equal((1L, 1L), (seen.Outbox.Waiting, seen.Outbox.Failing));
        Assert.Equal(new Dictionary<string, int> { ["TimeoutException"] = 1 }, seen.Outbox.Errors);

        faults.Failures = 0;
        using var client = host.Client(Tokens.Operator());
        Assert.Equal(new WatchRetried(1, 0, 0), await client.PostAsAsync<WatchRetried>("/watch/retry", new { }));

        await Eventually.SeeAsync(() => host.CountAsync(family, "faulty"), n => n == 1);
        await Eventually.SeeAsync(host.WaitingAsync, n => n == 0);
        Assert.Equal(1, await host.CountAsync(family, "family"));
        await Eventually.SeeAsync(() => ReportAsync(host), r => r.Outbox is { Waiting: 0, Failing: 0, OldestSeconds: 0 });
    }

    [Fact]
    public async Task An_event_parked_by_the_broker_is_counted_and_put_back_and_takes_effect_once()
    {
        var (name, url, family) = ($"parked-{Guid.NewGuid():N}", await broker.UrlAsync(), Guid.NewGuid());
        // Twice the same message, before its reader lives.
        await ParkAsync(url, $"preau.{name}_error", family);
        await using var reader = await RabbitHost.StartAsync(name, url);
        using var client = reader.Client(Tokens.Operator());
        await Eventually.SeeAsync(() => ReportAsync(reader), r => r.Parked == 2);
        Assert.Equal(0, await reader.CountAsync(family, "family"));

        Assert.Equal(new WatchRetried(0, 2, 0), await client.PostAsAsync<WatchRetried>("/watch/retry", new { }));

        await Eventually.SeeAsync(() => reader.CountAsync(family, "family"), n => n == 1);
        await Eventually.SeeAsync(() => ReportAsync(reader), r => r.Parked == 0);
        await Eventually.SeeAsync(() => reader.InAsync("north", db => db.Inbox.CountAsync()), n => n == 2);
        Assert.Equal(1, await reader.CountAsync(family, "family"));
    }

    [Fact]
    public async Task One_trace_leads_from_a_change_through_the_bus_to_its_effect()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name.StartsWith("Preau.", StringComparison.Ordinal) || s.Name is "MassTransit" or "Test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Add
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Test");
        var url = await broker.UrlAsync();
        await using var reader = await RabbitHost.StartAsync($"traced-{Guid.NewGuid():N}", url);
        await using var writer = await RabbitHost.StartAsync($"writer-{Guid.NewGuid():N}", url, subscribes: false);
        var family = Guid.NewGuid();
        using var click = source.StartActivity("click")!;

        await writer.RaiseAsync(family);

        await Eventually.SeeAsync(() => reader.CountAsync(family, "family"), n => n == 1);
        await Eventually.SeeAsync(() => Task.FromResult(seen.Where(a => a.TraceId == click.TraceId).Select(a => a.DisplayName).ToList()),
            names => names.Contains("send FamilyChanged") && names.Contains("apply FamilyChanged"));
    }

    private static Task<bool> KeepAsync(ServiceUnderTest host, string tenant) => host.InAsync(tenant, async db =>
    {
        await db.WriteAsync(ct => db.CountAsync(Guid.NewGuid(), "note", ct), CancellationToken.None);
        return true;
    });

    // As the bus parks what a consumer could not apply: the message itself, in the queue of errors. A queue aside catches it as it is published.
    private static async Task ParkAsync(string url, string errors, Guid family)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var aside = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueDeclareAsync(errors, durable: true, exclusive: false, autoDelete: false);
        await channel.ExchangeDeclareAsync("preau.events.FamilyChanged", ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(aside, "preau.events.FamilyChanged", "");
        await using var writer = await RabbitHost.StartAsync($"writer-{Guid.NewGuid():N}", url, subscribes: false);
        await writer.RaiseAsync(family);
        while (true)
        {
            var message = await Eventually.SeeAsync(async () => await channel.BasicGetAsync(aside, autoAck: true), m => m is not null);
            if (System.Text.Encoding.UTF8.GetString(message!.Body.Span).Contains(family.ToString(), StringComparison.Ordinal))
            {
                await channel.BasicPublishAsync("", errors, mandatory: true, new BasicProperties(message.BasicProperties), message.Body);
                await channel.BasicPublishAsync("", errors, mandatory: true, new BasicProperties(message.BasicProperties), message.Body);
                return;
            }
        }
    }

    private static async Task<WatchReport> ReportAsync(ServiceUnderTest host)
    {
        host.Services.GetRequiredService<Watcher<NotesDb>>().Forget();
        using var client = host.Client(Tokens.Operator());
        return await client.GetAsAsync<WatchReport>("/watch");
    }
}
