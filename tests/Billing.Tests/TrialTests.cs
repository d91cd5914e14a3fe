using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>A new grid on real days before the vote, and a family's own prices.</summary>
public abstract class TrialTests(TestDatabase database) : BillingWorld(database)
{
    private const string Trial = "/api/biviers/billing/tariffs/repas/trial?from=2026-12-01&until=2026-12-31";

    [Fact]
    public async Task A_draft_on_real_days_says_receipts_and_who_pays_more()
    {
        await GiveDaysAsync();
        // 3,60 → 3,80 for 501–800; from elsewhere 7,20 → 8,00; late days + 1 €.
        await DraftAsync(d => (d["brackets"]![1]!["price"], d["nonResident"], d["late"]) = (3.80m, 8.00m, new JsonObject { ["amount"] = 1 }));

        var view = await AsAgent(Permissions.Settings).GetAsAsync<TrialView>(Trial);

        // Jean: Louise 2 × 3,60, Tom's packed lunch 1,60; Jeanne: 7,20; Moreau without quotient: 6,40 + a late one.
        Assert.Equal((6, 3, 28.80m), (view.Days, view.Families, view.Before));
        Assert.Equal(28.80m + 0.40m + 0.80m + 1.00m, view.After);
        Assert.Equal((3, 0, 0), (view.Up, view.Down, view.Same));
        Assert.Equal(
            [("de 501 à 800", 2, 1, 7.20m, 7.60m), ("Quotient non fourni", 2, 1, 12.80m, 13.80m), ("Hors commune", 1, 1, 7.20m, 8.00m),
                ("Paniers-repas (PAI)", 1, 1, 1.60m, 1.60m)],
            view.Bands.Select(b => (b.Label.Replace('\u00A0', ' '), b.Days, b.Families, b.Before, b.After)));
        Assert.Equal([("1 enfant", 2, 2), ("2 enfants", 1, 1)], view.Children.Select(g => (g.Label, g.Families, g.Up)));
        Assert.Equal([("Commune", 21.60m, 23.00m), ("Hors commune", 7.20m, 8.00m)], view.Residence.Select(g => (g.Label, g.Before, g.After)));
        Assert.Equal([("Réservé en retard", 1, 0m, 1m)], view.Conditions.Select(c => (c.Label, c.Days, c.Before, c.After)));
        Assert.Equal(view.After - view.Before, view.Bands.Sum(b => b.After - b.Before));
        Assert.Equal("1001001818362", view.Most[0].Number);
    }

    [Fact]
    public async Task The_version_in_force_on_trial_comes_to_what_is_billed()
    {
        await GiveDaysAsync();
        await DraftAsync(_ => { });

        var view = await AsAgent(Permissions.Settings).GetAsAsync<TrialView>(Trial);
        var billed = (await ChargesAsync(Jean)).Total + (await ChargesAsync(Jeanne)).Total + (await ChargesAsync(Moreau)).Total;

        Assert.Equal((billed, billed, 3), (view.Before, view.After, view.Same));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Households_beyond_one_reading_come_to_the_same_as_each_alone(bool byMonth)
    {
        // Three parts for two readers; every third from elsewhere, every second with a child more.
        const int families = 600;
        await Billing.DeliverAsync(Canteen());
        await Billing.InTenantAsync("biviers", async s =>
        {
            var db = s.GetRequiredService<BillingDb>();
            for (var n = 1; n <= families; n++)
            {
                var family = new Guid(n, 1, 1, new byte[8]);
                db.KnownFamilies.Add(new KnownFamily { FamilyId = family, Version = 1, Number = $"{n:0000}", Name = $"FAMILLE {n}", Resident = n % 3 != 0 });
                db.KnownQuotients.Add(new KnownQuotient { FamilyId = family, From = new DateOnly(2026, 1, 1), Value = 612, Source = "CAF" });
                for (var rank = 1; rank <= 1 + n % 2; rank++)
                {
                    var child = new Guid(n, 2, (short)rank, new byte[8]);
                    db.KnownChildren.Add(new KnownChild
                    {
                        FamilyId = family,
                        ChildId = child,
                        FirstName = "E",
                        LastName = $"{n}",
                        BirthDate = new DateOnly(2020, 1, 1),
                        Rank = rank
                    });
                    db.Cells.Add(new Cell
                    {
                        ChildId = child,
                        Unit = "restauration",
                        Date = new DateOnly(2026, 12, 10),
                        Payer = family,
                        Version = 1,
                        Outcome = CellOutcome.Present
                    });
                }
            }

            return await db.SaveChangesAsync();
        });
        await DraftAsync(d =>
        {
            (d["brackets"]![1]!["price"], d["nonResident"]) = (3.80m, 8.00m);
            if (byMonth)
            {
                d["registrationFee"] = new JsonObject { ["amount"] = 2 };
            }
        });

        var view = await AsAgent(Permissions.Settings).GetAsAsync<TrialView>(Trial);

        // Of 600 families 200 are from elsewhere; of each kind half have two children.
        var fees = byMonth ? 900 * 2m : 0;
        Assert.Equal((900, families, 600 * 3.60m + 300 * 7.20m, 600 * 3.80m + 300 * 8.00m + fees), (view.Days, view.Families, view.Before, view.After));
        Assert.Equal((families, 0, 0), (view.Up, view.Down, view.Same));
        Assert.Equal([("de 501 à 800", 600, 400), ("Hors commune", 300, 200)], view.Bands.Select(b => (b.Label.Replace('\u00A0', ' '), b.Days, b.Families)));
        Assert.Equal([("1 enfant", 300), ("2 enfants", 300)], view.Children.Select(g => (g.Label, g.Families)));
    }

    [Fact]
    public async Task Prices_that_hang_on_the_month_are_tried_month_by_month()
    {
        await GiveDaysAsync();
        await DraftAsync(d => (d["cap"], d["registrationFee"]) = (new JsonObject { ["amount"] = 5 }, new JsonObject { ["amount"] = 2 }));

        var view = await AsAgent(Permissions.Settings).GetAsAsync<TrialView>(Trial);

        // Louise 7,20 → 5, Inès… no: caps take 2,20 off Louise, 2,20 off Jeanne's meal and 7,80 off Noé's two; four children pay the fee.
        Assert.Equal(28.80m - 2.20m - 2.20m - 7.80m + (4 * 2m), view.After);
        Assert.Equal(28.80m, view.Before);
        Assert.Equal(view.After, view.Bands.Sum(b => b.After));
    }

    [Fact]
    public async Task Without_draft_or_with_a_strange_period_there_is_nothing_to_try()
    {
        var agent = AsAgent(Permissions.Settings);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(Trial)).StatusCode);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "period.invalid",
            await agent.GetAsync("/api/biviers/billing/tariffs/repas/trial?from=2026-12-31&until=2026-12-01"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "period.invalid",
            await agent.GetAsync("/api/biviers/billing/tariffs/repas/trial?from=2020-12-31&until=2026-12-01"));
    }

    [Fact]
    public async Task Each_child_has_its_prices_as_they_are_billed()
    {
        await GiveDaysAsync();

        var mine = await As(Jean).GetAsAsync<MyTariffsView>("/api/biviers/billing/my-tariffs");

        Assert.Equal((612m, null, "de 501 à 800", true), (mine.Quotient, mine.QuotientUntil, mine.Bracket!.Replace('\u00A0', ' '), mine.Resident));
        Assert.Equal([("Louise", 1), ("Tom", 2), ("Inès", 3)], mine.Children.Select(c => (c.FirstName, c.Rank)));
        Assert.Equal([("Repas", 3.60m, null, 6.40m)], mine.Children[0].Prices.Select(p => (p.Label, p.Amount, p.Usual, p.WithoutQuotient!.Value)));
        Assert.Equal([("Repas, panier-repas (PAI)", 1.60m, 3.60m)], mine.Children[1].Prices.Select(p => (p.Label, p.Amount, p.Usual!.Value)));
        // Nothing booked: all of the commune's few tariffs; the third child has 20 % off.
        Assert.Equal([3.60m, 1.10m, 9.20m, 5.06m], mine.Children[2].Prices.Select(p => p.Amount));
        Assert.Equal(7.20m, (await As(Jeanne).GetAsAsync<MyTariffsView>("/api/biviers/billing/my-tariffs")).Children[0].Prices[0].Amount);
        var charged = (await ChargesAsync(Jean)).Lines;
        Assert.All(mine.Children.Take(2), c => Assert.Contains(charged, l => l.ChildId == c.ChildId && l.Amount == c.Prices[0].Amount));
    }

    [Fact]
    public async Task The_last_full_month_is_offered_to_simulate_with()
    {
        await Billing.DeliverAsync(JeanFamily());
        SettledCell[] cells = [Cell(Louise, "restauration", 9), Cell(Tom, "restauration", 9), Cell(Ines, "alsh-mercredi-journee", 9),
            Cell(Louise, "restauration", 10)];
        await Billing.DeliverAsync(Settled(Jean, [.. cells.Select(c => c with { Date = c.Date.AddMonths(-1) })]));

        var mine = await As(Jean).GetAsAsync<MyTariffsView>("/api/biviers/billing/my-tariffs");

        Assert.Equal(new DateOnly(2026, 11, 1), mine.Month);
        Assert.Equal([("alsh-journee:3", 1), ("repas", 2), ("repas:pai", 1)],
            mine.Counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value)));
        var items = string.Concat(mine.Counts.Select(c => $"&item={c.Key}*{c.Value}"));
        var simulated = await Billing.Client().GetAsAsync<PriceSimulation>("/api/biviers/billing/public/simulation?quotient=612" + items);
        Assert.Equal((await ChargesAsync(Jean, "2026-11")).Total, simulated.Total);
    }

    private async Task GiveDaysAsync()
    {
        await Billing.DeliverAsync(Canteen());
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9), Cell(Louise, "restauration", 10), Cell(Tom, "restauration", 10),
            Cell(Ines, "restauration", 10, CellOutcome.AbsentExcused)));
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Ines, "restauration", 15)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 9), Cell(Noe, "restauration", 10, late: true)));
    }

    private async Task DraftAsync(Action<JsonNode> change)
    {
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        var draft = document["tariffs"]![0]!["versions"]![0]!.DeepClone();
        draft["from"] = "2027-09-01";
        change(draft);
        document["tariffs"]![0]!["draft"] = draft;
        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await AsAgent(Permissions.Settings)
                .PutAsJsonAsync("/api/biviers/billing/settings", new SaveSection(1, JsonSerializer.SerializeToElement(document))));
    }
}

public sealed class TrialOnSqlite() : TrialTests(TestDatabase.Sqlite);
