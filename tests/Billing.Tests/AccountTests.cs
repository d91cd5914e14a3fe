using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

public abstract class AccountTests(TestDatabase database) : BillingWorld(database)
{
    [Fact]
    public async Task The_balance_is_what_was_invoiced_less_what_was_paid()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Louise, "restauration", 31),
            Cell(Tom, "restauration", 10) with { Date = new DateOnly(2027, 1, 8) }));

        var account = await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account");

        Assert.Equal((new DateOnly(2026, 12, 8), 120.60m, null), (account.AsOf, account.Balance, account.Notice));
        Assert.Equal(
            new InvoiceView("AL-36", new DateOnly(2026, 11, 8), new DateOnly(2026, 11, 30), new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31), 120.60m,
                120.60m, "Régie garderie ALSH", Guid.Empty),
            Assert.Single(account.Unpaid) with { Id = default });
        Assert.Equal(7.20m, account.ToBill);
        Assert.Equal("612, depuis le 1er février 2026", account.Quotient?.Replace('\u00A0', ' '));
        // The home page says the same in one call, with what this month comes to.
        var home = await As(Jean).GetAsAsync<BillingHome>("/api/biviers/billing/home");
        Assert.Equivalent(account, home.Account);
        Assert.Equal((await As(Jean).GetAsAsync<ChargesView>("/api/biviers/billing/charges?month=2026-12")).Total, home.Month);
        Assert.Equal(7.20m, home.Month);
    }

    [Fact]
    public async Task Two_small_debts_of_Moreau_stand_apart_and_add_up()
    {
        await Billing.DeliverAsync(MoreauFamily());

        var account = await As(Moreau).GetAsAsync<AccountView>("/api/biviers/billing/account");

        Assert.Equal((27m, null), (account.Balance, account.Quotient));
        Assert.Equal([("AL-41", 18m), ("AL-52", 9m)], account.Unpaid.Select(i => (i.Number, i.Remaining)));
    }

    [Fact]
    public async Task A_family_with_nothing_billed_owes_nothing()
    {
        var nguyen = Guid.Parse("10000000-0000-0000-0000-000000000003");
        await Billing.DeliverAsync(MoreauFamily() with { FamilyId = nguyen });

        var account = await As(nguyen).GetAsAsync<AccountView>("/api/biviers/billing/account");

        Assert.Equal((0m, 0m, null, null), (account.Balance, account.ToBill, account.Notice, account.Quotient));
        Assert.Empty(account.Unpaid);
    }

    [Fact]
    public async Task Where_the_treasury_collects_the_notice_stands_in_place_of_a_balance()
    {
        await Billing.DeliverAsync(JeanFamily() with { Tenant = "pays-saint-marcellin", FamilyId = Ztest });
        await Billing.DeliverAsync(Settled(Ztest, Cell(Louise, "dionay-restauration", 10)) with { Tenant = "pays-saint-marcellin" });

        var account = await As(Ztest, "pays-saint-marcellin").GetAsAsync<AccountView>("/api/pays-saint-marcellin/billing/account");

        Assert.Null(account.Balance);
        Assert.Contains("Trésorerie du Sud-Grésivaudan – 04 65 71 12 34", account.Notice, StringComparison.Ordinal);
        Assert.Equal(3.00m, account.ToBill);
    }

    [Fact]
    public async Task In_a_mixed_commune_the_balance_stays_for_what_the_commune_collects()
    {
        await Billing.DeliverAsync(JeanFamily() with { Tenant = "pays-saint-marcellin", FamilyId = Ztest });

        var before = await As(Ztest, "pays-saint-marcellin").GetAsAsync<AccountView>("/api/pays-saint-marcellin/billing/account");
        await Billing.DeliverAsync(Settled(Ztest, Cell(Louise, "bessins-restauration", 10),
            Cell(Louise, "dionay-restauration", 11)) with
        { Tenant = "pays-saint-marcellin" });
        var after = await As(Ztest, "pays-saint-marcellin").GetAsAsync<AccountView>("/api/pays-saint-marcellin/billing/account");

        Assert.Equal((0m, null), (before.Balance, before.Notice));
        Assert.Equal(0m, after.Balance);
        Assert.NotNull(after.Notice);
    }

    [Theory]
    [InlineData(0, null, "2026-11-08", "2026-11-30")]
    [InlineData(1, null, "2026-12-31", "2027-01-31")]
    [InlineData(2, null, "2026-12-08", "2027-02-28")]
    [InlineData(null, 30, "2026-11-08", "2026-12-08")]
    public void An_invoice_falls_due_by_the_rule_of_its_cash_office(int? endOfMonth, int? days, string issued, string due) =>
        Assert.Equal(Date(due), new DueRule { EndOfMonth = endOfMonth, Days = days }.DateFor(Date(issued)));

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class AccountOnSqlite() : AccountTests(TestDatabase.Sqlite);

public sealed class AccountOnSqlServer() : AccountTests(TestDatabase.SqlServer);
