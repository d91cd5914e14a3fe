using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Preau.Contracts;
using Preau.Platform.Watching;
using Preau.Testing;
using RabbitMQ.Client;

[assembly: AssemblyFixture(typeof(Broker))]

namespace Preau.Platform.Tests;

/// <summary>Two hosts, each with its own database, and a real broker between them. Queues are named after the host, so each test has its own.</summary>
[Collection(RabbitHost.OneBroker)]
public sealed class RabbitTests(Broker broker)
{
    private readonly string _reader = $"reader-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_event_of_one_host_reaches_the_handlers_of_another_and_its_own()
    {
        await using var reader = await StartAsync(_reader);
        await using var other = await StartAsync($"other-{Guid.NewGuid():N}");
        await using var writer = await StartAsync("writer", subscribes: false);
        var family = Guid.NewGuid();

        await writer.RaiseAsync(family);

        await Eventually.SeeAsync(() => CountsAsync(reader, family), c => c == (1, 1));
        await Eventually.SeeAsync(() => CountsAsync(other, family), c => c == (1, 1));
        await Eventually.SeeAsync(writer.WaitingAsync, n => n == 0);
    }

    [Fact]
    public async Task A_queue_that_migrate_has_declared_keeps_events_for_a_host_that_is_down()
    {
        var directory = Directory.CreateTempSubdirectory("preau-reader-").FullName;
        await using (var migrate = await BuildAsync(["migrate"], _reader, directory))
        {
            // Built, never started: its queue is there, nobody reads it.
        }

        await using var writer = await StartAsync("writer", subscribes: false);
        Guid[] families = [.. Enumerable.Range(0, 40).Select(_ => Guid.NewGuid())];
        await writer.RaiseAsync(families);
        await Eventually.SeeAsync(writer.WaitingAsync, n => n == 0);

        await using (var reader = await StartAsync(_reader, settings: ("Database:Directory", directory)))
        {
            await AllOnceAsync(reader, families);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task An_event_that_no_queue_takes_stays_in_the_outbox_until_one_does()
    {
        await using var writer = await StartAsync("writer", subscribes: false);
        var family = Guid.NewGuid();
        await writer.InAsync("north", db =>
        {
            db.Raise(new DaysSettled("north", Notes.Now.UtcDateTime, family, []));
            return db.SaveChangesAsync();
        });

        await Eventually.SeeAsync(() => writer.InAsync("north", db => db.Outbox.CountAsync(m => m.Attempts >= 2 && m.LastError != null)), n => n == 1);
        await using var reader = await StartAsync(_reader, settings: ("Notes:CountDays", "true"));

        await Eventually.SeeAsync(() => reader.CountAsync(family, "days"), n => n == 1, seconds: 60);
        await Eventually.SeeAsync(writer.WaitingAsync, n => n == 0);
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_and_the_other_one_is_not_repeated()
    {
        await using var reader = await StartAsync(_reader);
        reader.Services.GetRequiredService<Faults>().Failures = 2;
        await using var writer = await StartAsync("writer", subscribes: false);
        var family = Guid.NewGuid();

        await writer.RaiseAsync(family);

        await Eventually.SeeAsync(() => CountsAsync(reader, family), c => c == (1, 1));
        Assert.True(reader.Services.GetRequiredService<Faults>().Failures < 0);
    }

    [Fact]
    public async Task An_event_that_always_fails_is_set_aside_and_does_not_hold_up_the_others()
    {
        await using var reader = await StartAsync(_reader);
        var (poison, others) = (Guid.NewGuid(), Guid.NewGuid());
        var faults = reader.Services.GetRequiredService<Faults>();
        (faults.Only, faults.Failures) = (poison, int.MaxValue);
        await using var writer = await StartAsync("writer", subscribes: false);
        await writer.RaiseAsync(poison);
        await Eventually.SeeAsync(() => reader.CountAsync(poison, "family"), n => n == 1);

        await writer.RaiseAsync(others);

        await Eventually.SeeAsync(() => CountsAsync(reader, others), c => c == (1, 1), seconds: 60);
        await Eventually.SeeAsync(() => WhereAsync(writer, reader), w => w is (0, 0, _, 1, _), seconds: 60);
        Assert.Equal(0, await reader.CountAsync(poison, "faulty"));
        faults.Failures = 0;
        Assert.Equal(1, await new ErrorQueue(_reader, new Uri(await broker.UrlAsync())).PutBackAsync(default));
        await Eventually.SeeAsync(() => CountsAsync(reader, poison), c => c == (1, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broker_that_dies_or_restarts_in_the_middle_of_it_neither_loses_nor_doubles_an_event(bool killed)
    {
        await using var reader = await StartAsync(_reader);
        await using var writer = await StartAsync("writer", subscribes: false);
        Guid[] families = [.. Enumerable.Range(0, 300).Select(_ => Guid.NewGuid())];

        var writing = Task.Run(async () =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
            foreach (var some in families.Chunk(10))
            {
                await writer.RaiseAsync(some);
                await pace.WaitForNextTickAsync();
            }
        });
        await Eventually.SeeAsync(() => reader.InAsync("north", db => db.Notes.CountAsync()), n => n > 20);
        if (killed)
        {
            await broker.KillAsync();
            await broker.StartAsync();
        }
        else
        {
            await broker.RestartAsync();
        }

        await writing;
        await Eventually.SeeAsync(() => WhereAsync(writer, reader), w => w is (0, 0, _, _, 600), seconds: 120);
        await AllOnceAsync(reader, families);
    }

    [Fact]
    public async Task MassTransit_sends_no_usage_data_to_its_maker()
    {
        await using var writer = await StartAsync("writer", subscribes: false);

        Assert.False(writer.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }

    private static async Task<(int, int)> CountsAsync(ServiceUnderTest host, Guid family) =>
        (await host.CountAsync(family, "family"), await host.CountAsync(family, "faulty"));

    /// <summary>Where the events are, so that a failure tells it: in the writer's outbox, in the
    /// reader's queue (with how many readers), parked, applied.</summary>
    private async Task<(int Outbox, uint Queue, uint Readers, long? Parked, int Applied)> WhereAsync(ServiceUnderTest writer, ServiceUnderTest reader)
    {
        var applied = await reader.InAsync("north", db => db.Notes.CountAsync());
        var outbox = await writer.WaitingAsync();
        try
        {
            var address = new Uri(await broker.UrlAsync());
            await using var connection = await new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            var queue = await channel.QueueDeclarePassiveAsync("preau." + _reader);
            return (outbox, queue.MessageCount, queue.ConsumerCount, await new ErrorQueue(_reader, address).CountAsync(default), applied);
        }
        catch (Exception e) when (e is RabbitMQ.Client.Exceptions.BrokerUnreachableException or RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return (outbox, uint.MaxValue, 0, null, applied);
        }
    }

    private static async Task AllOnceAsync(ServiceUnderTest reader, Guid[] families)
    {
        await Eventually.SeeAsync(() => reader.InAsync("north", db => db.Notes.CountAsync(n => n.Kind == "faulty")), n => n >= families.Length, seconds: 120);
        await Eventually.SeeAsync(() => reader.InAsync("north", db => db.Notes.CountAsync(n => n.Kind == "family")), n => n >= families.Length, seconds: 120);
        var rows = await reader.InAsync("north", db => db.Notes.AsNoTracking().ToListAsync());
        Assert.Equal(families.Length * 2, rows.Count);
        Assert.All(rows, r => Assert.Equal(1, r.Count));
    }

    private async Task<ServiceUnderTest> StartAsync(string service, bool subscribes = true, params (string, string)[] settings) =>
        await RabbitHost.StartAsync(service, await broker.UrlAsync(), subscribes, [("Outbox:MaxBackoff", "00:00:02"), .. settings]);

    private async Task<Microsoft.AspNetCore.Builder.WebApplication> BuildAsync(string[] args, string service, string directory)
    {
        var address = await broker.UrlAsync();
        return await NotesApp.BuildAsync(args, b =>
        {
            b.Configuration["Database:Directory"] = directory;
            b.Configuration["Bus:Transport"] = "rabbitmq";
            b.Configuration["Bus:Address"] = address;
        }, service, subscribes: true);
    }
}
