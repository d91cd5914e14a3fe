using Preau.Billing.Known;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Residence, rank, packed lunch and quotient count from their day on: what was before keeps its price.</summary>
public abstract class DatedFactsTests(TestDatabase database) : BillingWorld(database)
{
    private static readonly DateTime June = new(2027, 6, 14, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_family_that_moves_in_June_does_not_reprice_September()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, On(Louise, 2026, 9, 10), On(Louise, 2027, 6, 11), On(Louise, 2027, 6, 14), On(Louise, 2027, 6, 15)));

        await Billing.DeliverAsync(JeanFamily(2, resident: false) with { At = June });

        Assert.Equal([3.60m], await AmountsAsync("2026-09"));
        Assert.Equal([3.60m, 7.20m, 7.20m], await AmountsAsync("2027-06"));
        // The price shown before booking turns on the same day.
        var table = await As(Jean).GetAsAsync<PriceTable>("/api/biviers/billing/prices?from=2027-06-01&until=2027-06-30");
        Assert.Equal([(1, 3.60m), (14, 7.20m)],
            table.Prices.Where(p => p.Unit == "restauration" && p.Children.Contains(Louise)).Select(p => (p.From.Day, p.Price!.Value)));
    }

    [Fact]
    public async Task Rank_and_packed_lunch_count_from_the_day_of_the_change()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, On(Tom, 2027, 6, 11), On(Tom, 2027, 6, 15), On(Ines, 2027, 6, 9, "alsh-mercredi-journee"),
            On(Ines, 2027, 6, 16, "alsh-mercredi-journee")));
        var changed = JeanFamily(2) with { At = June };
        changed.Children[1] = changed.Children[1] with { PackedLunch = false };
        changed.Children[2] = changed.Children[2] with { Rank = 2 };

        await Billing.DeliverAsync(changed);

        // 11.50 € less 20 % as the third child, then less 10 % as the second.
        Assert.Equal([9.20m, 10.35m, 1.60m, 3.60m], await AmountsAsync("2027-06"));
    }

    [Fact]
    public async Task Versions_that_come_in_another_order_give_the_same_days()
    {
        FamilyChanged[] versions =
        [
            JeanFamily() with { At = At },
            JeanFamily(2, resident: false) with { At = June },
            JeanFamily(3, resident: true) with { At = June.AddDays(2) },
            JeanFamily(4, resident: true) with { At = June.AddDays(4), Name = "DUPONT J." },
        ];
        foreach (var order in new[] { new[] { 0, 1, 2, 3 }, [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2], [3, 0, 2, 1] })
        {
            var tenant = "biviers-" + string.Concat(order);
            await Billing.InTenantAsync(tenant, s => ImportAsync(s, "biviers", "tenants"));
            await Billing.DeliverAsync(Settled(Jean, [.. Enumerable.Range(13, 5).Select(d => On(Louise, 2027, 6, d))]) with { Tenant = tenant });
            foreach (var i in order.Concat(order))
            {
                await Billing.DeliverAsync(versions[i] with { Tenant = tenant });
            }

            Assert.Equal([3.60m, 7.20m, 7.20m, 3.60m, 3.60m], await AmountsAsync("2027-06", tenant));
        }
    }

    [Fact]
    public async Task A_new_quotient_prices_its_first_day_and_not_the_day_before()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, On(Louise, 2026, 12, 14), On(Louise, 2026, 12, 15)));
        Assert.Equal([3.60m, 3.60m], await AmountsAsync("2026-12"));

        await Billing.DeliverAsync(JeanFamily(2, true, new FamilyQuotient(612, Day(2, 1), Day(12, 14), "CAF"),
            new FamilyQuotient(890, Day(12, 15), null, "CAF")));

        Assert.Equal([3.60m, 4.70m], await AmountsAsync("2026-12"));
    }

    [Theory]
    [InlineData(612, 890, "2026-12-15")]
    [InlineData(612, 612, null)]
    public void The_first_day_of_another_quotient_is_found(int was, int now, string? day)
    {
        KnownQuotient[] old = [new() { From = Day(2, 1), Value = was }];
        FamilyQuotient[] current = [new(was, Day(2, 1), Day(12, 14), "CAF"), new(now, Day(12, 15), null, "CAF")];

        Assert.Equal(day, KeepFamilyInStep.FirstDifference(old, current)?.ToString("yyyy-MM-dd", null));
    }

    [Fact]
    public async Task A_quotient_that_ends_without_another_is_a_price_until_its_last_day_and_the_highest_from_the_next()
    {
        await Billing.DeliverAsync(JeanFamily(1, true, new FamilyQuotient(612, Day(2, 1), Day(12, 14), "CAF")));

        var prices = (await As(Jean).GetAsAsync<PriceTable>("/api/biviers/billing/prices?from=2026-12-01&until=2026-12-31")).Prices
            .Where(p => p.Unit == "restauration" && p.Children.Contains(Louise)).OrderBy(p => p.From);

        Assert.Equal([(Day(12, 1), 3.60m), (Day(12, 15), 6.40m)], prices.Select(p => (p.From, p.Price!.Value)));
    }

    [Fact]
    public async Task Where_the_council_wants_it_what_was_billed_keeps_its_quotient_and_what_was_not_takes_the_new_one()
    {
        await RulesAsync(d => d["retroactiveQuotient"] = false);
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10)));
        await IssueAsync(Day(12, 1), Day(12, 14));
        await Billing.DeliverAsync(JeanFamily(2, true, new FamilyQuotient(612, Day(2, 1), Day(11, 30), "CAF"),
            new FamilyQuotient(900, Day(12, 1), null, "CAF")));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 17)));

        Assert.Equal([3.60m, 4.70m], (await ChargesAsync(Jean)).Lines.Select(l => l.Amount));
    }

    [Fact]
    public async Task Every_day_that_is_settled_after_its_month_was_priced_is_priced_again()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(Settled(Jean, On(Louise, 2026, 12, 10)));
        Assert.Equal([3.60m], await AmountsAsync("2026-12"));

        await Billing.DeliverAsync(Settled(Jean, On(Louise, 2026, 12, 11)));
        Assert.Equal([3.60m, 3.60m], await AmountsAsync("2026-12"));
        // The former payer's month as well.
        await Billing.DeliverAsync(Settled(Jeanne, On(Louise, 2026, 12, 11) with { Version = 2 }));
        Assert.Equal([3.60m], await AmountsAsync("2026-12"));
        Assert.Equal(7.20m, Assert.Single((await ChargesAsync(Jeanne)).Lines).Amount);
    }

    private static SettledCell On(Guid child, int year, int month, int day, string unit = "restauration") =>
        Cell(child, unit, 1) with { Date = new DateOnly(year, month, day) };

    private async Task<decimal[]> AmountsAsync(string month, string tenant = "biviers") =>
        [.. (await ChargesAsync(Jean, month, tenant)).Lines.OrderBy(l => l.Unit == "restauration" ? l.ChildId : Guid.Empty).ThenBy(l => l.Date)
            .Select(l => l.Amount)];
}

public sealed class DatedFactsOnSqlite() : DatedFactsTests(TestDatabase.Sqlite);

public sealed class DatedFactsOnSqlServer() : DatedFactsTests(TestDatabase.SqlServer);
