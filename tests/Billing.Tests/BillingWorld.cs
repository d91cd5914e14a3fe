using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>The service with the tariffs and accounts of the demo communes, on 8 December 2026. Families are told as events, as Family would.</summary>
public abstract class BillingWorld(TestDatabase database) : IAsyncLifetime
{
    protected static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    protected static readonly Guid Jeanne = Guid.Parse("10000000-0000-0000-0000-000000000002");
    protected static readonly Guid Moreau = Guid.Parse("10000000-0000-0000-0000-000000000004");
    protected static readonly Guid Ztest = Guid.Parse("10000000-0000-0000-0000-000000000011");
    protected static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    protected static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    protected static readonly Guid Ines = Guid.Parse("30000000-0000-0000-0000-000000000003");
    protected static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");
    protected static readonly Guid Commune = Guid.Parse("30000000-0000-0000-0000-000000000011");
    protected static readonly DateTime At = new(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc);

    protected ServiceUnderTest Billing { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Billing = await ServiceUnderTest.StartAsync(
        BillingApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
        ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")), ("Demo:Directory", Path.Combine(Communes.Deploy, "demo")));

    public async ValueTask DisposeAsync()
    {
        if (Billing is not null)
        {
            await Billing.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected static FamilyAddress Somewhere => new("12 rue des Écoles", "38330", "Biviers");

    protected HttpClient As(Guid family, string tenant = "biviers") => Billing.Client(Tokens.Guardian(tenant, family));

    protected HttpClient AsAgent(params string[] permissions) => Billing.Client(Tokens.Agent("biviers", permissions));

    protected static FamilyChanged JeanFamily(long version = 1, bool resident = true, params FamilyQuotient[] quotients) => new(
        "biviers", At, Jean, version, "1001001818331", "DUPONT Jean", resident, [],
        [
            new(Louise, "Louise", "DUPONT", "f", new DateOnly(2018, 3, 12), null, "CE2", 1, false, null),
            new(Tom, "Tom", "DUPONT", "m", new DateOnly(2020, 5, 3), null, "CP", 2, true, null),
            new(Ines, "Inès", "DUPONT", "f", new DateOnly(2022, 6, 21), null, "MS", 3, false, null),
        ],
        quotients.Length > 0 ? quotients : [new FamilyQuotient(612, new DateOnly(2026, 2, 1), null, "CAF")], Address: Somewhere);

    protected static FamilyChanged JeanneFamily() =>
        JeanFamily(1, false, new FamilyQuotient(1480, new DateOnly(2026, 2, 1), null, "CAF")) with { FamilyId = Jeanne, Name = "DUPONT Jeanne" };

    protected static FamilyChanged MoreauFamily(params FamilyQuotient[] quotients) => new(
        "biviers", At, Moreau, 1 + quotients.Length, "1001001818362", "MOREAU Claire", true, [],
        [new(Noe, "Noé", "MOREAU", "m", new DateOnly(2017, 11, 30), null, "CM1", 1, false, null)], quotients, Address: Somewhere);

    protected static ServiceChanged Canteen(long version = 1, string label = "Repas") =>
        new("biviers", At, version, "restauration", "Restauration scolaire", "garderie-periscolaire", "Garderie périscolaire", [new("restauration", label)]);

    protected static DaysSettled Settled(Guid family, params SettledCell[] cells) => new("biviers", At, family, cells);

    protected static SettledCell Cell(
        Guid child, string unit, int day, CellOutcome outcome = CellOutcome.Booked, long version = 1, bool late = false, decimal? hours = null) =>
        new(child, unit, new DateOnly(2026, 12, day), outcome, hours, late, version, Guid.NewGuid(), "D-2026-00001");

    /// <summary>The rules of Biviers, changed by an agent.</summary>
    protected async Task RulesAsync(Action<JsonNode> change)
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        change(document);
        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await AsAgent(Permissions.Settings)
                .PutAsJsonAsync("/api/biviers/billing/settings", new SaveSection(1, JsonSerializer.SerializeToElement(document))));
    }

    protected Task<ChargesView> ChargesAsync(Guid family, string month = "2026-12", string tenant = "biviers") =>
        As(family, tenant).GetAsAsync<ChargesView>($"/api/{tenant}/billing/charges?month={month}");

    protected async Task<string> LinesAsync(Guid family, string tenant = "biviers") =>
        string.Join('\n',
            (await ChargesAsync(family, tenant: tenant)).Lines.Select(l => $"{l.Child} {l.Label} {l.Date:dd/MM} {l.Amount:0.00} {l.Missing}".TrimEnd()));

    protected static async Task<bool> ImportAsync(IServiceProvider services, string tenant, string folder)
    {
        var file = (await TenantFiles.ReadAsync(Path.Combine(Communes.Deploy, folder), default)).Single(f => f.Slug == tenant);
        foreach (var importer in ((IEnumerable<ISectionImporter>)services.GetService(typeof(IEnumerable<ISectionImporter>))!)
            .Where(i => i.IsDemo == (folder == "demo")))
        {
            await importer.ImportAsync(file, file.Section(importer.Section)!.Value, default);
        }

        return true;
    }

    /// <summary>A whole run through its routes: draft, check, issue; ends when every invoice is there.</summary>
    protected async Task<RunView> IssueAsync(
        DateOnly from, DateOnly until, DateOnly? date = null, string office = "garderie-alsh", string tenant = "biviers", DateOnly? due = null)
    {
        var run = await DraftAsync(from, until, date, office, tenant, due);
        await ConfirmAsync(run, tenant);
        return await Eventually.SeeAsync(() => RunAsync(run.Run.Id, tenant), r => r.Run.State == "issued");
    }

    /// <summary>Checked and told to issue, as the draft stands.</summary>
    protected async Task ConfirmAsync(RunView run, string tenant = "biviers")
    {
        var agent = Billing.Client(Tokens.Agent(tenant, Permissions.Billing));
        var body = new ConfirmRun(run.Totals.ToIssue, run.Totals.ToIssueAmount);
        await agent.PostAsAsync<RunSummary>($"/api/{tenant}/billing/runs/{run.Run.Id}/check", body);
        await agent.PostAsAsync<RunSummary>($"/api/{tenant}/billing/runs/{run.Run.Id}/issue", body);
    }

    /// <summary>A new draft, once every price in it is worked out.</summary>
    protected async Task<RunView> DraftAsync(
        DateOnly from, DateOnly until, DateOnly? date = null, string office = "garderie-alsh", string tenant = "biviers", DateOnly? due = null)
    {
        var agent = Billing.Client(Tokens.Agent(tenant, Permissions.Billing));
        var made = await agent.PostAsJsonAsync($"/api/{tenant}/billing/runs", new StartRun(office, from, until, date ?? new DateOnly(2026, 12, 8), due));
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.Created, made);
        var run = await made.ReadAsync<RunSummary>();
        return await Eventually.SeeAsync(() => RunAsync(run.Id, tenant), r => r.Progress.Pricing == 0);
    }

    protected Task<RunView> RunAsync(Guid id, string tenant = "biviers") =>
        Billing.Client(Tokens.Agent(tenant, Permissions.Billing)).GetAsAsync<RunView>($"/api/{tenant}/billing/runs/{id}");

    /// <summary>The newest invoice of a family, or the nth before it, in full.</summary>
    protected async Task<InvoiceDetail> InvoiceAsync(Guid family, int back = 0, string tenant = "biviers")
    {
        var list = await As(family, tenant).GetAsAsync<InvoicesView>($"/api/{tenant}/billing/invoices");
        var issued = list.Invoices.Where(i => i.Kind == "invoice" && i.Number.Count(c => c == '-') == 2).OrderByDescending(i => i.PeriodFrom).ToList();
        return await As(family, tenant).GetAsAsync<InvoiceDetail>($"/api/{tenant}/billing/invoices/{issued[back].Id}");
    }

    protected static DateOnly Day(int month, int day, int year = 2026) => new(year, month, day);
}
