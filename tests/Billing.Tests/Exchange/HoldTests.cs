using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Holds;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Bookings that are confirmed by paying: thirty minutes, then the place goes to the next. It is 9 h 10 on 8 December.</summary>
public abstract class HoldTests(TestDatabase database) : PrepaidWorld(database)
{
    [Fact]
    public async Task What_is_asked_keeps_the_days_whatever_else_is_owed_and_what_is_not_paid_in_time_is_given_up_the_latest_first()
    {
        await HoldAsync();
        await FamilyAsync();
        await MealsAsync(CellOutcome.Booked, 4, 10, 11);
        var asked = Assert.Single(await ToldAsync(1));
        Assert.Equal((Jean, "À payer avant 9 h 40 pour garder vos jours", "prepaye"), (asked.FamilyId, asked.Subject, asked.Path));
        Assert.Contains("Versez 7,20 €", Plain(asked), StringComparison.Ordinal);
        Assert.Equal((2, 7.20m, new DateTime(2026, 12, 8, 9, 40, 0)),
            (await AccountAsync()).Held is { } held ? (held.Days, held.Missing, held.Until) : default);

        // Half of it at the counter: the first booked is confirmed at once, the invoice stays as it is, and the rest is asked again.
        await PutInAsync(3.60m);
        var told = await ToldAsync(3);
        Assert.Contains("– 10 décembre 2026", Plain(told.Single(n => n.Subject == "C’est payé : vos jours sont confirmés")), StringComparison.Ordinal);
        Assert.Contains("Versez 3,60 €", Plain(told[^1].Subject.StartsWith("À payer", StringComparison.Ordinal) ? told[^1] : told[^2]),
            StringComparison.Ordinal);
        Assert.Equal(120.60m, (await InvoiceAsync()).Remaining);
        Assert.Equal((1, 3.60m), (await AccountAsync()).Held is { } rest ? (rest.Days, rest.Missing) : default);

        // Told twice, and a newer word of a day that is booked: no new time, no second notice.
        await MealsAsync(CellOutcome.Booked, 4, 11);
        await MealsAsync(CellOutcome.Booked, 5, 11);
        Billing.Clock.Advance(TimeSpan.FromMinutes(31));
        var given = Assert.Single(await UnpaidAsync());

        Assert.Equal((Jean, new DateOnly(2026, 12, 11), 5L), (given.FamilyId, Assert.Single(given.Days).Date, given.Days[0].Version));
        told = await ToldAsync(4);
        Assert.Contains("– 11 décembre 2026", Plain(told.Single(n => n.Subject == "Jours non payés : les places sont rendues")), StringComparison.Ordinal);
        await MealsAsync(CellOutcome.None, 6, 11);
        Assert.Equal((3.60m, null), (await AccountAsync()) is var after ? (after.Taken, after.Held) : default);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_payment_under_way_is_waited_for_once_and_one_that_comes_too_late_is_told_and_stays_the_payers()
    {
        await HoldAsync();
        await FamilyAsync();
        await MealsAsync(CellOutcome.Booked, 1, 10);
        await ToldAsync(1);
        Billing.Clock.Advance(TimeSpan.FromMinutes(25));
        var (_, intime) = await BeginAsync(3.60m);
        Billing.Clock.Advance(TimeSpan.FromMinutes(10));
        await HeldAsync(h => h is [{ Extended: true, State: HeldState.Waiting }]);
        Desk.Decide(intime, "P");
        await NotifyAsync(intime.IdOp);
        Assert.Contains(await ToldAsync(2), n => n.Subject == "C’est payé : vos jours sont confirmés");
        await HeldAsync(h => h is []);
        Assert.Empty(Billing.Published.OfType<DaysUnpaid>());

        Billing.Clock.Advance(TimeSpan.FromMinutes(1));
        await MealsAsync(CellOutcome.Booked, 1, 14);
        await ToldAsync(3);
        Billing.Clock.Advance(TimeSpan.FromMinutes(29));
        var (attempt, late) = await BeginAsync(3.60m);
        Billing.Clock.Advance(TimeSpan.FromMinutes(2));
        await HeldAsync(h => h is [{ Extended: true, State: HeldState.Waiting }]);
        Billing.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.Equal(new DateOnly(2026, 12, 14), Assert.Single((await UnpaidAsync())[0].Days).Date);
        await MealsAsync(CellOutcome.None, 2, 14);
        Desk.Decide(late, "P");
        await NotifyAsync(late.IdOp);
        await NotifyAsync(late.IdOp);

        var told = await ToldAsync(5);
        Assert.Contains("– 14 décembre 2026",
            Plain(Assert.Single(told, n => Plain(n).StartsWith("Votre versement de 3,60 € est arrivé après le délai", StringComparison.Ordinal))),
            StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2026, 12, 14)], (await AttemptAsync(attempt)).GivenUp!);
        // Of 7,20 € put in, 3,60 € are the day that was kept; the rest pays what is owed, as with any top-up: nothing is lost.
        Assert.Equal(-117m, (await AccountAsync()).Left);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task Where_custody_says_who_pays_that_household_is_asked_and_who_booked_is_told_without_sums()
    {
        await HoldAsync(d => d["payer"] = "custody");
        await FamilyAsync(new Custody(Jeanne, "Jeanne", new DateOnly(2026, 12, 7)));
        await MealsAsync(Jeanne, CellOutcome.Booked, 1, 10);

        var told = await ToldAsync(2);
        Assert.Contains("Versez 3,60 €", Plain(told.Single(n => n.FamilyId == Jean)), StringComparison.Ordinal);
        Assert.DoesNotContain("€", Plain(told.Single(n => n.FamilyId == Jeanne)), StringComparison.Ordinal);
        Assert.Equal((1, 3.60m), (await AccountAsync()).Held is { } held ? (held.Days, held.Missing) : default);
        Billing.Clock.Advance(TimeSpan.FromMinutes(31));

        // Planning knows the day by who booked it.
        Assert.Equal(Jeanne, Assert.Single(await UnpaidAsync()).FamilyId);
        Assert.Equal([Jean, Jeanne], (await ToldAsync(4)).Where(n => n.Subject == "Jours non payés : les places sont rendues").Select(n => n.FamilyId).Order());
    }

    [Fact]
    public async Task A_word_that_is_older_asks_for_nothing_and_a_day_given_up_by_the_parent_waits_no_more()
    {
        await HoldAsync();
        await FamilyAsync();
        await MealsAsync(CellOutcome.None, 2, 10);
        await MealsAsync(CellOutcome.Booked, 1, 10);
        await MealsAsync(CellOutcome.Booked, 1, 11);
        Assert.Contains("– 11 décembre 2026", Plain(Assert.Single(await ToldAsync(1))), StringComparison.Ordinal);
        await HeldAsync(h => h is [{ Date.Day: 11 }]);

        await MealsAsync(CellOutcome.None, 2, 11);
        await HeldAsync(h => h is []);
        Billing.Clock.Advance(TimeSpan.FromMinutes(31));
        // The account covers the next one at once: no word of it.
        await PutInAsync(130m);
        await MealsAsync(CellOutcome.Booked, 3, 10);
        await HeldAsync(h => h is []);
        Assert.Empty(Billing.Published.OfType<DaysUnpaid>());
        Assert.Single(await ToldAsync(1));
    }

    [Fact]
    public async Task What_is_unpaid_at_midnight_of_a_printed_day_is_given_up_and_the_price_says_that_day()
    {
        // Christmas is paid by Friday 11 December; all else within thirty minutes.
        await OfferAsync(new JsonObject
        {
            ["low"] = null,
            ["hold"] = new JsonObject
            {
                ["minutes"] = 30,
                ["units"] = new JsonArray("restauration"),
                ["dates"] = new JsonArray(new JsonObject { ["from"] = "2026-12-19", ["until"] = "2027-01-03", ["by"] = "2026-12-11" }),
            },
        });
        await FamilyAsync();
        var prices = (await As(Jean).GetAsAsync<PriceTable>(Root + "prices?from=2026-12-17&until=2027-01-05")).Prices.Where(p => p.Unit == "restauration");
        Assert.Equal(
            [(new DateOnly(2026, 12, 17), 30, null), (new DateOnly(2026, 12, 19), null, new DateOnly(2026, 12, 11)),
                (new DateOnly(2027, 1, 4), 30, (DateOnly?)null)],
            prices.Select(p => (p.From, p.Hold, p.PayBy)));

        await MealsAsync(CellOutcome.Booked, 1, 21, 22);
        var asked = Assert.Single(await ToldAsync(1));
        Assert.StartsWith("À payer avant le 11 décembre 2026 à minuit pour garder vos jours\nVersez 7,20 €", Plain(asked), StringComparison.Ordinal);
        await PutInAsync(3.60m);
        await ToldAsync(3);
        // A minute before midnight in Paris it still stands; then it goes.
        Billing.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 11, 22, 59, 0, TimeSpan.Zero));
        await MealsAsync(CellOutcome.Booked, 1, 17);
        await ToldAsync(4);
        Assert.Empty(Billing.Published.OfType<DaysUnpaid>());
        Billing.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 11, 23, 0, 1, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2026, 12, 22), Assert.Single(Assert.Single(await UnpaidAsync()).Days).Date);
        Assert.Contains((await ToldAsync(5)).Select(Plain),
            n => n.StartsWith("Jours non payés", StringComparison.Ordinal) && n.Contains("(le 11 décembre 2026 à minuit)", StringComparison.Ordinal));

        // Booked after that day, it holds as any other.
        await MealsAsync(CellOutcome.None, 2, 17, 22);
        await MealsAsync(CellOutcome.Booked, 3, 23);
        await HeldAsync(h => h.Exists(d => d.Date.Day == 23 && d.Until == Billing.Clock.GetUtcNow().UtcDateTime.AddMinutes(30)));
        Assert.All((await As(Jean).GetAsAsync<PriceTable>(Root + "prices?from=2026-12-20&until=2026-12-24")).Prices.Where(p => p.Unit == "restauration"),
            p => Assert.Equal((30, null), (p.Hold, p.PayBy)));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Theory]
    [InlineData("2026-12-19", "2027-01-03", "2026-12-19")]
    [InlineData("2027-01-03", "2026-12-19", "2026-12-04")]
    public async Task A_printed_day_comes_before_its_period(string from, string until, string by)
    {
        var view = await Agent().GetAsAsync<SectionView>(Root + "settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        document["cashOffices"]![0]!["prepaid"] = JsonNode.Parse(
            $$$"""{"hold":{"minutes":30,"units":["restauration"],"dates":[{"from":"{{{from}}}","until":"{{{until}}}","by":"{{{by}}}"}]}}""");

        var refused = await Agent()
            .PutAsJsonAsync(Root + "settings", new SaveSection(view.Version, System.Text.Json.JsonSerializer.SerializeToElement(document)));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("cashOffices[0].prepaid.hold", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Plain(FamilyNotified notice) => $"{notice.Subject}\n{notice.Text}".Replace('\u00A0', ' ');

    private Task HoldAsync(Action<JsonNode>? more = null) =>
        OfferAsync(new JsonObject { ["low"] = null, ["hold"] = new JsonObject { ["minutes"] = 30, ["units"] = new JsonArray("restauration") } }, more);

    private async Task<(Guid Attempt, DemoTreasury.Operation Operation)> BeginAsync(decimal amount)
    {
        var started = await (await TopUpAsync(amount)).ReadAsync<OnlineStarted>();
        return (started.Attempt, Desk.Find(new Uri(started.Address).Query["?idop=".Length..])!);
    }

    private Task<List<FamilyNotified>> ToldAsync(int count) => Eventually.SeeAsync(
        () => Task.FromResult(Billing.Published.OfType<FamilyNotified>().Where(n => n.Kind == "prepaid").ToList()), n => n.Count >= count);

    private Task<List<DaysUnpaid>> UnpaidAsync() =>
        Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<DaysUnpaid>().ToList()), d => d.Count > 0);

    private Task<List<HeldDay>> HeldAsync(Func<List<HeldDay>, bool> such) => Eventually.SeeAsync(
        () => Billing.InTenantAsync("biviers", s => Task.FromResult(s.GetRequiredService<BillingDb>().HeldDays.ToList())), such);
}

public sealed class HoldOnSqlite() : HoldTests(TestDatabase.Sqlite);

public sealed class HoldOnSqlServer() : HoldTests(TestDatabase.SqlServer);
