using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Platform.Watching;

namespace Preau.Platform.Tests;

/// <summary>A row that counts what was done to it: a doubled effect shows.</summary>
public sealed class Note : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Subject { get; set; }

    public required string Kind { get; set; }

    public int Count { get; set; }

    public string? Text { get; set; }
}

public abstract class NotesDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    public DbSet<Note> Notes => Set<Note>();

    public async Task CountAsync(Guid subject, string kind, CancellationToken ct)
    {
        var note = await Notes.SingleOrDefaultAsync(n => n.Subject == subject && n.Kind == kind, ct)
            ?? Notes.Add(new Note { Subject = subject, Kind = kind }).Entity;
        note.Count++;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Note>().HasKey(n => new { n.Tenant, n.Subject, n.Kind });
        MapReach(modelBuilder, ["Subject"]);
        MapTenantRows(modelBuilder);
    }
}

public sealed class SqliteNotesDb(DbContextOptions<SqliteNotesDb> options, DbScope scope) : NotesDb(options, scope);

public sealed class SqlServerNotesDb(DbContextOptions<SqlServerNotesDb> options, DbScope scope) : NotesDb(options, scope);

/// <summary>What a test lets go wrong in one host.</summary>
public sealed class Faults
{
    private int _failures;

    /// <summary>How often the second handler fails after having changed its row.</summary>
    public int Failures { get => _failures; set => _failures = value; }

    /// <summary>The one it fails on; null for all.</summary>
    public Guid? Only { get; set; }

    public bool Strikes(Guid subject) => (Only is null || Only == subject) && Interlocked.Decrement(ref _failures) >= 0;
}

public sealed class CountFamilies(NotesDb db) : IEventHandler<FamilyChanged>
{
    public Task HandleAsync(FamilyChanged @event, CancellationToken ct) => db.CountAsync(@event.FamilyId, "family", ct);
}

public sealed class CountFamiliesWithFaults(NotesDb db, Faults faults) : IEventHandler<FamilyChanged>
{
    public async Task HandleAsync(FamilyChanged @event, CancellationToken ct)
    {
        await db.CountAsync(@event.FamilyId, "faulty", ct);
        if (faults.Strikes(@event.FamilyId))
        {
            throw new TimeoutException("A fault of the test.");
        }
    }
}

public sealed class CountDays(NotesDb db) : IEventHandler<DaysSettled>
{
    public Task HandleAsync(DaysSettled @event, CancellationToken ct) => db.CountAsync(@event.FamilyId, "days", ct);
}

public sealed record NewNote([property: Required] Guid? Subject, [property: Required, StringLength(10)] string Text);

/// <summary>The smallest service on the platform: two handlers of one event, a route that counts, one that publishes, one that fails.</summary>
public static class NotesApp
{
    /// <param name="last">Registrations after the platform's own.</param>
    public static async Task<WebApplication> BuildAsync(
        string[] args, Action<WebApplicationBuilder>? with, string service, bool subscribes, Action<IServiceCollection>? last = null)
    {
        var builder = ServiceHost.Create(args, service, typeof(NotesApp), with);
        builder.AddDatabase<NotesDb, SqliteNotesDb, SqlServerNotesDb>(service);
        builder.Services.AddValidation();
        builder.Services.AddSingleton<Faults>();
        if (subscribes)
        {
            builder.Services.AddEventHandler<FamilyChanged, CountFamilies, NotesDb>();
            builder.Services.AddEventHandler<FamilyChanged, CountFamiliesWithFaults, NotesDb>();
        }

        if (builder.Configuration["Notes:CountDays"] is not null)
        {
            builder.Services.AddEventHandler<DaysSettled, CountDays, NotesDb>();
        }

        builder.Services.AddFigure<NotesDb>("preau.notes.kept", "{note}", "Notes gardées",
            (db, _, ct) => db.CountOverAllAsync<Note>(n => n.Kind == "note", ct));
        builder.AddWatching<NotesDb>(service);
        builder.AddApi(service);
        last?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseApi();
        app.MapWatching<NotesDb>();
        var api = app.MapTenantApi("notes");
        api.MapGet("/notes", async (NotesDb db, CancellationToken ct) => TypedResults.Ok(await db.Notes.AsNoTracking().ToListAsync(ct))).RequireStaff("notes");
        api.MapPost("/notes", async (NewNote note, NotesDb db, CancellationToken ct) =>
        {
            await db.WriteAsync(token => db.CountAsync(note.Subject!.Value, "note", token), ct);
            return TypedResults.NoContent();
        }).RequireStaff("notes");
        api.MapGet("/boom", IResult () => throw new InvalidOperationException("a secret of the house")).RequireOwnerOrStaff("notes");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            // This service of the tests has no migrations: its tables come from the model.
            await scope.ServiceProvider.GetRequiredService<NotesDb>().Database.EnsureCreatedAsync();
        }

        await app.JoinAsync(args);
        return app;
    }

    public static FamilyChanged Family(Guid family, string tenant = "north", long version = 1) =>
        new(tenant, new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc), family, version, "1", "DUPONT Jean", true, [], [], []);
}
