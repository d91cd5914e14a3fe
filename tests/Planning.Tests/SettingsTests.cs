using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class SettingsTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    [Theory]
    [MemberData(nameof(PlanningWorld.Communes), MemberType = typeof(PlanningWorld))]
    public async Task A_communes_file_comes_in_goes_out_and_in_again_unchanged(string tenant)
    {
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(PlanningWorld.Deploy("tenants"), tenant + ".json"))).RootElement
            .GetProperty("planning");
        var services = file.GetProperty("facilities").EnumerateArray().Sum(f => f.GetProperty("services").GetArrayLength());
        var units = file.GetProperty("facilities").EnumerateArray().SelectMany(f => f.GetProperty("services").EnumerateArray())
            .Sum(s => s.GetProperty("units").GetArrayLength());
        var agent = World.Agent(tenant);
        var before = await agent.GetAsAsync<SectionView>($"/api/{tenant}/planning/settings");

        var saved = await (await agent.PutAsJsonAsync($"/api/{tenant}/planning/settings", new SaveSection(before.Version, before.Document)))
            .ReadAsync<SectionView>();

        Assert.True(JsonElement.DeepEquals(file, before.Document));
        Assert.Equal(before.Version, saved.Version);
        var told = await Eventually.SeeAsync(
            () => Task.FromResult(World.Service.Published.OfType<ServiceChanged>().Where(e => e.Tenant == tenant && e.Version == before.Version).ToList()),
            e => e.Count >= services);
        Assert.Equal((services, units), (told.Count, told.Sum(e => e.Units.Length)));
    }

    [Theory]
    [InlineData("zone", "\"D\"", "planning.zone: \"D\" ne va pas ; il faut A ou B ou C ou corse ou ")]
    [InlineData("facilities.0.services.1.units.2.pools.0", "\"piscine\"",
        "planning.facilities[0].services[1].units[2].pools[0]: cet accueil n’a pas de places « piscine ».")]
    [InlineData("facilities.1.services.0.rule", "\"cantine\"", "planning.facilities[1].services[0].rule: il n’y a pas de règle « cantine » ; il y a ")]
    [InlineData("facilities.1.services.0.key", "\"restauration\"", "planning.facilities[1].services[1].key: la clé « restauration » sert deux fois.")]
    [InlineData("facilities.1.services.0.key", "\"La cantine\"",
        "planning.facilities[1].services[0].key: \"La cantine\" ne va pas ; il faut 1 à 64 lettres minuscules, chiffres et tirets.")]
    [InlineData("facilities.0.pools.0.capacity", "-1", "planning.facilities[0].pools[0].capacity: -1 ne va pas ; il faut un nombre entier de 0 à 100 000.")]
    [InlineData("facilities.0.pools.0.capacity", "\"12\"",
        "planning.facilities[0].pools[0].capacity: \"12\" ne va pas ; il faut un nombre entier de 0 à 100 000.")]
    [InlineData("facilities.0.pools.0.capacity", "null",
        "planning.facilities[0].pools[0].capacity: rien n’est donné (null) ; donnez une valeur, ou retirez le réglage.")]
    [InlineData("facilities.0.pools.0.places", "12",
        "planning.facilities[0].pools[0].places: ce réglage n’existe pas ; il y a ici key, label, capacity, ages.")]
    [InlineData("facilities.0.pools.0", "{ \"key\": \"a\", \"label\": \"A\" }", "planning.facilities[0].pools[0]: il manque « capacity » (nombre de places).")]
    [InlineData("facilities.0.services", "[1]", "planning.facilities[0].services[0]: 1 ne va pas ; il faut un objet { … }.")]
    [InlineData("rules.mercredi.0.deadlines.book.anchor", "\"lundi\"",
        "planning.rules.mercredi[0].deadlines.book.anchor: \"lundi\" ne va pas ; il faut un genre de limite : daysBefore, ")]
    [InlineData("rules.mercredi.0.deadlines.book.time", "\"25:00\"",
        "planning.rules.mercredi[0].deadlines.book.time: \"25:00\" ne va pas ; il faut une heure comme \"16:30\".")]
    [InlineData("rules.mercredi.0.full", "\"maybe\"", "planning.rules.mercredi[0].full: \"maybe\" ne va pas ; il faut refuse ou toAgent ou waitingList.")]
    [InlineData("absenceReasons.0.latePercent", "400", "planning.absenceReasons[0].latePercent: 400 ne va pas ; il faut un nombre entier de 1 à 300.")]
    [InlineData("closures.0.last", "\"2026-02-30\"", "planning.closures[0].last: \"2026-02-30\" ne va pas ; il faut une date comme \"2026-12-24\".")]
    [InlineData("closures.0.last", "\"2020-01-01\"", "planning.closures[0].last: le dernier jour vient avant le premier.")]
    public async Task A_wrong_document_is_refused_with_its_path_and_changes_nothing(string path, string value, string error)
    {
        var agent = World.Agent(Biviers);
        var before = await agent.GetAsAsync<SectionView>("/api/biviers/planning/settings");
        var document = JsonNode.Parse(before.Document.GetRawText())!;
        var steps = path.Split('.');
        var place = steps[..^1].Aggregate(document, (node, step) => (int.TryParse(step, out var i) ? node[i] : node[step])!);
        if (int.TryParse(steps[^1], out var index))
        {
            place[index] = JsonNode.Parse(value);
        }
        else
        {
            place[steps[^1]] = JsonNode.Parse(value);
        }

        var response = await agent.PutAsJsonAsync("/api/biviers/planning/settings", new { basedOn = before.Version, document });

        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode.BadRequest, "settings.invalid"), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.StartsWith(error, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var after = await agent.GetAsAsync<SectionView>("/api/biviers/planning/settings");
        Assert.Equal(before.Version, after.Version);
        Assert.True(JsonElement.DeepEquals(before.Document, after.Document));
    }

    [Fact]
    public async Task Taking_the_communes_file_again_at_a_restart_keeps_what_an_agent_changed()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.SetCapacityAsync(Biviers, "repas-maternelle", 12);

        await world.Service.InTenantAsync(Biviers, async scope =>
        {
            var importer = scope.GetServices<ISectionImporter>().Single(i => i is { Section: "planning", IsDemo: false });
            var file = (await TenantFiles.ReadAsync(PlanningWorld.Deploy("tenants"), default)).Single(f => f.Slug == Biviers);
            await importer.ImportAsync(file, file.Section("planning")!.Value, default);
            return true;
        });

        var view = await world.Agent(Biviers).GetAsAsync<SectionView>("/api/biviers/planning/settings");
        Assert.Equal(2, view.Version);
        Assert.Contains("\"capacity\":12", view.Document.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_takes_a_communes_section_out_into_its_file_beside_those_of_other_services()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.SetCapacityAsync(Biviers, "repas-maternelle", 13);
        var path = Path.Combine(Directory.CreateTempSubdirectory("preau-export-").FullName, "biviers.json");
        await File.WriteAllTextAsync(path, """{"billing":{"timeZone":"Europe/Paris"},"planning":{"zone":"B"}}""");

        await world.Service.Services.ExportTenantFileAsync(Biviers, path);

        var file = JsonDocument.Parse(await File.ReadAllTextAsync(path)).RootElement;
        var inForce = (await world.Agent(Biviers).GetAsAsync<SectionView>("/api/biviers/planning/settings")).Document;
        Assert.True(JsonElement.DeepEquals(inForce, file.GetProperty("planning")));
        Assert.Equal("Europe/Paris", file.GetProperty("billing").GetProperty("timeZone").GetString());
        await Assert.ThrowsAsync<TenantFileException>(() => world.Service.Services.ExportTenantFileAsync("nulle-part", path));
        await File.WriteAllTextAsync(path, "ceci n’est pas du JSON");
        await Assert.ThrowsAsync<TenantFileException>(() => world.Service.Services.ExportTenantFileAsync(Biviers, path));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        var agent = World.Agent(Pays);
        var view = await agent.GetAsAsync<SectionView>("/api/pays-saint-marcellin/planning/settings");
        await World.SetCapacityAsync(Pays, "chatte-restauration", 97);

        var late = await agent.PutAsJsonAsync("/api/pays-saint-marcellin/planning/settings", new SaveSection(view.Version, view.Document));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed", late);
        await World.SetCapacityAsync(Pays, "chatte-restauration", 96);
    }

    [Fact]
    public void A_rule_version_holds_for_the_days_from_its_date_on()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(PlanningWorld.Deploy("tenants"), "pays-saint-marcellin.json")))!["planning"]!;
        file["rules"]!["periscolaire"]!.AsArray()
            .Add(JsonNode.Parse("""{ "validFrom": "2027-01-04", "deadlines": { "book": { "anchor": "previousOpenDay", "time": "11:00" } } }"""));

        var service = ReadRules.Parse(file.ToJsonString()).Services["chatte-restauration"];

        Assert.Equal(new DateTimeOffset(2026, 12, 17, 0, 0, 0, TimeSpan.FromHours(1)), service.Day(new DateOnly(2026, 12, 18)).Book.ClosesAt);
        // The first day back: the last open day is before the holidays.
        Assert.Equal(new DateTimeOffset(2026, 12, 18, 11, 1, 0, TimeSpan.FromHours(1)), service.Day(new DateOnly(2027, 1, 4)).Book.ClosesAt);
    }
}

public sealed class SettingsOnSqlite(SharedWorld shared) : SettingsTests(shared, TestDatabase.Sqlite);

public sealed class SettingsOnSqlServer(SharedWorld shared) : SettingsTests(shared, TestDatabase.SqlServer);
