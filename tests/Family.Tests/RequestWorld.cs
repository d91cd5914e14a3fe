using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Jean and Jeanne ask, an agent decides.</summary>
public abstract class RequestWorld(TestDatabase database) : IAsyncLifetime
{
    protected const string Api = "/api/biviers/family";
    protected static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    protected static readonly Guid Jeanne = Guid.Parse("10000000-0000-0000-0000-000000000002");
    protected static readonly Guid JeanHimself = Guid.Parse("20000000-0000-0000-0000-000000000001");
    protected static readonly Guid JeanneHerself = Guid.Parse("20000000-0000-0000-0000-000000000002");
    protected static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private readonly string _tenants = Directory.CreateTempSubdirectory("preau-requests-").FullName;
    private readonly string _demo = Directory.CreateTempSubdirectory("preau-demo-").FullName;

    protected ServiceUnderTest Family { get; private set; } = null!;

    protected HttpClient AsJean => Family.Client(Tokens.Guardian("biviers", Jean, "Jean Dupont", JeanHimself));

    protected HttpClient AsJeanne => Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont", JeanneHerself));

    public async ValueTask InitializeAsync()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "deploy", "tenants", "biviers.json")))!;
        file["family"]!["sections"] = JsonNode.Parse("""{ "caf": "obligatory", "sanitaires": "obligatory" }""");
        file["family"]!["fields"] = JsonNode.Parse(
            """{ "section.sanitaires": { "mode": "editable", "automatic": false }, "guardian.employer": { "mode": "shown" } }""");
        file["family"]!["confirmFrom"] = "09-01";
        file["family"]!["consents"] = JsonNode.Parse(
            """[{ "key": "photos", "label": "Photos", "text": "Des photos de groupe sur le site de la commune.", "version": 2 }]""");
        await File.WriteAllTextAsync(Path.Combine(_tenants, "biviers.json"), file.ToJsonString());
        // The demonstration's families, with nothing asked or answered yet.
        var demo = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root(AppContext.BaseDirectory), "deploy", "demo", "biviers.json")))!;
        demo["family"]!.AsObject().Remove("requests");
        foreach (var family in demo["family"]!["families"]!.AsArray())
        {
            family!.AsObject().Remove("sections");
        }

        await File.WriteAllTextAsync(Path.Combine(_demo, "biviers.json"), new JsonObject { ["family"] = demo["family"]!.DeepClone() }.ToJsonString());
        Family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
            ("Tenants:Directory", _tenants), ("Demo:Directory", _demo));
    }

    public async ValueTask DisposeAsync()
    {
        await Family.DisposeAsync();
        Directory.Delete(_tenants, recursive: true);
        Directory.Delete(_demo, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static Task ProblemAsync(HttpStatusCode status, string code, HttpResponseMessage answer) => HttpAssert.ProblemAsync(status, code, answer);

    protected HttpClient AsAgent(params string[] permissions) => Family.Client(Tokens.Agent("biviers", permissions));

    protected static Task<HttpResponseMessage> TryAskAsync(HttpClient client, string form, Guid? child, params FieldValue[] values) =>
        client.PostAsJsonAsync($"{Api}/me/requests", new AskChange(Guid.NewGuid(), form, child, values));

    protected static async Task<FamilyRequestView> AskAsync(HttpClient client, string form, Guid? child, params FieldValue[] values) =>
        await (await TryAskAsync(client, form, child, values)).ReadAsync<FamilyRequestView>();

    protected Task<HttpResponseMessage> TryDecideAsync(FamilyRequestView request, string? reason, params Guid[] accepted) =>
        AsAgent(Permissions.Requests, Permissions.Families).PostAsJsonAsync($"{Api}/requests/{request.Id}/decision", new DecideFamilyRequest(accepted, reason));

    protected async Task DecideAsync(FamilyRequestView request, params Guid[] accepted) =>
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await TryDecideAsync(request, null, accepted));

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
