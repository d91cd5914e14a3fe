using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Billing.Tests;

public abstract class SettingsTests(TestDatabase database) : BillingWorld(database)
{
    private const string Route = "/api/biviers/billing/settings";

    [Theory]
    [InlineData("tariffs[0].versions[0].brackets[1].from", "502", "tariffs[0].versions[0].brackets[1].from", "Trou")]
    [InlineData("tariffs[0].versions[0].brackets[1].from", "500.5", "tariffs[0].versions[0].brackets[1].from", "Chevauchement")]
    [InlineData("tariffs[0].versions[0].brackets[0].from", "1", "tariffs[0].versions[0].brackets[0].from", "Trou")]
    [InlineData("tariffs[0].versions[0].brackets[0].below", "null", "tariffs[0].versions[0].brackets[0].below", "")]
    [InlineData("tariffs[0].versions[0].brackets[4].below", "9999", "tariffs[0].versions[0].brackets[4].below", "La dernière tranche")]
    [InlineData("tariffs[0].versions[0].brackets", "[]", "tariffs[0].versions[0].brackets", "")]
    [InlineData("tariffs[0].versions[0].brackets[2].price", "-1", "tariffs[0].versions[0].brackets[2].price", "")]
    [InlineData("tariffs[0].versions[0].brackets[2].price", "\"4,70\"", "tariffs[0].versions[0].brackets[2].price", "")]
    [InlineData("tariffs[0].versions[0].brackets[2].price", "0.00001", "tariffs[0].versions[0].brackets[2].price", "")]
    [InlineData("tariffs[0].versions[0].until", "\"2026-08-31\"", "tariffs[0].versions[0].until", "")]
    [InlineData("tariffs[0].versions[0].flat", "3.80", "tariffs[0].versions[0]", "Un prix et un seul")]
    [InlineData("tariffs[0].cashOffice", "\"nulle-part\"", "tariffs[0].cashOffice", "Régie inconnue")]
    [InlineData("tariffs[0].units[0]", "\"garderie-matin\"", "tariffs[1].units[0]", "")]
    [InlineData("tariffs[0].units[0]", "null", "tariffs[0].units[0]", "")]
    [InlineData("tariffs[1].key", "\"repas\"", "tariffs[1].key", "Deux tarifs")]
    [InlineData("tariffs[3].versions[0].percentOf.tariff", "\"alsh-demi-journee\"", "tariffs[3].versions[0].percentOf.tariff", "")]
    [InlineData("tariffs[3].versions[0].from", "\"2026-08-01\"", "tariffs[3].versions[0].percentOf.tariff", "n’est pas en vigueur")]
    [InlineData("tariffs[3].versions[0].siblingDiscounts[1]", "120", "tariffs[3].versions[0].siblingDiscounts[1]", "")]
    [InlineData("tariffs[0].versions[0].per", "\"quarterHour\"", "tariffs[0].versions[0].plannedQuarters", "")]
    [InlineData("cashOffices[0].mode", "\"title\"", "cashOffices[0].showBalance", "")]
    [InlineData("cashOffices[0].due.days", "30", "cashOffices[0].due", "")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "timeZone", "Fuseau")]
    public async Task A_document_with_an_error_is_refused_as_a_whole_with_the_path(string path, string now, string errorPath, string says)
    {
        var document = JsonNode.Parse(Document())!;
        var (parent, last) = Find(document, path);
        if (last is int i)
        {
            parent[i] = JsonNode.Parse(now);
        }
        else
        {
            parent[(string)last] = JsonNode.Parse(now);
        }

        var response = await PutAsync(1, document);

        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, response);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("settings.invalid", problem.GetProperty("code").GetString());
        Assert.Contains(says, problem.GetProperty("errors").GetProperty(errorPath)[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await AsAgent(Permissions.Settings).GetAsAsync<BillingSettingsView>(Route)).Version);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"tariffs\"")]
    [InlineData("""{"tariffs":{}}""")]
    [InlineData("""{"tariffs":[[]]}""")]
    [InlineData("""{"tariffs":[{"key":"a","label":"A","units":["u"],"cashOffice":"a","versions":[{"from":"2026-01-01","until":"9999-12-31","percentOf":{"tariff":"a","percent":1e300}}]}]}""")]
    [InlineData("""{"tariffs":[{"key":"a","label":"A","units":["u"],"cashOffice":"a","versions":[{"from":"2026-01-01","until":"9999-12-31","flat":1}]},{"key":"b","label":"B","units":["v"],"cashOffice":"a","versions":[{"from":"2026-01-01","percentOf":{"tariff":"a","percent":50}}]}]}""")]
    public async Task A_document_of_another_shape_is_refused(string document) =>
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await PutAsync(1, JsonNode.Parse(document)!));

    [Fact]
    public async Task An_unknown_field_is_refused()
    {
        var document = JsonNode.Parse(Document())!;
        document["tariffs"]![0]!["prix"] = 3;

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await PutAsync(1, document));
    }

    [Fact]
    public async Task A_new_price_reprices_lines_not_invoiced_yet_and_nothing_else()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9), Cell(Louise, "restauration", 10), Cell(Louise, "garderie-matin", 10)));
        await InvoiceAsync(Jean, new DateOnly(2026, 12, 9));
        var document = JsonNode.Parse(Document())!;
        document["tariffs"]![0]!["versions"]![0]!["brackets"]![1]!["price"] = 3.75m;

        var saved = await (await PutAsync(1, document)).ReadAsync<BillingSettingsView>();

        Assert.Equal((2L, "Sophie Perrin"), (saved.Version, saved.By));
        Assert.Equal([("invoiced", 3.60m), ("toBill", 1.10m), ("toBill", 3.75m)], (await ChargesAsync(Jean)).Lines.Select(l => (l.Status, l.Amount)));
    }

    [Fact]
    public async Task An_invoiced_line_keeps_its_price_when_family_or_cell_change()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9)));
        await InvoiceAsync(Jean, new DateOnly(2026, 12, 9));

        await Billing.DeliverAsync(JeanFamily(2, false));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9, CellOutcome.AbsentExcused, version: 2)));

        var line = Assert.Single((await ChargesAsync(Jean)).Lines);
        Assert.Equal((3.60m, "invoiced", "AL-99"), (line.Amount, line.Status, line.InvoiceNumber));
    }

    [Fact]
    public async Task Two_agents_on_the_same_version_do_not_overwrite_each_other()
    {
        var document = JsonNode.Parse(Document())!;
        document["cashOffices"]![0]!["label"] = "Régie unique";
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await PutAsync(1, document));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed", await PutAsync(1, document));
        Assert.Equal(2, (await (await PutAsync(2, document)).ReadAsync<BillingSettingsView>()).Version);
    }

    [Fact]
    public async Task Importing_twice_changes_nothing_and_keeps_what_was_changed_on_screen()
    {
        var document = JsonNode.Parse(Document())!;
        document["cashOffices"]![0]!["label"] = "Régie unique";
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await PutAsync(1, document));

        await Billing.InTenantAsync("biviers", s => ImportAsync(s, "biviers", "tenants"));
        await Billing.InTenantAsync("biviers", s => ImportAsync(s, "biviers", "demo"));

        var view = await AsAgent(Permissions.Settings).GetAsAsync<BillingSettingsView>(Route);
        Assert.Equal((2L, "Régie unique"), (view.Version, view.Document.GetProperty("cashOffices")[0].GetProperty("label").GetString()));
        var counts = await Billing.InTenantAsync("biviers", async s => (Invoices: await Db(s).Invoices.CountAsync(), Payments: await Db(s).Payments.CountAsync(), Versions: await Db(s).Settings.CountAsync()));
        Assert.Equal((2, 1, 2), counts);
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_file_and_path()
    {
        var file = JsonNode.Parse($$"""{"tenant":{},"billing":{{Document()}}}""")!;
        file["billing"]!["tariffs"]![0]!["versions"]![0]!["brackets"]![1]!["from"] = 510;
        var read = TenantFiles.Read("/somewhere/biviers.json", file.ToJsonString(), null);

        var error = await Assert.ThrowsAsync<TenantFileException>(() => Billing.InTenantAsync("biviers", async s =>
        {
            await s.GetServices<ISectionImporter>().Single(i => !i.IsDemo).ImportAsync(read, read.Section("billing")!.Value, default);
            return true;
        }));

        Assert.StartsWith("biviers.json: billing.tariffs[0].versions[0].brackets[1].from: Trou", error.Message, StringComparison.Ordinal);
    }

    private static BillingDb Db(IServiceProvider services) => services.GetRequiredService<BillingDb>();

    private static (JsonNode Parent, object Last) Find(JsonNode node, string path)
    {
        object[] parts = [.. path.Replace("[", ".[", StringComparison.Ordinal).Split('.').Select(p => p[0] == '[' ? (object)int.Parse(p.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture) : p)];
        foreach (var part in parts[..^1])
        {
            node = part is int i ? node[i]! : node[(string)part]!;
        }

        return (node, parts[^1]);
    }

    private Task<HttpResponseMessage> PutAsync(long basedOn, JsonNode document) =>
        AsAgent(Permissions.Settings).PutAsJsonAsync(Route, new SaveBillingSettings(basedOn, JsonSerializer.SerializeToElement(document)));

    private Task<bool> InvoiceAsync(Guid family, DateOnly day) => Billing.InTenantAsync("biviers", async s =>
    {
        var invoice = new Accounts.Invoice { Id = Guid.NewGuid(), Number = "AL-99", CashOffice = "garderie-alsh", FamilyId = family, Date = day, DueDate = day, PeriodFrom = day, PeriodTo = day, Amount = 3.60m };
        Db(s).Invoices.Add(invoice);
        (await Db(s).Charges.SingleAsync(c => c.FamilyId == family && c.Date == day)).InvoiceId = invoice.Id;
        await Db(s).SaveChangesAsync();
        return true;
    });
}

public sealed class SettingsOnSqlite() : SettingsTests(TestDatabase.Sqlite);

public sealed class SettingsOnSqlServer() : SettingsTests(TestDatabase.SqlServer);
