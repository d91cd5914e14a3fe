using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Platform.Tests;

/// <summary>Shorthand of the tests over one <see cref="NotesApp"/>.</summary>
internal static class Notes
{
    public static readonly DateTimeOffset Now = new(2026, 12, 8, 8, 10, 0, TimeSpan.Zero);

    public static Task<ServiceUnderTest> StartAsync(Action<IServiceCollection>? last = null, bool subscribes = true, params (string, string)[] settings) =>
        ServiceUnderTest.StartAsync((args, with) => NotesApp.BuildAsync(args, with, "notes", subscribes, last), Now, settings: settings);

    public static Task<T> InAsync<T>(this ServiceUnderTest host, string tenant, Func<NotesDb, Task<T>> work) =>
        host.InTenantAsync(tenant, s => work(s.GetRequiredService<NotesDb>()));

    /// <summary>How often this kind of effect happened to this subject; 0 without a row.</summary>
    public static Task<int> CountAsync(this ServiceUnderTest host, Guid subject, string kind, string tenant = "north") =>
        host.InAsync(tenant, db => db.Notes.Where(n => n.Subject == subject && n.Kind == kind).Select(n => n.Count).SumAsync());

    public static Task<int> WaitingAsync(this ServiceUnderTest host) => host.InAsync("north", db => db.Outbox.CountAsync());

    public static Task<bool> RaiseAsync(this ServiceUnderTest host, params Guid[] families) => host.InAsync("north", async db =>
    {
        foreach (var family in families)
        {
            db.Raise(NotesApp.Family(family));
        }

        return await db.SaveChangesAsync() > 0;
    });
}
