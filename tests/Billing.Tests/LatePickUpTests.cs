using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Pick-ups after closing as a line of their own, from the mark on the tablet to the bill (§3.6, §3.9).</summary>
public abstract class LatePickUpTests(TestDatabase database) : BillingWorld(database)
{
    private const string Pays = "pays-saint-marcellin";
    private const string Evening = "bessins-garderie-soir";

    [Fact]
    public async Task From_the_mark_to_the_bill_a_late_pick_up_is_a_line_of_its_own_and_goes_with_the_mark()
    {
        await using var planning = await PlanningAsync();
        foreach (var host in new[] { planning, Billing })
        {
            await host.DeliverAsync(ZtestFamily());
        }

        var agent = planning.Client(Tokens.Agent(Pays, Permissions.Requests, Permissions.Attendance));
        await HttpAssert.StatusAsync(HttpStatusCode.Created,
            await agent.PostAsJsonAsync($"/api/{Pays}/planning/enrolments", new CreateEnrolment(Ztest, Commune, Evening, new DateOnly(2026, 9, 1), null)));
        var late = Mark(MarkKind.Departure, "18:42");
        await MarkAsync(agent, Mark(MarkKind.Arrival, "16:30"), late);
        await DeliverAllAsync(planning, 1);

        // 9 quarter-hours, of which 8 in the slot.
        Assert.Equal(["Garderie du soir 07/12 4.80 day", "Retard 07/12 5.00 latePickUp"], await ShortAsync());
        var fee = (await ChargesAsync(Ztest, tenant: Pays)).Lines[1];
        Assert.Equal("5,00 € : départ 12 minutes après la fermeture, 1er retard du mois.", fee.Why.Sentence.Replace('\u00a0', ' '));
        Assert.Equal(("Retard", "1er du mois"), (fee.Why.Steps[^2].Label, fee.Why.Steps[^2].Value));
        Assert.Equal(9.80m, (await As(Ztest, Pays).GetAsAsync<MonthMoney>($"/api/{Pays}/billing/month?month=2026-12")).Total);

        await MarkAsync(agent, Mark(MarkKind.Departure, "18:20") with { Replaces = late.Id });
        await DeliverAllAsync(planning, 2);

        Assert.Equal(["Garderie du soir 07/12 4.80 day"], await ShortAsync());
    }

    [Fact]
    public async Task In_any_order_and_twice_the_same_pick_ups_are_counted_and_one_less_changes_those_after_it()
    {
        await SetFeeAsync("""{ "amount": 15, "from": 3 }""");
        DaysSettled[] events = [Late(1, 1), Late(3, 1), Late(7, 1), Late(8, 1), Late(3, 2, minutes: null)];
        foreach (var order in new[] { events, [.. events.Reverse()], [events[2], events[4], events[0], events[3], events[1], events[2]] })
        {
            var tenant = $"biviers-{Guid.NewGuid():N}"[..20];
            await Billing.InTenantAsync(tenant, s => ImportAsync(s, "biviers", "tenants"));
            await SetFeeAsync("""{ "amount": 15, "from": 3 }""", tenant);
            foreach (var one in order.Concat(order))
            {
                await Billing.DeliverAsync(one with { Tenant = tenant });
            }

            await Billing.DeliverAsync(JeanFamily() with { Tenant = tenant });
            Assert.Equal(["08/12 15.00 3e du mois, facturé à partir du 3e"], await FeesAsync(tenant));
        }
    }

    [Fact]
    public async Task A_late_pick_up_told_afterwards_counts_in_the_months_after_its_own()
    {
        await Billing.DeliverAsync(JeanFamily());
        await SetFeeAsync("""{ "amount": 15, "from": 2, "within": "schoolYear" }""");
        await Billing.DeliverAsync(Late(3, 1));
        Assert.Empty(await FeesAsync());

        await Billing.DeliverAsync(InNovember(1, 10));
        Assert.Equal(["03/12 15.00 2e de l’année scolaire, facturé à partir du 2e"], await FeesAsync());

        await Billing.DeliverAsync(InNovember(2, null));
        Assert.Empty(await FeesAsync());

        static DaysSettled InNovember(long version, int? minutes) => Settled(Jean,
            Cell(Louise, "garderie-matin", 1, CellOutcome.Present, version) with { Date = Day(11, 10), LateMinutes = minutes });
    }

    [Fact]
    public async Task A_household_pays_one_fee_an_evening_where_the_tariff_says_so_and_a_new_tariff_counts_anew()
    {
        await Billing.DeliverAsync(JeanFamily());
        await SetFeeAsync("""{ "amount": 5, "within": "schoolYear", "per": "family" }""");
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "garderie-matin", 1) with { LateMinutes = 8 },
            Cell(Tom, "garderie-matin", 1) with { LateMinutes = 9 }));
        Assert.Equal(["01/12 5.00 1er de l’année scolaire"], await FeesAsync());

        await SetFeeAsync("""{ "amount": 7.5, "per": "child" }""");
        Assert.Equal(["01/12 7.50 1er du mois", "01/12 7.50 1er du mois"], await FeesAsync());

        await SetFeeAsync("null");
        Assert.Empty(await FeesAsync());
    }

    [Fact]
    public async Task A_day_that_moves_to_the_other_parent_takes_its_late_pick_up_along_and_the_other_counts_anew()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await SetFeeAsync("""{ "amount": 15, "from": 2 }""");
        await Billing.DeliverAsync(Late(1, 1));
        await Billing.DeliverAsync(Late(3, 1));
        Assert.Equal(["03/12 15.00 2e du mois, facturé à partir du 2e"], await FeesAsync());

        await Billing.DeliverAsync(Late(1, 2) with { FamilyId = Jeanne });

        Assert.Empty(await FeesAsync());
        Assert.DoesNotContain((await ChargesAsync(Jeanne)).Lines, l => l.Kind == ChargeView.LatePickUp);
    }

    [Fact]
    public async Task A_day_of_a_week_billed_as_one_has_its_late_pick_up_all_the_same()
    {
        await Billing.DeliverAsync(JeanFamily());
        await SetFeeAsync("""{ "amount": 5 }""");
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "garderie-matin", 1, CellOutcome.None) with { LateMinutes = 20 }));

        Assert.Equal("latePickUp", Assert.Single((await ChargesAsync(Jean)).Lines).Kind);
        Assert.Equal(5, (await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account")).ToBill);
    }

    [Fact]
    public async Task An_absence_billed_in_part_is_priced_once_and_says_so()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10, CellOutcome.AbsentBilled) with { BilledPercent = 25 },
            Cell(Louise, "restauration", 11, CellOutcome.AbsentBilled)));

        var lines = (await ChargesAsync(Jean)).Lines;

        Assert.Equal([0.90m, 3.60m], lines.Select(l => l.Amount));
        Assert.EndsWith("absence hors délai : 25 %.", lines[0].Why.Sentence.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("absence", lines[1].Why.Sentence, StringComparison.Ordinal);

        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10, version: 2)));
        Assert.Equal(3.60m, (await ChargesAsync(Jean)).Lines[0].Amount);
    }

    [Theory]
    [InlineData("""{ "amount": -1 }""")]
    [InlineData("""{ "amount": 5, "from": 0 }""")]
    [InlineData("""{ "amount": 5, "within": "week" }""")]
    [InlineData("""{ "from": 2 }""")]
    public async Task A_fee_that_can_not_be_is_refused(string fee) =>
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await PutFeeAsync(fee, "biviers"));

    private static DaysSettled Late(int day, long version, int? minutes = 10) =>
        Settled(Jean, Cell(Louise, "garderie-matin", day, CellOutcome.Present, version) with { LateMinutes = minutes });

    private async Task SetFeeAsync(string fee, string tenant = "biviers") => await HttpAssert.StatusAsync(HttpStatusCode.OK, await PutFeeAsync(fee, tenant));

    private async Task<HttpResponseMessage> PutFeeAsync(string fee, string tenant)
    {
        var agent = Billing.Client(Tokens.Agent(tenant, Permissions.Settings));
        var view = await agent.GetAsAsync<SectionView>($"/api/{tenant}/billing/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        foreach (var version in document["tariffs"]!.AsArray().Single(t => t!["units"]!.AsArray().Any(u => (string?)u == "garderie-matin"))!["versions"]!
            .AsArray())
        {
            if (fee == "null")
            {
                version!.AsObject().Remove("latePickUp");
            }
            else
            {
                version!["latePickUp"] = JsonNode.Parse(fee);
            }
        }

        return await agent.PutAsJsonAsync($"/api/{tenant}/billing/settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document)));
    }

    private async Task<string[]> FeesAsync(string tenant = "biviers") =>
        [.. (await ChargesAsync(Jean, tenant: tenant)).Lines.Where(l => l.Kind == ChargeView.LatePickUp)
            .Select(l => $"{l.Date:dd/MM} {l.Amount:0.00} {l.Why.Steps[^2].Value}")];

    private async Task<string[]> ShortAsync() =>
        [.. (await ChargesAsync(Ztest, tenant: Pays)).Lines
            .Select(l => $"{(l.Kind == "day" ? "Garderie du soir" : l.Label.Split(' ')[0])} {l.Date:dd/MM} {l.Amount:0.00} {l.Kind}")];

    private static FamilyChanged ZtestFamily() => new(
        Pays, At, Ztest, 1, "381623867924", "ZTEST Pays", true, [],
        [new(Commune, "Commune", "ZTEST", "m", new DateOnly(2018, 1, 1), "Bessins", "CE2", 1, false, null)],
        [new FamilyQuotient(700, new DateOnly(2026, 2, 1), null, "CAF")]);

    private static Task<ServiceUnderTest> PlanningAsync() => ServiceUnderTest.StartAsync(
        Preau.Planning.PlanningApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
        ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")));

    private static NewMark Mark(MarkKind kind, string time) =>
        new(Guid.NewGuid(), Commune, Evening, new DateOnly(2026, 12, 7), kind, At, TimeOnly.Parse(time, null));

    private static async Task MarkAsync(HttpClient agent, params NewMark[] marks)
    {
        var result = await agent.PostAsAsync<MarksResult>($"/api/{Pays}/planning/roll/marks", new SendMarks("Tablette", At, marks));
        Assert.All(result.Results, r => Assert.True(r.Kept, r.Text));
    }

    // The newest first, and each twice.
    private async Task DeliverAllAsync(ServiceUnderTest planning, int count)
    {
        var settled = await Eventually.SeeAsync(() => Task.FromResult(planning.Published.OfType<DaysSettled>().Where(e => e.FamilyId == Ztest).ToList()),
            seen => seen.Count >= count);
        foreach (var one in settled.AsEnumerable().Reverse().Concat(settled))
        {
            await Billing.DeliverAsync(one);
        }
    }
}

public sealed class LatePickUpOnSqlite() : LatePickUpTests(TestDatabase.Sqlite);

public sealed class LatePickUpOnSqlServer() : LatePickUpTests(TestDatabase.SqlServer);
