using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;

namespace Preau.Platform.Tests;

public sealed class TenantFileTests
{
    private const string Schema = """
        {
          "type": "object", "additionalProperties": false, "required": ["notes"],
          "properties": { "notes": { "type": "object", "additionalProperties": false, "properties": {
            "units": { "type": "array", "items": { "type": "object", "required": ["key"], "properties": { "key": { "type": "string" }, "price": { "anyOf": [ { "type": "number" }, { "type": "null" } ] } } } } } } }
        }
        """;

    [Theory]
    [InlineData("{\n  \"notes\": {\n    oops\n  }\n}", "north.json: line 3, column 5: not JSON.")]
    [InlineData("", "north.json: line 1, column 1: not JSON.")]
    [InlineData("""{ "notes": { "units": [{ "key": "a" }, { "key": "b", "key": "c" }] } }""", "north.json: notes.units[1].key: the name stands there twice.")]
    [InlineData("{}", "north.json: notes: ")]
    [InlineData("""{ "notes": { "unit": [] } }""", "north.json: notes.unit: ")]
    [InlineData("""{ "notes": { "units": [{ "key": "a" }, { "key": 2 }] } }""", "north.json: notes.units[1].key: ")]
    [InlineData("""{ "notes": { "units": [{ "price": 1 }] } }""", "north.json: notes.units[0].key: ")]
    [InlineData("""{ "notes": { "units": [{ "key": "a", "price": "1,20" }] } }""", "north.json: notes.units[0].price: ")]
    public async Task An_error_names_the_file_and_the_place_in_it(string text, string error)
    {
        var schema = await JsonSchema.FromJsonAsync(Schema);

        Assert.StartsWith(error, Assert.Throws<TenantFileException>(() => TenantFiles.Read("/some/where/north.json", text, schema)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_tenants_rules_are_taken_before_any_demonstration_data_each_in_its_tenant()
    {
        using var folder = new Folder(("rules/north.json", """{ "notes": { "n": 1 } }"""), ("rules/south.json", """{ "notes": { "n": 2 }, "other": {} }"""),
            ("demo/north.json", """{ "notes": { "n": 3 } }"""));
        var taken = new List<string>();

        await using var host = await Notes.StartAsync(s =>
        {
            s.AddScoped<ISectionImporter>(sp => new Importer(taken, sp.GetRequiredService<Tenant>(), isDemo: true));
            s.AddScoped<ISectionImporter>(sp => new Importer(taken, sp.GetRequiredService<Tenant>(), isDemo: false));
        }, settings: [("Tenants:Directory", folder.In("rules")), ("Demo:Directory", folder.In("demo"))]);

        Assert.Equal(["rules north 1", "rules south 2", "demo north 3"], taken);
    }

    [Fact]
    public async Task A_wrong_file_keeps_every_file_out()
    {
        using var folder = new Folder(("schema.json", Schema), ("north.json", """{ "notes": {} }"""), ("south.json", """{ "notes": { "units": 1 } }"""));
        var taken = new List<string>();

        var error = await Assert.ThrowsAsync<TenantFileException>(() => Notes.StartAsync(
            s => s.AddScoped<ISectionImporter>(sp => new Importer(taken, sp.GetRequiredService<Tenant>(), isDemo: false)),
            settings: [("Tenants:Directory", folder.In(""))]));

        Assert.StartsWith("south.json: notes.units: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(taken);
    }

    private sealed class Importer(List<string> taken, Tenant tenant, bool isDemo) : ISectionImporter
    {
        public string Section => "notes";

        public bool IsDemo => isDemo;

        public Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
        {
            Assert.Equal(file.Slug, tenant.Slug);
            taken.Add($"{(isDemo ? "demo" : "rules")} {file.Slug} {(section.TryGetProperty("n", out var n) ? n : default)}");
            return Task.CompletedTask;
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("preau-files-").FullName;

        public Folder(params (string Name, string Text)[] files)
        {
            foreach (var (name, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
                File.WriteAllText(In(name), text);
            }
        }

        public string In(string name) => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
