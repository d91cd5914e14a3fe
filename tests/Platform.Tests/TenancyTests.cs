using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class TenancyTests
{
    [Fact]
    public async Task A_row_is_stamped_with_its_tenant_and_another_tenant_does_not_see_it()
    {
        await using var host = await Notes.StartAsync();
        var note = await AddAsync(host, "north");

        Assert.Equal("north", note.Tenant);
        Assert.Equal(1, await host.InAsync("north", db => db.Notes.CountAsync()));
        Assert.Equal(0, await host.InAsync("south", db => db.Notes.CountAsync()));
        Assert.Null(await host.InAsync("south", db => db.Notes.FindAsync("north", note.Subject, "k").AsTask()));
        Assert.Equal(0, await host.InAsync("south", db => db.Notes.Where(n => n.Subject == note.Subject).ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task The_same_key_in_two_tenants_is_two_rows()
    {
        await using var host = await Notes.StartAsync();
        var note = await AddAsync(host, "north");

        await AddAsync(host, "south", note.Subject);

        Assert.Equal(1, await host.InAsync("south", db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task A_row_forged_for_another_tenant_is_not_saved()
    {
        await using var host = await Notes.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InAsync("south", db =>
        {
            db.Notes.Add(new Note { Tenant = "north", Subject = Guid.NewGuid(), Kind = "k" });
            return db.SaveChangesAsync();
        }));

        Assert.Equal(0, await host.InAsync("north", db => db.Notes.CountAsync()));
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task A_row_of_another_tenant_can_be_neither_changed_nor_deleted(EntityState state)
    {
        await using var host = await Notes.StartAsync();
        var note = await AddAsync(host, "north");

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InAsync("south", db =>
        {
            db.Entry(new Note { Tenant = "north", Subject = note.Subject, Kind = "k", Text = "south was here" }).State = state;
            return db.SaveChangesAsync();
        }));

        Assert.Null((await host.InAsync("north", db => db.Notes.SingleAsync())).Text);
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_read_and_nothing_written()
    {
        await using var host = await Notes.StartAsync();
        await AddAsync(host, "north");
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotesDb>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Notes.ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Notes.ExecuteDeleteAsync());
        db.Notes.Add(new Note { Subject = Guid.NewGuid(), Kind = "k" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());

        Assert.Equal(1, await host.InAsync("north", n => n.Notes.CountAsync()));
    }

    [Fact]
    public async Task A_scope_serves_one_tenant_and_raises_its_events_only()
    {
        await using var host = await Notes.StartAsync();
        await using var scope = host.Services.CreateTenantScope("north");

        Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<Tenant>().Enter("south"));
        Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<NotesDb>().Raise(NotesApp.Family(Guid.NewGuid(), "south")));
    }

    [Fact]
    public async Task A_handler_works_in_the_tenant_of_its_event()
    {
        await using var host = await Notes.StartAsync();
        var family = Guid.NewGuid();

        await host.DeliverAsync(NotesApp.Family(family, "south"));

        Assert.Equal((0, 1), (await host.CountAsync(family, "family"), await host.CountAsync(family, "family", "south")));
    }

    private static Task<Note> AddAsync(ServiceUnderTest host, string tenant, Guid? subject = null) => host.InAsync(tenant, async db =>
    {
        var note = db.Notes.Add(new Note { Subject = subject ?? Guid.NewGuid(), Kind = "k" }).Entity;
        await db.SaveChangesAsync();
        return note;
    });
}
