using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>The demonstration's past is played by the code that bills, once its families are known, and only once.</summary>
public abstract class DemoHistoryTests(TestDatabase database) : BillingWorld(database)
{
    private const string SaintMartin = "saint-martin-dauxigny";
    private const string Pays = "pays-saint-marcellin";
    private static readonly Guid Nguyen = Guid.Parse("10000000-0000-0000-0000-000000000003");
    private static readonly Guid Linh = Guid.Parse("30000000-0000-0000-0000-000000000004");
    private static readonly Guid Martin = Guid.Parse("10000000-0000-0000-0000-000000000005");
    private static readonly Guid Camille = Guid.Parse("30000000-0000-0000-0000-000000000006");

    [Fact]
    public async Task Three_months_are_billed_with_a_correction_a_part_payment_and_a_credit_note()
    {
        // Planning may have told of a day before.
        await Billing.DeliverAsync(Settled(Nguyen, Cell(Linh, "restauration", 1) with { Date = Day(11, 27) }));
        await Billing.DeliverAsync(Family(Nguyen, Linh, "NGUYEN Mai", 890));
        await Billing.DeliverAsync(Family(Martin, Camille, "MARTIN Paul", 705));
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(JeanFamily());

        var list = await Eventually.SeeAsync(() => As(Nguyen).GetAsAsync<InvoicesView>("/api/biviers/billing/invoices"), l => l.Invoices.Length == 3);

        Assert.Equal([("open", 75.20m), ("part", 42.30m), ("paid", 79.90m)], list.Invoices.Select(i => (i.State, i.Amount)));
        var october = await As(Nguyen).GetAsAsync<InvoiceDetail>($"/api/biviers/billing/invoices/{list.Invoices[1].Id}");
        Assert.Equal((-4.70m, "absence excusée", list.Invoices[2].Number),
            Assert.Single(october.Corrections) is var c ? (c.Amount, c.Reason, c.Corrects) : default);
        Assert.Equal(22.30m, october.Invoice.Remaining);
        Assert.Equal(october.Invoice.Date, DateOnly.FromDateTime(october.Events[0].At));
        var credit = Assert.Single((await As(Martin).GetAsAsync<InvoicesView>("/api/biviers/billing/invoices")).Invoices, i => i.Kind == "credit");
        Assert.True(credit.Amount < 0);
        // A child with two homes is billed to each for its own weeks.
        Assert.Equal([("open", 129.60m), ("part", 90.00m), ("paid", 145.80m)],
            (await As(Jeanne).GetAsAsync<InvoicesView>("/api/biviers/billing/invoices")).Invoices.Select(i => (i.State, i.Amount)));
        // Jean has what was taken over of two months, a month of lines, and a credit note on it.
        var jean = (await As(Jean).GetAsAsync<InvoicesView>("/api/biviers/billing/invoices")).Invoices;
        Assert.Equal(["credit", "part", "open", "paid"], jean.Select(i => i.Kind == "credit" ? "credit" : i.State));
        // The statement names the invoice that a credit note corrects.
        var statement = await As(Jean).GetAsAsync<StatementView>("/api/biviers/billing/statement");
        Assert.Equal($"Avoir sur la facture {jean[1].Number}", statement.Lines.Single(l => l.Number == jean[0].Number).Description.Replace('\u00A0', ' '));
        Assert.NotEmpty((await As(Jean).GetAsAsync<InvoiceDetail>($"/api/biviers/billing/invoices/{jean[1].Id}")).Children);
        await Invariants.HoldAsync(Billing, "biviers");
        Assert.DoesNotContain(Billing.Published, e => e is InvoiceIssued or PaymentRecorded);
    }

    [Fact]
    public async Task Two_weeks_of_holidays_are_billed_apart_with_a_correction_part_payments_and_a_credit_note()
    {
        const string croc = "croc-vacances";
        foreach (var (family, children, quotient) in new (int, int[], decimal)[] { (21, [21, 22], 980), (22, [23], 420), (23, [24], 700), (24, [25], 700),
            (25, [27], 700), (26, [29, 30], 700) })
        {
            var one = MoreauFamily(new FamilyQuotient(quotient, Day(2, 1), null, "CAF"));
            await Billing.DeliverAsync(one with
            {
                Tenant = croc,
                FamilyId = Of(1, family),
                Children = [.. children.Select((c, i) => one.Children[0] with { ChildId = Of(3, c), Rank = i + 1 })],
            });
        }

        var sophie = await Eventually.SeeAsync(() => As(Of(1, 21), croc).GetAsAsync<InvoicesView>($"/api/{croc}/billing/invoices"), l => l.Invoices.Length > 1);
        Assert.Equal(["open", "credit", "part", "paid"], sophie.Invoices.Select(i => i.Kind == "credit" ? "credit" : i.State));
        Assert.Equal(
            (-11.76m, "absence excusée"), Assert.Single((await As(Of(1, 21), croc)
                .GetAsAsync<InvoiceDetail>($"/api/{croc}/billing/invoices/{sophie.Invoices[0].Id}")).Corrections) is var c
                ? (c.Amount, c.Reason)
                : default);
        var nadia = (await As(Of(1, 22), croc).GetAsAsync<InvoicesView>($"/api/{croc}/billing/invoices")).Invoices;
        Assert.Equal([("open", 24m, 24m), ("part", 30m, 18m)], nadia.Select(i => (i.State, i.Amount, i.Remaining)));
        await Invariants.HoldAsync(Billing, croc);

        static Guid Of(int kind, int number) => Guid.Parse($"{kind}0000000-0000-0000-0000-{number:000000000000}");
    }

    [Fact]
    public async Task A_child_in_care_is_paid_for_by_its_departement_and_a_family_has_tickets_left()
    {
        foreach (var (family, child, tenant) in new[] { (31, 32, SaintMartin), (32, 34, SaintMartin), (33, 35, SaintMartin), (11, 11, Pays), (12, 12, Pays),
            (101, 101, Pays) })
        {
            await Billing.DeliverAsync(Family(Of(1, family), Of(3, child), "Famille", 890) with { Tenant = tenant });
        }

        using var agent = Billing.Client(Tokens.Agent(SaintMartin, [Permissions.Billing]));
        var party = Assert.Single(await Eventually.SeeAsync(() => agent.GetAsAsync<ThirdPartyRow[]>($"/api/{SaintMartin}/billing/third-parties"),
            p => p.Length > 0));
        Assert.Equal("Département du Cher, aide sociale à l’enfance", party.Name);
        Assert.True(Assert.Single((await agent.GetAsAsync<InvoicesView>($"/api/{SaintMartin}/billing/invoices?family={party.Id}")).Invoices).Amount > 0);
        Assert.Empty((await As(Of(1, 33), SaintMartin).GetAsAsync<InvoicesView>($"/api/{SaintMartin}/billing/invoices")).Invoices);
        var account = await Eventually.SeeAsync(() => As(Of(1, 12), Pays).GetAsAsync<PrepaidView>($"/api/{Pays}/billing/prepaid"),
            v => v.Accounts.Any(a => a.Book is { Left: 20 }));
        Assert.Equal("Carnet de 10 repas", Assert.Single(account.Accounts).Book!.Label);

        static Guid Of(int kind, int number) => Guid.Parse($"{kind}0000000-0000-0000-0000-{number:000000000000}");
    }

    private static FamilyChanged Family(Guid family, Guid child, string name, decimal quotient) =>
        MoreauFamily(new FamilyQuotient(quotient, Day(2, 1), null, "CAF")) with
        {
            FamilyId = family,
            Name = name,
            Children = [MoreauFamily().Children[0] with { ChildId = child }],
        };
}

public sealed class DemoHistoryOnSqlite() : DemoHistoryTests(TestDatabase.Sqlite);

public sealed class DemoHistoryOnSqlServer() : DemoHistoryTests(TestDatabase.SqlServer);
