using System.Net.Http.Json;
using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Changes the draft as an agent’s page does.</summary>
public abstract class SetupActs
{
    protected const string Api = "/api/biviers/planning/settings";

    protected static async Task<SettingsDraftView> ChangeAsync(HttpClient agent, SettingsDraftView seen, params (string Path, string Json)[] changes) =>
        await (await PatchAsync(agent, seen, changes)).ReadAsync<SettingsDraftView>();

    protected static Task<HttpResponseMessage> PatchAsync(HttpClient agent, SettingsDraftView seen, params (string Path, string Json)[] changes) =>
        agent.PatchAsJsonAsync($"{Api}/draft",
            new ChangeDraft(seen.Revision, [.. changes.Select(c => new DraftChange(c.Path, JsonDocument.Parse(c.Json).RootElement))]));
}
