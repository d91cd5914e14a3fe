using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Billing.Tests;

public abstract class SettingsTests(TestDatabase database) : BillingWorld(database)
{
    private const string Route = "/api/biviers/billing/settings";

    [Fact]
    public async Task The_head_of_an_office_is_set_checked_and_stands_on_what_is_issued_after()
    {
        var agent = AsAgent(Permissions.Settings);
        const string offices = "/api/biviers/billing/offices";
        var view = await agent.GetAsAsync<OfficePartsView>(offices);
        var part = Assert.Single(view.Offices).Collecting!.Value;
        Assert.Equal("04 65 71 12 34", part.GetProperty("phone").GetString());
        var head = JsonNode.Parse(part.GetRawText())!;
        foreach (var (field, wrong) in new (string, JsonNode)[]
        {
            ("siret", "123"), ("phone", "appelez-nous"), ("email", "regie"), ("email", "a b@c.fr"), ("hours", " "), ("chequeOrder", ""),
            ("address", new JsonArray(new string('x', 61))), ("mentions", new JsonArray("")),
        })
        {
            var copy = head.DeepClone();
            copy[field] = wrong;
            var refused = await agent.PutAsJsonAsync($"{offices}/garderie-alsh/collecting",
                new SaveOfficePart(view.Version, JsonSerializer.SerializeToElement(copy)));
            await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, refused);
            Assert.Contains($"cashOffices[0].collecting.{field}", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        (head["phone"], head["hours"], head["address"]) =
            ("04 76 00 00 00", "le mardi de 9 h à 12 h", new JsonArray("Ville de Biviers", "1 place Neuve", "38330 Biviers"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"{offices}/garderie-alsh/collecting", new SaveOfficePart(view.Version, JsonSerializer.SerializeToElement(head))));
        var rules = Preau.Billing.Tariffs.BillingRules.Parse((await agent.GetAsAsync<SectionView>(Route)).Document.GetRawText());
        Assert.Equal(
            ["Régie garderie ALSH", "Ville de Biviers", "1 place Neuve", "38330 Biviers", "Téléphone : 04 76 00 00 00", "Courriel : enfance@biviers.example",
                "Ouvert : le mardi de 9 h à 12 h"],
            rules.CashOffices["garderie-alsh"].Head.Select(l => l.Replace('\u00A0', ' ')));
    }

    [Fact]
    public async Task The_due_rule_of_an_office_is_set_checked_and_dates_the_next_run()
    {
        await Billing.DeliverAsync(JeanFamily());
        var agent = AsAgent(Permissions.Settings);
        const string offices = "/api/biviers/billing/offices";
        var view = await agent.GetAsAsync<OfficePartsView>(offices);
        Assert.Equal(0, Assert.Single(view.Offices).Due!.Value.GetProperty("endOfMonth").GetInt32());
        Task<HttpResponseMessage> SaveAsync(object due) =>
            agent.PutAsJsonAsync($"{offices}/garderie-alsh/due", new SaveOfficePart(view.Version, JsonSerializer.SerializeToElement(due)));
        foreach (var wrong in new object[] { new { days = 366 }, new { endOfMonth = 13 }, new { days = -1 }, new { days = 3, endOfMonth = 1 }, new { } })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await SaveAsync(wrong));
        }

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await SaveAsync(new { days = 45 }));
        Assert.Equal(new DateOnly(2027, 1, 22), (await DraftAsync(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31))).Run.DueDate);
    }

    public static TheoryData<string> Towns => [.. Communes.All];

    [Theory]
    [MemberData(nameof(Towns))]
    public void Invoices_of_every_commune_have_a_full_head(string commune)
    {
        var rules = Preau.Billing.Tariffs.BillingRules.Parse(Communes.Document(commune));

        Assert.NotEmpty(rules.CashOffices);
        foreach (var office in rules.CashOffices.Values)
        {
            var head = office.Collecting!;
            Assert.True(head.Address!.Length >= 3, office.Key);
            Assert.Matches(@"^\d{5} ", head.Address[^1]);
            Assert.Matches("^[0-9]{14}$", head.Siret!);
            Assert.All([head.Phone, head.Email, head.Hours], text => Assert.NotNull(text));
            // Where to complain and appeal, and what becomes of the data.
            Assert.Contains(head.Mentions!, m => m.Contains("Recours", StringComparison.Ordinal));
            Assert.Contains(head.Mentions!, m => m.Contains("données", StringComparison.Ordinal));
            if (office.Mode == CashMode.Regie)
            {
                Assert.NotEmpty(Invoicing.HowToPay.Means(office));
                Assert.NotNull(head.ChequeOrder);
            }
            else
            {
                Assert.NotNull(office.Treasury);
            }
        }
    }

    [Theory]
    [InlineData(502, "Trou")]
    [InlineData(500.5, "Chevauchement")]
    public async Task Brackets_with_a_hole_or_an_overlap_are_refused_with_the_path(double from, string says)
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        document["tariffs"]![0]!["versions"]![0]!["brackets"]![1]!["from"] = from;

        var response = await PutAsync(1, document);

        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, response);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("settings.invalid", problem.GetProperty("code").GetString());
        Assert.Contains(says, problem.GetProperty("errors").GetProperty("tariffs[0].versions[0].brackets[1].from")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await AsAgent(Permissions.Settings).GetAsAsync<SectionView>(Route)).Version);
    }

    [Fact]
    public async Task A_document_of_another_shape_is_refused()
    {
        string[] documents =
        [
            "[]",
            "5",
            "\"tariffs\"",
            """{"tariffs":{}}""",
            """{"tariffs":[[]]}""",
            """{"tariffs":[{"key":"a","label":"A","units":["u"],"cashOffice":"a","versions":[{"from":"2026-01-01","until":"9999-12-31","percentOf":{"tariff":"a","percent":1e300}}]}]}""",
            """{"tariffs":[{"key":"a","label":"A","units":["u"],"cashOffice":"a","versions":[{"from":"2026-01-01","until":"9999-12-31","flat":1}]},{"key":"b","label":"B","units":["v"],"cashOffice":"a","versions":[{"from":"2026-01-01","percentOf":{"tariff":"a","percent":50}}]}]}""",
        ];
        foreach (var document in documents)
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await PutAsync(1, JsonNode.Parse(document)!));
        }
    }

    [Fact]
    public async Task A_file_in_which_a_rule_announces_a_surcharge_that_no_tariff_has_is_not_taken()
    {
        var root = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Communes.Deploy, "tenants", "biviers.json")))!;
        root["planning"]!["rules"]!["periscolaire"]![0]!["deadlines"]!["book"]!["late"] = "surcharge";

        var error = await Assert.ThrowsAsync<TenantFileException>(() => ImportAsync(root));

        Assert.Contains("biviers.json: billing.tariffs[", error.Message, StringComparison.Ordinal);
        Assert.Contains("se réserve après la limite avec un supplément (règle « periscolaire »)", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await AsAgent(Permissions.Settings).GetAsAsync<SectionView>(Route)).Version);
        foreach (var version in root["billing"]!["tariffs"]!.AsArray().SelectMany(t => t!["versions"]!.AsArray()).Where(v => v!["per"] is null))
        {
            version!["late"] = JsonNode.Parse("""{"percent":25}""");
        }

        await ImportAsync(root);
        Assert.Equal(2, (await AsAgent(Permissions.Settings).GetAsAsync<SectionView>(Route)).Version);

        async Task ImportAsync(JsonNode file)
        {
            await using var scope = Billing.Services.CreateTenantScope("biviers");
            var taken = TenantFiles.Read("biviers.json", file.ToJsonString(), null);
            await scope.ServiceProvider.GetServices<ISectionImporter>().Single(i => i.Section == "billing" && !i.IsDemo)
                .ImportAsync(taken, taken.Section("billing")!.Value, CancellationToken.None);
        }
    }

    [Fact]
    public async Task An_unknown_field_is_refused()
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        document["tariffs"]![0]!["prix"] = 3;

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await PutAsync(1, document));
    }

    [Fact]
    public async Task A_new_price_reprices_the_days_from_its_own_on_and_leaves_the_lines_that_were_billed()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9), Cell(Louise, "restauration", 10), Cell(Louise, "garderie-matin", 10)));
        await IssueAsync(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 9));
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        var versions = document["tariffs"]![0]!["versions"]!.AsArray();
        var next = versions[0]!.DeepClone();
        versions[0]!["until"] = "2026-12-09";
        (next["from"], next["brackets"]![1]!["price"]) = ("2026-12-10", 3.75m);
        versions.Add(next);

        var saved = await (await PutAsync(1, document)).ReadAsync<SectionView>();

        Assert.Equal((2L, "Sophie Perrin"), (saved.Version, saved.By));
        Assert.Equal([("invoiced", 3.60m), ("toBill", 1.10m), ("toBill", 3.75m)], (await ChargesAsync(Jean)).Lines.Select(l => (l.Status, l.Amount)));
        Assert.Equal(3.60m, (await InvoiceAsync(Jean)).Children.Single().Lines.Single().Amount);
    }

    [Fact]
    public async Task An_invoice_keeps_its_lines_when_family_or_cell_change_and_the_next_one_corrects_them()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9), Cell(Louise, "alsh-mercredi-journee", 16)));
        await IssueAsync(new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 9));
        var before = await InvoiceAsync(Jean);

        await Billing.DeliverAsync(JeanFamily(2, false) with { Name = "DURAND Jean", At = At.AddDays(2) });
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9, CellOutcome.AbsentExcused, version: 2)));

        Assert.Equivalent(before, await InvoiceAsync(Jean));
        await IssueAsync(new DateOnly(2026, 12, 10), new DateOnly(2026, 12, 31));
        var next = await InvoiceAsync(Jean);
        var correction = Assert.Single(next.Corrections);
        Assert.Equal((-3.60m, "absence excusée", before.Invoice.Number), (correction.Amount, correction.Reason, correction.Corrects));
        Assert.Equal(28.00m - 3.60m, next.Invoice.Amount);
        Assert.Equal("DURAND Jean", next.Header.Payer);
    }

    [Fact]
    public async Task Two_agents_on_the_same_version_do_not_overwrite_each_other()
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        document["cashOffices"]![0]!["label"] = "Régie unique";
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await PutAsync(1, document));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed", await PutAsync(1, document));
        Assert.Equal(2, (await (await PutAsync(2, document)).ReadAsync<SectionView>()).Version);
    }

    [Fact]
    public async Task Importing_twice_changes_nothing_and_keeps_what_was_changed_on_screen()
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        document["cashOffices"]![0]!["label"] = "Régie unique";
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await PutAsync(1, document));

        await Billing.InTenantAsync("biviers", s => ImportAsync(s, "biviers", "tenants"));
        await Billing.InTenantAsync("biviers", s => ImportAsync(s, "biviers", "demo"));

        var view = await AsAgent(Permissions.Settings).GetAsAsync<SectionView>(Route);
        Assert.Equal((2L, "Régie unique"), (view.Version, view.Document.GetProperty("cashOffices")[0].GetProperty("label").GetString()));
        var counts = await Billing.InTenantAsync("biviers",
            async s => (Invoices: await Db(s).Invoices.CountAsync(), Payments: await Db(s).Payments.CountAsync(), Versions: await Db(s).Settings.CountAsync()));
        // Tariffs twice, the demonstration's past once.
        Assert.Equal((4, 1, 3), counts);
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_file_and_path()
    {
        var file = JsonNode.Parse($$"""{"tenant":{},"billing":{{Communes.Document("biviers")}}}""")!;
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

    private Task<HttpResponseMessage> PutAsync(long basedOn, JsonNode document) =>
        AsAgent(Permissions.Settings).PutAsJsonAsync(Route, new SaveSection(basedOn, JsonSerializer.SerializeToElement(document)));
}

public sealed class SettingsOnSqlite() : SettingsTests(TestDatabase.Sqlite);

public sealed class SettingsOnSqlServer() : SettingsTests(TestDatabase.SqlServer);
