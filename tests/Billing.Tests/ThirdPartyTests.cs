using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>A third party takes over part of a child's lines: two invoices that add up to the whole price, whatever is changed afterwards.</summary>
public abstract class ThirdPartyTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";

    private HttpClient Agent => AsAgent(Permissions.Billing);

    [Fact]
    public async Task Each_gets_an_invoice_of_its_part_and_the_household_reads_what_others_pay()
    {
        var ccas = await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Child: Louise, Percent: 33, Tariffs: ["repas"]));
        await MealsAsync(10, 11, 14);
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "garderie-matin", 10)));
        Assert.Equal([("Repas", 2.41m), ("Repas", 2.41m), ("Repas", 2.42m), ("Garderie du matin", 1.10m)],
            (await ChargesAsync(Jean)).Lines.OrderByDescending(l => l.Label).ThenBy(l => l.Date)
            .Select(l => (l.Label, l.Amount)));

        var run = await IssueAsync(Day(12, 1), Day(12, 31));

        Assert.Equal((2, 11.90m), (run.Run.Invoices, run.Run.Amount));
        var own = await InvoiceAsync(Jean);
        Assert.Equal(8.34m, own.Invoice.Amount);
        Assert.Equal([("CCAS de Biviers", "Louise", "Repas", 3, 3.56m)], own.Header.Covered!.Select(c => (c.ThirdParty, c.Child, c.Label, c.Count, c.Amount)));
        Assert.Contains("1,19\u00A0€ pris en charge par CCAS de Biviers", own.Children[0].Lines.First(l => l.Label == "Repas").Why.Sentence,
            StringComparison.Ordinal);
        var its = await InvoiceOfAsync(ccas);
        Assert.Equal((3.56m, "Engagement 2026-12", "T-1"), (its.Invoice.Amount, its.Header.ThirdParty, its.Header.FamilyNumber));
        Assert.Equal(["CCAS de Biviers", "12 place de l’Église", "38330 Biviers"], its.Header.Recipient);
        var child = Assert.Single(its.Children);
        Assert.Equal(("Louise DUPONT", 3), (child.Name, child.Lines.Length));
        // Who helps learns the price and its part, nothing of the household's means.
        Assert.DoesNotContain("612", string.Concat(child.Lines.Select(l => l.Why.Sentence + string.Concat(l.Why.Steps.Select(s => s.Label + s.Value)))),
            StringComparison.Ordinal);
        Assert.Null(its.Header.Quotient);
        var pdf = await Pdf.TextAsync(await Agent.GetByteArrayAsync(Root + $"invoices/{own.Invoice.Id}/pdf"));
        Assert.Contains("Pris en charge par d’autres", pdf, StringComparison.Ordinal);
        await Invariants.HoldAsync(Billing, "biviers");

        // It pays at the counter as anyone; nothing is told to a portal it has no account on.
        await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>(Root + "payments", new RecordPayment(Guid.NewGuid(), ccas, "garderie-alsh", Day(12, 8), PayMethods.Transfer, 3.56m));
        Assert.Equal(InvoiceStates.Paid, (await InvoiceOfAsync(ccas)).Invoice.State);
        Assert.DoesNotContain(Billing.Published.OfType<InvoiceIssued>(), e => e.FamilyId == ccas);
        Assert.DoesNotContain(Billing.Published.OfType<PaymentRecorded>(), e => e.FamilyId == ccas);
    }

    [Fact]
    public async Task An_agreement_changed_or_taken_back_corrects_both_invoices_to_the_cent()
    {
        var ccas = await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Percent: 50));
        await MealsAsync(10, 11);
        await IssueAsync(Day(12, 1), Day(12, 31));
        var agreement = Assert.Single((await DetailAsync(ccas)).Coverages);
        Assert.Equal(3.60m, agreement.Paid);

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "coverage.changed",
            await Agent.PutAsJsonAsync(Root + $"coverages/{agreement.Id}?version=0", new SaveCoverage(Jean, Day(12, 1), Percent: 100)));
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await Agent.PutAsJsonAsync(Root + $"coverages/{agreement.Id}?version=1", new SaveCoverage(Jean, Day(12, 1), Percent: 100)));
        await Eventually.SeeAsync(() => DetailAsync(ccas), d => d.Coverages[0].Paid == 7.20m);
        await IssueAsync(Day(1, 1, 2027), Day(1, 31, 2027), Day(1, 5, 2027));

        Assert.Equal([(1.80m, "prise en charge revue"), (1.80m, "prise en charge revue")],
            (await InvoiceOfAsync(ccas)).Corrections.Select(c => (c.Amount, c.Reason)));
        // The household is owed what it paid too much: it waits for its next invoice.
        Assert.Equal(-3.60m, (await As(Jean).GetAsAsync<AccountView>(Root + "account")).ToBill);

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Agent.DeleteAsync(Root + $"coverages/{agreement.Id}"));
        Assert.Equal(3.60m, (await As(Jean).GetAsAsync<AccountView>(Root + "account")).ToBill);
        Assert.Equal(-7.20m, (await Agent.GetAsAsync<ThirdPartyRow[]>(Root + "third-parties")).Single().ToBill);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_ceiling_in_all_is_used_up_from_month_to_month_and_a_day_given_back_moves_it_on()
    {
        var ccas = await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Percent: 100, MonthCeiling: 5, TotalCeiling: 8));
        await MealsAsync(10, 11);
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1) with { Date = Day(1, 5, 2027) }));

        Assert.Equal((2.20m, 0.60m), ((await ChargesAsync(Jean)).Total, (await ChargesAsync(Jean, "2027-01")).Total));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 11, CellOutcome.None, 2)));

        Assert.Equal((0m, 0m), ((await ChargesAsync(Jean)).Total, (await ChargesAsync(Jean, "2027-01")).Total));
        Assert.Equal(7.20m, (await DetailAsync(ccas)).Coverages[0].Paid);
    }

    [Fact]
    public async Task A_day_not_booked_yet_shows_what_the_household_would_pay_itself_and_what_it_then_does()
    {
        await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Until: Day(1, 31, 2027), Child: Louise, Percent: 50, MonthCeiling: 5, Tariffs: ["repas"]));
        Assert.Equal([(3.60m, 0m), (1.80m, 1.80m), (3.60m, 0m)], (await PricesAsync(Day(11, 30), Day(2, 28, 2027))).Select(p => (p.Price!.Value, p.Covered)));
        await MealsAsync(10, 11);
        Assert.Equal(3.60m, (await ChargesAsync(Jean)).Total);

        // Two of the month share what its ceiling leaves; January begins anew.
        var quotes = await As(Jean).PostAsAsync<QuoteView>(Root + "quotes", new QuoteRequest(
            [new(Louise, "restauration", Day(12, 14)), new(Louise, "garderie-matin", Day(12, 14)), new(Louise, "restauration", Day(12, 15)),
                new(Louise, "restauration", Day(1, 5, 2027))]));
        Assert.Equal([2.90m, 1.10m, 2.90m, 1.80m], quotes.Prices);
        Assert.Equal([(3.60m, 0m), (2.20m, 1.40m), (1.80m, 1.80m), (3.60m, 0m)],
            (await PricesAsync(Day(11, 30), Day(2, 28, 2027))).Select(p => (p.Price!.Value, p.Covered)));
        Assert.Equal(
            2.20m, (await As(Jean).GetAsAsync<MonthMoney>(Root + "month?month=2026-12")).Prices
                .Single(p => p.Unit == "restauration" && p.Children.Contains(Louise)).Price);
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 14), Cell(Louise, "restauration", 15)));
        Assert.Equal(3.60m + 5.80m, (await ChargesAsync(Jean)).Total);
    }

    [Theory]
    [InlineData(100.0, null)]
    [InlineData(null, 4.0)]
    public async Task What_a_households_cap_takes_off_is_each_childs_and_who_pays_for_one_pays_of_its_price_after_it(double? percent, double? each)
    {
        // Louise 16 €, Inès 8 €, no more than 10 € for both: 14 € off, of which 9,33 € are Louise's.
        await RulesAsync(d => d["tariffs"]!.AsArray().Single(t => (string)t!["key"]! == "repas")!["versions"] =
            JsonNode.Parse("""[{"from":"2026-01-01","flat":4,"cap":{"amount":10,"per":"family","within":"month"}}]"""));
        var ase = await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Child: Louise, Percent: (decimal?)percent, Each: (decimal?)each));
        await MealsAsync(10, 11, 14, 15);
        await Billing.DeliverAsync(Settled(Jean, Cell(Ines, "restauration", 10), Cell(Ines, "restauration", 11)));

        var run = await IssueAsync(Day(12, 1), Day(12, 31));

        Assert.Equal((2, 10m), (run.Run.Invoices, run.Run.Amount));
        var its = await InvoiceOfAsync(ase);
        Assert.Equal((6.67m, 3.33m), (its.Invoice.Amount, (await InvoiceAsync(Jean)).Invoice.Amount));
        Assert.Equal("Louise DUPONT", Assert.Single(its.Children).Name);
        Assert.Equal(6.67m, (await DetailAsync(ase)).Coverages[0].Paid);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task It_takes_the_part_of_the_household_it_agreed_with_and_not_of_the_other()
    {
        var employer = await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Child: Louise, Each: 2));
        await Billing.DeliverAsync(JeanneFamily());
        await MealsAsync(10);
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 17)));
        Assert.Equal((1.60m, 7.20m), ((await ChargesAsync(Jean)).Total, (await ChargesAsync(Jeanne)).Total));

        // The day goes to the other household: so does the whole price.
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 10, version: 2)));

        Assert.Equal((0m, 14.40m), ((await ChargesAsync(Jean)).Total, (await ChargesAsync(Jeanne)).Total));
        Assert.Equal(0m, (await DetailAsync(employer)).Coverages[0].Paid);
        Assert.Single(await As(Jean).GetAsAsync<CoverageView[]>(Root + "coverages"));
        Assert.Empty(await As(Jeanne).GetAsAsync<CoverageView[]>(Root + "coverages"));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Jeanne).GetAsync(Root + $"coverages?family={Jean}"));
    }

    [Fact]
    public async Task What_can_not_be_is_refused_with_a_code()
    {
        var ccas = await CoveredAsync(new SaveCoverage(Jean, Day(12, 1), Until: Day(12, 31), Child: Louise, Percent: 50));
        await Billing.DeliverAsync(MoreauFamily());
        var good = new SaveCoverage(Jean, Day(1, 1, 2027), Child: Louise, Percent: 50);
        foreach (var (body, status, code) in new[]
        {
            (good with { Percent = null }, 400, "coverage.share"), (good with { Each = 2 }, 400, "coverage.share"),
            (good with { Percent = 33.333m }, 400, "coverage.amount"),
            (good with { Until = Day(12, 31) }, 400, "coverage.dates"), (good with { Tariffs = ["rien"] }, 400, "coverage.tariff"),
            (good with { Child = Noe }, 400, "coverage.child"),
            (good with { Family = Guid.NewGuid() }, 404, "not-found"), (good with { Family = ccas, Child = null }, 404, "not-found"),
            (good with { From = Day(12, 31) }, 409, "coverage.overlap"),
        })
        {
            await HttpAssert.ProblemAsync((HttpStatusCode)status, code, await Agent.PostAsJsonAsync(Root + $"third-parties/{ccas}/coverages", body));
        }

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PostAsJsonAsync(Root + $"third-parties/{ccas}/coverages", good));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "thirdParty.kind",
            await Agent.PostAsJsonAsync(Root + "third-parties", Ccas with { Kind = "voisin" }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "thirdParty.siret",
            await Agent.PutAsJsonAsync(Root + $"third-parties/{ccas}", Ccas with { Siret = "12" }));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PutAsJsonAsync(Root + $"third-parties/{ccas}", Ccas with { Siret = "26380046300019" }));
        Assert.Equal("26380046300019", (await DetailAsync(ccas)).Party.Siret);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Root + $"third-parties/{Jean}"));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await AsAgent(Permissions.MoneyView).PostAsJsonAsync(Root + "third-parties", Ccas));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsAgent(Permissions.MoneyView).GetAsync(Root + "third-parties"));
    }

    private static SaveThirdParty Ccas =>
        new("CCAS de Biviers", ThirdPartyKinds.Ccas, "12 place de l’Église", "38330", "Biviers", Reference: "Engagement 2026-12");

    private async Task<Guid> CoveredAsync(SaveCoverage coverage)
    {
        await Billing.DeliverAsync(JeanFamily());
        var made = await Agent.PostAsJsonAsync(Root + "third-parties", Ccas);
        await HttpAssert.StatusAsync(HttpStatusCode.Created, made);
        var id = (await made.ReadAsync<ThirdPartyDetail>()).Id;
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Agent.PostAsJsonAsync(Root + $"third-parties/{id}/coverages", coverage));
        return id;
    }

    private Task MealsAsync(params int[] days) => Billing.DeliverAsync(Settled(Jean, [.. days.Select(d => Cell(Louise, "restauration", d))]));

    private async Task<IEnumerable<UnitPrice>> PricesAsync(DateOnly from, DateOnly until) =>
        (await As(Jean).GetAsAsync<PriceTable>(Root + $"prices?from={from:yyyy-MM-dd}&until={until:yyyy-MM-dd}")).Prices
            .Where(p => p.Unit == "restauration" && p.Children.Contains(Louise));

    private Task<ThirdPartyDetail> DetailAsync(Guid id) => Agent.GetAsAsync<ThirdPartyDetail>(Root + $"third-parties/{id}");

    private async Task<InvoiceDetail> InvoiceOfAsync(Guid thirdParty)
    {
        var list = await Agent.GetAsAsync<InvoicesView>(Root + $"invoices?family={thirdParty}");
        return await Agent.GetAsAsync<InvoiceDetail>(Root + $"invoices/{list.Invoices[0].Id}");
    }
}

public sealed class ThirdPartyOnSqlite() : ThirdPartyTests(TestDatabase.Sqlite);

public sealed class ThirdPartyOnSqlServer() : ThirdPartyTests(TestDatabase.SqlServer);
