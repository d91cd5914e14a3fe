using System.Text.Json.Nodes;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A commune whose canteen is enrolled on days of the week and books them, and whose Wednesday centre asks two pieces.</summary>
public sealed class EnrolmentWorld : IAsyncDisposable
{
    private PlanningWorld? _world;

    public async Task<PlanningWorld> StartAsync(TestDatabase database)
    {
        if (_world is null)
        {
            _world = await PlanningWorld.StartAsync(database);
            await _world.ChangeSettingsAsync(PlanningWorld.Biviers, document =>
            {
                var services = document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).ToDictionary(s => (string)s!["key"]!);
                services["restauration"]!["enrolment"] = JsonNode.Parse("""{ "decision": "automatic", "weekdays": true, "books": true }""");
                services["alsh-mercredi"]!["enrolment"] = JsonNode.Parse("""
                    { "residentsOnly": true, "help": "Pour les mercredis.", "pieces": [
                      { "key": "assurance", "label": "Attestation d’assurance", "atCounter": false },
                      { "key": "fiche", "label": "Fiche sanitaire", "help": "Signée par le médecin." },
                      { "key": "photo", "label": "Photo", "required": false } ] }
                    """);
                services["garderie-matin"]!["enrolment"] = JsonNode.Parse("""{ "capacity": 1 }""");
            });
        }

        return _world;
    }

    public ValueTask DisposeAsync() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;
}
