using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class OutboxTests
{
    [Fact]
    public async Task An_event_is_sent_if_and_only_if_its_change_commits()
    {
        await using var host = await Notes.StartAsync();
        var (lost, kept) = (Guid.NewGuid(), Guid.NewGuid());

        await Assert.ThrowsAsync<TimeoutException>(() => host.InAsync("north", db => db.WriteAsync<bool>(async ct =>
        {
            await db.CountAsync(lost, "note", ct);
            db.Raise(NotesApp.Family(lost));
            await db.SaveChangesAsync(ct);
            throw new TimeoutException("after the rows were written, before the commit");
        }, CancellationToken.None)));
        Assert.Equal((0, 0), (await host.WaitingAsync(), await host.CountAsync(lost, "note")));
        await host.RaiseAsync(kept);

        await Eventually.SeeAsync(() => host.CountAsync(kept, "family"), n => n == 1);
        await Eventually.SeeAsync(host.WaitingAsync, n => n == 0);
        Assert.Equal(kept, Assert.IsType<FamilyChanged>(Assert.Single(host.Published)).FamilyId);
    }

    [Fact]
    public async Task When_one_handler_fails_the_event_comes_again_and_the_others_skip_it()
    {
        await using var host = await Notes.StartAsync();
        host.Services.GetRequiredService<Faults>().Failures = 2;
        var family = Guid.NewGuid();

        await host.RaiseAsync(family);

        await Eventually.SeeAsync(() => host.CountAsync(family, "faulty"), n => n > 0);
        await Eventually.SeeAsync(host.WaitingAsync, n => n == 0);
        Assert.Equal((1, 1), (await host.CountAsync(family, "family"), await host.CountAsync(family, "faulty")));
        Assert.True(host.Services.GetRequiredService<Faults>().Failures < 0);
    }

    [Fact]
    public async Task What_a_clock_that_ran_ahead_by_an_hour_has_put_off_is_sent_once_the_clock_is_set_back()
    {
        await using var host = await Notes.StartAsync();
        host.Services.GetRequiredService<Faults>().Failures = int.MaxValue;
        var family = Guid.NewGuid();
        await host.RaiseAsync(family);
        var next = await Eventually.SeeAsync(() => host.InAsync("north", db => db.Outbox.Where(m => m.LastError != null && m.LeaseId == null)
            .Select(m => (long?)m.NextAttemptAt).SingleOrDefaultAsync()), at => at is not null);
        // What fails waits for seconds, not for minutes.
        Assert.True(next <= TimeProvider.System.GetUtcNow().AddSeconds(5).ToUnixTimeMilliseconds(), $"Put off until {next}.");
        var ahead = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        // Between two tries nobody holds it: as it stands after the clock went back.
        await Eventually.SeeAsync(() => host.InAsync("north", db => db.Outbox.Where(m => m.LeaseId == null)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, ahead))), n => n == 1);

        host.Services.GetRequiredService<Faults>().Failures = 0;

        await Eventually.SeeAsync(host.WaitingAsync, n => n == 0);
        Assert.Equal((1, 1), (await host.CountAsync(family, "family"), await host.CountAsync(family, "faulty")));
    }

    [Fact]
    public async Task A_message_delivered_many_times_at_once_takes_effect_once()
    {
        await using var host = await Notes.StartAsync();
        var (family, id) = (Guid.NewGuid(), Guid.NewGuid());

        await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => host.DeliverAsync(NotesApp.Family(family), id)));

        Assert.Equal((1, 1), (await host.CountAsync(family, "family"), await host.CountAsync(family, "faulty")));
        await host.DeliverAsync(NotesApp.Family(family), Guid.NewGuid());
        Assert.Equal(2, await host.CountAsync(family, "family"));
    }

    [Fact]
    public async Task What_a_dispatcher_holds_past_its_lease_another_one_sends_and_the_first_leaves_it_alone()
    {
        var directory = Directory.CreateTempSubdirectory("preau-shared-").FullName;
        var stuck = new StuckSink();
        // A holder that doesn't renew, as one that hangs.
        (string, string)[] settings = [("Database:Directory", directory), ("Outbox:Lease", "00:00:01"), ("Outbox:Renewal", "01:00:00")];
        await using (var first = await Notes.StartAsync(s => s.AddSingleton<IEventSink>(stuck), subscribes: false, settings))
        {
            Guid[] families = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
            await first.RaiseAsync(families);
            await Eventually.SeeAsync(() => Task.FromResult(stuck.Held.Count), n => n > 0);

            await using var second = await Notes.StartAsync(settings: settings);
            await Eventually.SeeAsync(second.WaitingAsync, n => n == 0);
            Assert.Equal(families.Order(), second.Published.OfType<FamilyChanged>().Select(e => e.FamilyId).Order());
            stuck.Release();
            await first.RaiseAsync(Guid.NewGuid());
            await Eventually.SeeAsync(second.WaitingAsync, n => n == 0);

            foreach (var family in families)
            {
                Assert.Equal(1, await second.CountAsync(family, "family"));
            }
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_living_dispatcher_renews_what_it_holds_and_a_dead_one_holds_it_for_seconds()
    {
        var stuck = new StuckSink();
        await using var host = await Notes.StartAsync(s => s.AddSingleton<IEventSink>(stuck), subscribes: false, ("Outbox:Renewal", "00:00:00.200"));
        await host.RaiseAsync(Guid.NewGuid());

        Task<OutboxMessage> LookAsync() => host.InAsync("north", db => db.Outbox.AsNoTracking().SingleAsync());
        var first = await Eventually.SeeAsync(LookAsync, m => m.LeaseId is not null);
        var later = await Eventually.SeeAsync(LookAsync, m => m.NextAttemptAt > first.NextAttemptAt);
        Assert.Equal((first.LeaseId, 1), (later.LeaseId, later.Attempts));
        stuck.Release();

        await Eventually.SeeAsync(host.WaitingAsync, n => n == 0);
        Assert.Single(stuck.Held);
        Assert.InRange(new OutboxOptions().Lease.TotalSeconds, new OutboxOptions().Renewal.TotalSeconds * 3, 10);
    }

    [Fact]
    public async Task The_inbox_forgets_what_is_older_than_its_memory_and_nothing_else()
    {
        var directory = Directory.CreateTempSubdirectory("preau-inbox-").FullName;
        (string, string)[] settings = [("Database:Directory", directory), ("Outbox:InboxMemory", "7.00:00:00")];
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        var now = TimeProvider.System.GetUtcNow();
        await using (var first = await Notes.StartAsync(settings: settings))
        {
            await first.InAsync("north", async db =>
            {
                db.Inbox.Add(new InboxMessage { MessageId = old, Handler = "a", At = now.AddDays(-8).ToUnixTimeMilliseconds() });
                db.Inbox.Add(new InboxMessage { MessageId = young, Handler = "a", At = now.AddDays(-6).ToUnixTimeMilliseconds() });
                return await db.SaveChangesAsync();
            });
        }

        // What is due is looked for once at the start, then once an hour.
        await using (var second = await Notes.StartAsync(settings: settings))
        {
            var kept = await Eventually.SeeAsync(() => second.InAsync("north", db => db.Inbox.AsNoTracking().Select(m => m.MessageId).ToListAsync()),
                ids => !ids.Contains(old));
            Assert.Equal([young], kept);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_killed_dispatchers_rows_come_due_when_its_lease_ends()
    {
        await using var host = await Notes.StartAsync();
        var family = Guid.NewGuid();
        var lease = TimeProvider.System.GetUtcNow().AddSeconds(1.5).ToUnixTimeMilliseconds();

        await host.InAsync("north", async db =>
        {
            db.Raise(NotesApp.Family(family));
            var row = db.ChangeTracker.Entries<OutboxMessage>().Single().Entity;
            (row.LeaseId, row.NextAttemptAt, row.Attempts) = (Guid.NewGuid(), lease, 1);
            return await db.SaveChangesAsync();
        });

        await Eventually.SeeAsync(() => host.CountAsync(family, "family"), n => n == 1);
        Assert.True(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() >= lease);
    }

    [Fact]
    public async Task A_transport_that_is_down_costs_nothing_but_time()
    {
        var broken = new BrokenSink();
        await using var host = await Notes.StartAsync(s => s.AddSingleton<IEventSink>(broken));
        await host.RaiseAsync([.. Enumerable.Range(0, 30).Select(_ => Guid.NewGuid())]);

        await Eventually.SeeAsync(() => host.InAsync("north", db => db.Outbox.CountAsync(m => m.LastError == "TimeoutException")), n => n == 30);
        broken.Mended = true;

        await Eventually.SeeAsync(host.WaitingAsync, n => n == 0);
        Assert.Equal(30, broken.Taken.Distinct().Count());
    }

    private sealed class StuckSink : IEventSink
    {
        private readonly TaskCompletionSource _released = new();

        public ConcurrentBag<Guid> Held { get; } = [];

        public void Release() => _released.TrySetResult();

        public Task SendAsync(OutboxMessage message, CancellationToken ct)
        {
            Held.Add(message.MessageId);
            return _released.Task;
        }
    }

    private sealed class BrokenSink : IEventSink
    {
        public bool Mended { get; set; }

        public ConcurrentBag<Guid> Taken { get; } = [];

        public Task SendAsync(OutboxMessage message, CancellationToken ct)
        {
            if (!Mended)
            {
                throw new TimeoutException();
            }

            Taken.Add(message.MessageId);
            return Task.CompletedTask;
        }
    }
}
