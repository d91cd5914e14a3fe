using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Paying in advance: any sum by card, days taken as the commune says and given back, told
/// when low, what is left asked back. Jean owes AL-36, 120,60 €.</summary>
public abstract class PrepaidTests(TestDatabase database) : PrepaidWorld(database)
{
    [Fact]
    public async Task An_account_is_filled_with_any_sum_by_card_what_is_owed_first_and_days_are_taken_when_booked_and_given_back()
    {
        Assert.Empty((await ViewAsync()).Accounts);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await TopUpAsync(40));
        await OfferAsync(new JsonObject());
        await FamilyAsync();
        Assert.Equal(-120.60m, (await AccountAsync()).Left);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "prepaid.amount", await TopUpAsync(0.99m));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "prepaid.amount", await TopUpAsync(10.005m));

        var started = await (await TopUpAsync(151.11m)).ReadAsync<OnlineStarted>();
        Assert.Equal(started, await (await TopUpAsync(151.11m)).ReadAsync<OnlineStarted>());
        var operation = Desk.Find(new Uri(started.Address).Query["?idop=".Length..])!;
        Assert.Equal(("15111", "AL2026P000001"), (operation.Fields["montant"], operation.Fields["refdet"]));
        Desk.Decide(operation, "P");
        await NotifyAsync(operation.IdOp);
        await NotifyAsync(operation.IdOp);

        var attempt = await AttemptAsync(started.Attempt);
        Assert.Equal(("paid", OnlineAttemptView.TopUp, 151.11m, 0m), (attempt.State, attempt.Invoice.Kind, attempt.Amount, attempt.Kept));
        Assert.Equal("paid", (await InvoiceAsync()).State);
        await MealsAsync(CellOutcome.Booked, 1, 10, 11);
        var account = await AccountAsync();
        Assert.Equal((23.31m, 7.20m, true), (account.Left, account.Taken, account.WhenBooked));
        Assert.Contains(account.Movements, m => m.Label == "Louise, repas" && m.Amount == -3.60m);
        // Cancelled in time: back on the account.
        await MealsAsync(CellOutcome.None, 2, 11);
        Assert.Equal(26.91m, (await AccountAsync()).Left);
        Assert.Contains((await Agent().GetAsAsync<OnlineAttempts>(Root + "online/attempts?all=true")).Attempts, a => a.Invoice == "AL2026P000001");
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task Days_are_taken_on_the_day_where_the_commune_says_so()
    {
        await OfferAsync(new JsonObject { ["take"] = "consumed" });
        await FamilyAsync();
        await PutInAsync(150.60m);
        await MealsAsync(CellOutcome.Booked, 1, 8, 9);

        Assert.Equal((26.40m, 3.60m), (await AccountAsync()) is var today ? (today.Left, today.Taken) : default);
        Billing.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((22.80m, 7.20m), (await AccountAsync()) is var tomorrow ? (tomorrow.Left, tomorrow.Taken) : default);
    }

    [Fact]
    public async Task Low_is_told_once_until_it_is_filled_again()
    {
        await OfferAsync(new JsonObject { ["low"] = 20 });
        await FamilyAsync();
        await PutInAsync(145.60m);
        await MealsAsync(CellOutcome.Booked, 1, 10, 11);
        Assert.Equal(17.80m, (await AccountAsync()).Left);
        Billing.Clock.Advance(TimeSpan.FromMinutes(61));
        await NoticesAsync(1);
        await PutInAsync(30m);
        Billing.Clock.Advance(TimeSpan.FromMinutes(61));
        await Eventually.PassAsync(
            Billing.Clock, TimeSpan.FromMinutes(20),
            () => Billing.InTenantAsync("biviers", s => Task.FromResult(((BillingDb)s.GetService(typeof(BillingDb))!).PrepaidTold.Count())), n => n == 0);
        await MealsAsync(CellOutcome.Booked, 1, 14, 15, 16, 17, 18, 21, 22, 23);
        Assert.Equal(19.00m, (await AccountAsync()).Left);
        Billing.Clock.Advance(TimeSpan.FromMinutes(61));

        var told = await NoticesAsync(2);

        Assert.Equal(["Votre compte prépayé : il reste 17,80 €", "Votre compte prépayé : il reste 19,00 €"],
            told.Select(n => n.Subject.Replace('\u00A0', ' ')).Order());
        Assert.All(told, n => Assert.Equal((Jean, "prepaye"), (n.FamilyId, n.Path)));
    }

    [Fact]
    public async Task What_is_left_is_asked_back_at_the_end_and_never_what_days_have_taken()
    {
        await OfferAsync(new JsonObject());
        await FamilyAsync();
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "prepaid.nothing", await AskBackAsync());
        await PutInAsync(150.60m);
        await MealsAsync(CellOutcome.Booked, 1, 10);

        var asked = await (await AskBackAsync()).ReadAsync<PrepaidAccount>();

        Assert.Equal((0m, 26.40m), (asked.Left, asked.AskedBack));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "prepaid.nothing", await AskBackAsync());
        // The month's invoice is paid by what stayed.
        var draft = await Agent().GetAsAsync<PrepaidView>(Root + $"prepaid?family={Jean}");
        Assert.Equal(3.60m, Assert.Single(draft.Accounts).Taken);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Jeanne).GetAsync(Root + $"prepaid?family={Jean}"));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task Tickets_are_bought_by_the_book_one_a_meal_and_given_back_in_time()
    {
        await OfferAsync(new JsonObject
        {
            ["book"] = new JsonObject
            {
                ["key"] = "carnet",
                ["label"] = "Carnet de 10 repas",
                ["units"] = new JsonArray("restauration"),
                ["count"] = 10,
                ["price"] = 36m
            }
        });
        await FamilyAsync();
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "prepaid.books", await TopUpAsync(35, 1));
        var started = await (await TopUpAsync(72, 2)).ReadAsync<OnlineStarted>();
        var operation = Desk.Find(new Uri(started.Address).Query["?idop=".Length..])!;
        Desk.Decide(operation, "P");
        await NotifyAsync(operation.IdOp);
        // What was bought is on the way back from the treasury, on the receipt and in its PDF.
        var attempt = await AttemptAsync(started.Attempt);
        Assert.Equal((20, "Carnet de 10 repas"), (attempt.Tickets, attempt.Book));
        var receipt = await As(Jean).GetAsAsync<PaymentDetail>(Root + $"payments/{attempt.Payment}");
        Assert.Equal((20, "Carnet de 10 repas"), (receipt.Tickets, receipt.Book));
        var told = await BoughtAsync(1);
        Assert.Equal((Jean, "carnet", 20, new DateOnly(2026, 12, 8)), (told[0].FamilyId, told[0].Book, told[0].Tickets, told[0].Since));

        await MealsAsync(CellOutcome.Booked, 1, 10, 11, 14);
        Assert.Equal(17, (await AccountAsync()).Book!.Left);
        await MealsAsync(CellOutcome.None, 2, 11);
        Assert.Equal(18, (await AccountAsync()).Book!.Left);

        // One more at the counter; taken back with its cheque.
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "prepaid.books", await Agent().PostAsJsonAsync(Root + "payments", Cheque(35)));
        var sold = await Agent().PostAsAsync<PaymentDetail>(Root + "payments", Cheque(36));
        Assert.Equal(28, (await Agent().GetAsAsync<CounterView>(Root + $"counter?family={Jean}&office=garderie-alsh")).Book!.Left);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await Agent().PostAsJsonAsync(Root + $"payments/{sold.Payment.Id}/reverse", new ReversePayment("chèque impayé", new DateOnly(2026, 12, 8))));
        Assert.Equal(18, (await AccountAsync()).Book!.Left);
        told = await BoughtAsync(3);
        Assert.Equal([20, 30, 20], told.Select(t => t.Tickets));
        Assert.Equal(told.Select(t => t.Version).Order(), told.Select(t => t.Version));
        Assert.Equal(3, told.Select(t => t.Version).Distinct().Count());
    }

    [Fact]
    public async Task Of_several_offices_a_household_sees_the_accounts_it_used_or_needs_by_an_enrolment()
    {
        await OfferAsync(new JsonObject(), d =>
        {
            var other = d["cashOffices"]![0]!.DeepClone();
            other.AsObject().Remove("payFip");
            other.AsObject().Remove("directDebit");
            (other["key"], other["label"], other["prefix"]) = ("voisine", "Régie de la commune voisine", "VO");
            d["cashOffices"]!.AsArray().Add(other);
            // The mornings are the neighbour's.
            d["tariffs"]![1]!["cashOffice"] = "voisine";
        });
        await Billing.DeliverAsync(Service("restauration", "restauration"));
        await Billing.DeliverAsync(Service("garderie", "garderie-matin"));
        await FamilyAsync(); // Jean owes AL-36 to one office; Petit nothing to anybody.
        Assert.Equal(["garderie-alsh"], await OfficesAsync(Jean));
        Assert.Equal(["garderie-alsh", "voisine"], await OfficesAsync(Petit));

        await EnrolAsync(Petit, 1, "restauration");
        Assert.Equal(["garderie-alsh"], await OfficesAsync(Petit));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Petit).PostAsJsonAsync(
            Root + "prepaid/voisine/top-up", new TopUpPrepaid(40, "petit@example.test", "https://portail.example/biviers/paiements/{attempt}")));

        await EnrolAsync(Petit, 2, "restauration", "garderie");
        Assert.Equal(["garderie-alsh", "voisine"], await OfficesAsync(Petit));
    }

    private async Task<IEnumerable<string>> OfficesAsync(Guid family) =>
        (await As(family).GetAsAsync<PrepaidView>(Root + "prepaid")).Accounts.Select(a => a.Office).Order();

    private static ServiceChanged Service(string key, string unit) =>
        new("biviers", new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc), 1, key, key, "ecole", "École", [new(unit, unit)]);

    private Task EnrolAsync(Guid family, long version, params string[] services) => Billing.DeliverAsync(new EnrolmentsChanged(
        "biviers", Billing.Clock.GetUtcNow().UtcDateTime, family, version,
        [.. services.Select(s => new EnrolledChild(Guid.Parse("30000000-0000-0000-0000-000000000031"), s, null, new DateOnly(2026, 9, 1), null, ""))], []));

    private static RecordPayment Cheque(decimal amount) =>
        new(Guid.NewGuid(), Jean, "garderie-alsh", new DateOnly(2026, 12, 8), PayMethods.Cheque, amount, Books: 1);
}

public sealed class PrepaidOnSqlite() : PrepaidTests(TestDatabase.Sqlite);

public sealed class PrepaidOnSqlServer() : PrepaidTests(TestDatabase.SqlServer);
