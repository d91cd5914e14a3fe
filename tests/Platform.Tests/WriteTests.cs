using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class WriteTests
{
    [Fact]
    public async Task A_change_that_met_an_existing_row_runs_again_from_the_start()
    {
        await using var host = await Notes.StartAsync();
        var subject = Guid.NewGuid();
        await host.InAsync("north", db => db.WriteAsync(ct => AddAsync(db, subject), CancellationToken.None));
        var runs = 0;

        await host.InAsync("north", db => db.WriteAsync(ct => AddAsync(db, ++runs == 1 ? subject : Guid.NewGuid()), CancellationToken.None));

        Assert.Equal(2, runs);
        Assert.Equal(2, await host.InAsync("north", db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task After_the_last_run_the_conflict_is_told()
    {
        await using var host = await Notes.StartAsync();
        var subject = Guid.NewGuid();
        await host.InAsync("north", db => db.WriteAsync(ct => AddAsync(db, subject), CancellationToken.None));
        var runs = 0;

        await Assert.ThrowsAsync<DbUpdateException>(() => host.InAsync("north", db => db.WriteAsync(ct =>
        {
            runs++;
            return AddAsync(db, subject);
        }, CancellationToken.None)));

        Assert.Equal(TenantDb.Attempts, runs);
        Assert.Equal(1, await host.InAsync("north", db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task A_text_longer_than_its_column_of_SQL_Server_fails_in_tests_on_SQLite_too()
    {
        await using var host = await Notes.StartAsync();

        var error = await Assert.ThrowsAsync<DbUpdateException>(() => host.InAsync("north", db => db.WriteAsync(ct =>
        {
            db.Notes.Add(new Note { Subject = Guid.NewGuid(), Kind = "long", Text = new string('x', 201) });
            return Task.FromResult(true);
        }, CancellationToken.None)));

        Assert.Equal("Note.Text: 201 where SQL Server's column takes 200.", error.Message);
        Assert.Equal(0, await host.InAsync("north", db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task What_is_wrong_and_not_merely_late_is_tried_once()
    {
        await using var host = await Notes.StartAsync();
        var runs = 0;

        await Assert.ThrowsAsync<DbUpdateException>(() => host.InAsync("north", db => db.WriteAsync(async ct =>
        {
            runs++;
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER Refuse BEFORE INSERT ON Notes BEGIN SELECT RAISE(ABORT, 'refused by a rule of the database'); END",
                ct);
            return await AddAsync(db, Guid.NewGuid());
        }, CancellationToken.None)));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Two_hundred_writers_of_one_row_all_count()
    {
        await using var host = await Notes.StartAsync();
        var subject = Guid.NewGuid();
        using var agent = host.Client(Tokens.Agent("north", "notes"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => agent.PostAsJsonAsync("/api/north/notes/notes", new NewNote(subject, "x"))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.StatusCode));
        Assert.Equal(200, await host.CountAsync(subject, "note"));
    }

    private static Task<Note> AddAsync(NotesDb db, Guid subject) => Task.FromResult(db.Notes.Add(new Note { Subject = subject, Kind = "k" }).Entity);
}
