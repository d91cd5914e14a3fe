using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>What enrolments, contracts and custody do to prices and payers, as Planning and Family tell them.</summary>
public abstract class EnrolmentFactTests(TestDatabase database) : BillingWorld(database)
{
    [Fact]
    public async Task The_place_among_those_enrolled_and_a_day_outside_the_own_ones_make_the_price()
    {
        await RulesAsync(d =>
            (d["tariffs"]![0]!["versions"]![0]!["siblingDiscounts"], d["tariffs"]![0]!["versions"]![0]!["siblings"],
                d["tariffs"]![0]!["versions"]![0]!["occasional"])
            = (new JsonArray(50, 75), new JsonObject { ["among"] = "enrolled" }, new JsonObject { ["amount"] = 2 }));
        await Billing.DeliverAsync(Canteen());
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 3), Cell(Ines, "restauration", 1), Cell(Ines, "restauration", 3)));
        // Inès is the third of the household and the second of those enrolled, on Mondays and Tuesdays; 3 December is a Thursday.
        var both = Enrolments(1, new EnrolledChild(Louise, "restauration", null, Day(9, 1), null, ""),
            new EnrolledChild(Ines, "restauration", null, Day(9, 1), null, "12"));
        await Billing.DeliverAsync(both);

        Assert.Equal("Inès 01/12 1.80\nInès 03/12 3.80\nLouise 03/12 3.60", await ShortAsync(Jean));

        // Alone, and on Thursdays too; Louise has become an occasional one. What is told late or twice changes nothing.
        await Billing.DeliverAsync(Enrolments(2, new EnrolledChild(Ines, "restauration", null, Day(9, 1), null, "124")));
        await Billing.DeliverAsync(both);

        Assert.Equal("Inès 01/12 3.60\nInès 03/12 3.60\nLouise 03/12 5.60", await ShortAsync(Jean));
    }

    [Fact]
    public async Task A_package_is_due_while_the_child_is_enrolled_by_its_days_and_without_any_booked_one()
    {
        await RulesAsync(d =>
            d["tariffs"]![1]!["versions"] = JsonNode.Parse("""[{"from":"2026-01-01","flat":20,"per":"month","package":{"proration":"days"}}]"""));
        await Billing.DeliverAsync(new ServiceChanged("biviers", At, 1, "garderie", "Garderie", "garderie-periscolaire", "Garderie périscolaire",
            [new("garderie-matin", "Matin")]));
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Enrolments(1, new EnrolledChild(Louise, "garderie", "garderie-matin", Day(12, 16), Day(1, 31, 2027), "")));

        Assert.Equal(10.32m, (await ChargesAsync(Jean)).Total);
        Assert.Equal(20m, (await ChargesAsync(Jean, "2027-01")).Total);
        Assert.Equal(0m, (await ChargesAsync(Jean, "2027-02")).Total);
    }

    [Fact]
    public async Task Hours_agreed_by_contract_are_billed_in_equal_months()
    {
        await RulesAsync(d => d["tariffs"]![1]!["versions"] = JsonNode.Parse("""[{"from":"2026-01-01","flat":1.5,"per":"hour","contract":{"weeks":47}}]"""));
        await Billing.DeliverAsync(new ServiceChanged("biviers", At, 1, "garderie", "Garderie", "garderie-periscolaire", "Garderie périscolaire",
            [new("garderie-matin", "Matin")]));
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(new EnrolmentsChanged("biviers", At, Jean, 1, [new(Ines, "garderie", null, Day(9, 1), Day(8, 31, 2027), "")],
            [new(Ines, "garderie", Day(9, 1), Day(8, 31, 2027), 32)]));

        // 32 h × 1,50 € × 47 ÷ 12.
        Assert.Equal(188m, (await ChargesAsync(Jean)).Total);
    }

    [Fact]
    public async Task Each_household_pays_its_own_weeks_where_the_commune_says_so_and_a_swap_moves_the_day()
    {
        await RulesAsync(d => d["payer"] = "custody");
        await Billing.DeliverAsync(Canteen());
        // Week of 30 November with Jean, that of 7 December with Jeanne.
        var jean = JeanFamily() with { Children = [JeanFamily().Children[2] with { Custody = new Custody(Jeanne, "Jeanne", new DateOnly(2026, 11, 30)) }] };
        await Billing.DeliverAsync(jean);
        await Billing.DeliverAsync(JeanneFamily() with
        {
            Children = [JeanFamily().Children[2] with { Custody = new Custody(Jean, "Jean", new DateOnly(2026, 12, 7)) }]
        });

        await Billing.DeliverAsync(Settled(Jean, Cell(Ines, "restauration", 3), Cell(Ines, "restauration", 8),
            Cell(Ines, "restauration", 9, CellOutcome.PresentUnbooked), Cell(Ines, "restauration", 10)));

        // Whoever booked, and where nobody did.
        Assert.Equal("Inès 03/12 3.60", await ShortAsync(Jean));
        Assert.Equal("Inès 08/12 7.20\nInès 09/12 7.20\nInès 10/12 7.20", await ShortAsync(Jeanne));

        var swapped = new Custody(Jeanne, "Jeanne", new DateOnly(2026, 11, 30), Day(12, 31),
            [new(Day(11, 30), Day(12, 6)), new(Day(12, 8), Day(12, 8)), new(Day(12, 10), Day(12, 10)), new(Day(12, 14), Day(12, 20))]);
        await Billing.DeliverAsync(jean with { Version = 2, Children = [jean.Children[0] with { Custody = swapped }] });

        // It counts from the day it is told, that day included.
        Assert.Equal("Inès 03/12 3.60\nInès 08/12 3.60\nInès 10/12 3.60", await ShortAsync(Jean));
        Assert.Equal("Inès 09/12 7.20", await ShortAsync(Jeanne));
    }

    private static EnrolmentsChanged Enrolments(long version, params EnrolledChild[] children) => new("biviers", At, Jean, version, children, []);

    private async Task<string> ShortAsync(Guid family) =>
        string.Join(
            '\n', (await ChargesAsync(family)).Lines.OrderBy(l => l.Child, StringComparer.Ordinal).ThenBy(l => l.Date)
                .Select(l => $"{l.Child} {l.Date:dd/MM} {l.Amount:0.00}"));
}

public sealed class EnrolmentFactOnSqlite() : EnrolmentFactTests(TestDatabase.Sqlite);

public sealed class EnrolmentFactOnSqlServer() : EnrolmentFactTests(TestDatabase.SqlServer);
