using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>What was billed keeps the price it was billed by; what lacks an address isn't billed.</summary>
public sealed class UsedTariffTests() : BillingWorld(TestDatabase.Sqlite)
{
    private const string Api = "/api/biviers/billing";

    [Fact]
    public async Task A_version_that_was_billed_changes_neither_by_form_nor_by_file_but_may_end()
    {
        await Billing.DeliverAsync(Canteen());
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 3)));
        await IssueAsync(Day(12, 1), Day(12, 31));

        foreach (var change in (Action<JsonNode>[])[d => Repas(d)["brackets"]![1]!["price"] = 3.70m, d => Repas(d)["until"] = "2026-12-02",
            d => d["tariffs"]![0]!["units"] = new JsonArray("autre")])
        {
            var document = JsonNode.Parse(Communes.Document("biviers"))!;
            change(document);
            var answer = await PutAsync(document);
            await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, answer);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("tariff.used", problem.GetProperty("code").GetString());
            Assert.Contains("3\u00A0décembre 2026", problem.GetProperty("errors").EnumerateObject().Single().Value[0].GetString(), StringComparison.Ordinal);
            await Assert.ThrowsAsync<TenantFileException>(() => ImportAsync(document));
        }

        var next = JsonNode.Parse(Communes.Document("biviers"))!;
        var later = Repas(next).DeepClone();
        Repas(next)["until"] = "2026-12-31";
        (later["from"], later["brackets"]![1]!["price"]) = ("2027-01-01", 3.80m);
        next["tariffs"]![0]!["versions"]!.AsArray().Add(later);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await PutAsync(next));
    }

    [Fact]
    public async Task A_payer_without_an_address_is_listed_and_billed_once_it_has_one()
    {
        await Billing.DeliverAsync(Canteen());
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily() with { Address = null });
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 3)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3)));

        var run = await IssueAsync(Day(12, 1), Day(12, 31));

        Assert.Equal((1, 3.60m), (run.Run.Invoices, run.Run.Amount));
        var draft = await DraftAsync(Day(12, 1), Day(12, 31));
        Assert.Equal((0, 1, 6.40m), (draft.Totals.ToIssue, draft.Totals.Blocked, draft.Totals.BlockedAmount));
        Assert.Equal((1, true), draft.Anomalies.Where(a => a.Key == "noAddress").Select(a => (a.Count, a.Blocks)).Single());
        var agent = AsAgent(Permissions.Billing);
        Assert.Equal("MOREAU Claire", Assert.Single((await agent.GetAsAsync<RunPayers>($"{Api}/runs/{draft.Run.Id}/payers?kind=blocked")).Payers).Payer);

        await Billing.DeliverAsync(MoreauFamily() with { Version = 2 });

        Assert.Equal(1, (await RunAsync(draft.Run.Id)).Totals.ToIssue);
    }

    private static JsonNode Repas(JsonNode document) => document["tariffs"]![0]!["versions"]![0]!;

    private Task<HttpResponseMessage> PutAsync(JsonNode document) =>
        AsAgent(Permissions.Settings).PutAsJsonAsync($"{Api}/settings", new SaveSection(1, JsonSerializer.SerializeToElement(document)));

    private Task<bool> ImportAsync(JsonNode document) => Billing.InTenantAsync("biviers", async s =>
    {
        var file = (await TenantFiles.ReadAsync(Path.Combine(Communes.Deploy, "tenants"), default)).Single(f => f.Slug == "biviers");
        await s.GetServices<ISectionImporter>().Single(i => i.Section == "billing" && !i.IsDemo)
            .ImportAsync(file, JsonSerializer.SerializeToElement(document), default);
        return true;
    });
}
