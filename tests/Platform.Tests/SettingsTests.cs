using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class SettingsTests
{
    [Fact]
    public async Task A_document_is_a_new_version_only_when_it_says_something_else()
    {
        await using var host = await Notes.StartAsync();

        Assert.Equal((1, true), await SaveAsync(host, """{ "a": 1, "b": [2] }"""));
        Assert.Equal((1, false), await SaveAsync(host, """{"b":[2],"a":1}"""));
        Assert.Equal((2, true), await SaveAsync(host, """{ "a": 1, "b": [3] }"""));
        Assert.Equal((3, true), await SaveAsync(host, """{ "a": 1, "b": [2] }"""));

        Assert.Equal(["""{"a":1,"b":[2]}""", """{"a":1,"b":[3]}""", """{"a":1,"b":[2]}"""],
            (await host.InAsync("north", db => db.Settings.OrderBy(s => s.Version).Select(s => s.Document).ToListAsync()))
                .Select(d => d.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_latest_version_is_in_force_parsed_once_and_of_this_tenant()
    {
        await using var host = await Notes.StartAsync();
        var parsed = 0;
        Task<SettingsInForce<Rules>?> LoadAsync(string tenant) =>
            host.InAsync(tenant, db => host.Services.GetRequiredService<SettingsCache>().LoadAsync(db, "rules", text =>
            {
                parsed++;
                return JsonSerializer.Deserialize<Rules>(text)!;
            }, CancellationToken.None));

        Assert.Null(await LoadAsync("north"));
        await SaveAsync(host, """{ "Limit": 1 }""");
        var first = await LoadAsync("north");
        Assert.Equal((1L, 1), (first!.Version, first.Rules.Limit));
        Assert.Same(first.Rules, (await LoadAsync("north"))!.Rules);
        Assert.Equal(1, parsed);
        Assert.Null(await LoadAsync("south"));

        await SaveAsync(host, """{ "Limit": 2 }""");
        await SaveAsync(host, """{ "Limit": 9 }""", "south");
        Assert.Equal(2, (await LoadAsync("north"))!.Rules.Limit);
        Assert.Equal(9, (await LoadAsync("south"))!.Rules.Limit);
    }

    [Fact]
    public async Task A_file_taken_again_does_not_undo_what_was_changed_on_screen()
    {
        await using var host = await Notes.StartAsync();
        var file = """{ "Limit": 1 }""";

        await ImportAsync(host, file);
        await SaveAsync(host, """{ "Limit": 5 }""");
        Assert.Equal((1L, false), await ImportAsync(host, file));
        Assert.Equal((3L, true), await ImportAsync(host, """{ "Limit": 2 }"""));
    }

    private static Task<(long, bool)> SaveAsync(ServiceUnderTest host, string document, string tenant = "north") => host.InAsync(tenant, db =>
        db.WriteAsync(ct => db.SaveVersionAsync("rules", JsonDocument.Parse(document).RootElement, "a test", Notes.Now.UtcDateTime, ct),
            CancellationToken.None));

    private static Task<(long, bool)> ImportAsync(ServiceUnderTest host, string document) => host.InAsync("north", db =>
    {
        var root = JsonDocument.Parse(document).RootElement;
        return db.WriteAsync(ct => db.SaveImportedAsync(new TenantFile("north", "north.json", root), "rules", root, Notes.Now.UtcDateTime, ct),
            CancellationToken.None);
    });

    private sealed record Rules(int Limit);
}
