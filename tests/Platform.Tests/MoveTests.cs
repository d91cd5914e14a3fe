using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Platform.Moving;
using Preau.Testing;

namespace Preau.Platform.Tests;

/// <summary>A tenant's rows from one database into another: whole or not at all.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly string _way = Directory.CreateTempSubdirectory("preau-way-").FullName;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public void Dispose() => Directory.Delete(_way, recursive: true);

    [Fact]
    public async Task All_rows_of_one_tenant_come_in_and_sealed_ones_open_with_the_other_sides_key()
    {
        await using var from = await StartAsync();
        await using var to = await StartAsync();
        var secret = await FillAsync(from);

        var said = await from.Services.MoveOutAsync("north", _way);
        await to.Services.MoveInAsync(_way);

        Assert.StartsWith("notes: 4 rows of 3 tables", said, StringComparison.Ordinal);
        Assert.Equal(await NotesOfAsync(from), await NotesOfAsync(to));
        var (here, there) = (await TextAsync(from, secret), await TextAsync(to, secret));
        Assert.NotEqual(here, there);
        Assert.Equal("asthme", to.Services.GetRequiredService<Vault>().OpenText(Convert.FromBase64String(there[Vault.TextMark.Length..]), "north", secret));
        Assert.DoesNotContain("asthme", await File.ReadAllTextAsync(Path.Combine(_way, "notes", "Notes.jsonl")), StringComparison.Ordinal);
        Assert.Equal(0, await to.InAsync("south", db => db.Notes.CountAsync()));
    }

    [Fact]
    public async Task A_tenant_that_is_here_already_is_refused_and_nothing_of_it_changes()
    {
        await using var from = await StartAsync();
        await FillAsync(from);
        await from.Services.MoveOutAsync("north", _way);
        var before = await NotesOfAsync(from);

        var e = await Assert.ThrowsAsync<TenantFileException>(() => from.Services.MoveInAsync(_way));

        Assert.Contains("'north' here already", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, await NotesOfAsync(from));
    }

    [Theory]
    [InlineData("\"Count\":1", "\"Count\":2", "another sum")]
    [InlineData("\"Count\":1", "\"Number\":1", "no row of this table")]
    [InlineData("{", "", "no row of this table")]
    public async Task A_file_that_was_changed_on_the_way_is_refused_whole(string was, string becomes, string says)
    {
        await using var from = await StartAsync();
        await using var to = await StartAsync();
        await FillAsync(from);
        await from.Services.MoveOutAsync("north", _way);
        var file = Path.Combine(_way, "notes", "Notes.jsonl");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(was, becomes, StringComparison.Ordinal));

        var e = await Assert.ThrowsAsync<TenantFileException>(() => to.Services.MoveInAsync(_way));

        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.Empty(await NotesOfAsync(to));
    }

    [Fact]
    public async Task Another_key_or_none_is_said_and_takes_nothing_in()
    {
        await using var from = await StartAsync();
        await using var to = await StartAsync(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await using var without = await StartAsync("");
        await FillAsync(from);
        await from.Services.MoveOutAsync("north", _way);

        Assert.Contains("key that is not known", (await Assert.ThrowsAsync<TenantFileException>(() => to.Services.MoveInAsync(_way))).Message,
            StringComparison.Ordinal);
        Assert.Contains("Transfer:Key", (await Assert.ThrowsAsync<TenantFileException>(() => without.Services.MoveInAsync(_way))).Message,
            StringComparison.Ordinal);
        Assert.Empty(await NotesOfAsync(to));
    }

    [Fact]
    public async Task A_tenant_that_is_not_archived_or_has_events_waiting_does_not_leave()
    {
        await using var host = await StartAsync();
        await FillAsync(host, archived: false);
        Assert.Contains("is not archived", (await Assert.ThrowsAsync<TenantFileException>(() => host.Services.MoveOutAsync("north", _way))).Message,
            StringComparison.Ordinal);

        await ArchiveAsync(host);
        await host.InAsync("north", async db =>
        {
            db.Outbox.Add(new OutboxMessage
            {
                MessageId = Guid.NewGuid(),
                Type = "FamilyChanged",
                Body = """{"tenant":"north"}""",
                NextAttemptAt = long.MaxValue
            });
            return await db.SaveChangesAsync();
        });
        Assert.Contains("1 events of 'north'", (await Assert.ThrowsAsync<TenantFileException>(() => host.Services.MoveOutAsync("north", _way))).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_way));
    }

    private Task<ServiceUnderTest> StartAsync(string? key = null) =>
        Notes.StartAsync(s => s.AddSingleton<Vault>(), subscribes: false, ("Transfer:Key", key ?? _key),
            ("Certificates:Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    /// <summary>Three notes of north, one of them sealed, and one of south; gives the sealed one's subject.</summary>
    private static async Task<Guid> FillAsync(ServiceUnderTest host, bool archived = true)
    {
        var secret = Guid.NewGuid();
        var box = host.Services.GetRequiredService<Vault>().Seal("asthme", "north", secret);
        await host.InAsync("north",
            db => AddAsync(db, new Note { Subject = secret, Kind = "k", Count = 1, Text = Vault.TextMark + Convert.ToBase64String(box) },
            new Note { Subject = Guid.NewGuid(), Kind = "é « \" »", Count = 1, Text = "deux\nlignes" },
            new Note { Subject = Guid.NewGuid(), Kind = "k", Count = 1 }));
        await host.InAsync("south", db => AddAsync(db, new Note { Subject = secret, Kind = "k" }));
        if (archived)
        {
            await ArchiveAsync(host);
        }

        return secret;
    }

    private static Task<int> ArchiveAsync(ServiceUnderTest host) => host.InAsync("north", db =>
    {
        db.Settings.Add(new SettingsVersion
        {
            Section = TakeTenant<NotesDb>.Section,
            Version = 1,
            Document = "{}",
            At = Notes.Now.UtcDateTime,
            By = "Archived"
        });
        return db.SaveChangesAsync();
    });

    private static Task<int> AddAsync(NotesDb db, params Note[] notes)
    {
        db.Notes.AddRange(notes);
        return db.SaveChangesAsync();
    }

    private static Task<List<string>> NotesOfAsync(ServiceUnderTest host) => host.InAsync("north", async db =>
        (await db.Notes.AsNoTracking().ToListAsync())
            .Select(n => $"{n.Subject} {n.Kind} {n.Count} {(n.Text?.StartsWith(Vault.TextMark, StringComparison.Ordinal) == true ? "sealed" : n.Text)}")
            .Order(StringComparer.Ordinal).ToList());

    private static Task<string> TextAsync(ServiceUnderTest host, Guid subject) =>
        host.InAsync("north", db => db.Notes.Where(n => n.Subject == subject).Select(n => n.Text!).SingleAsync());
}
