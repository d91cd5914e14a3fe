using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>The worked cases that need an account, a series of numbers, a household or meals: each goes through the service itself.</summary>
public sealed class AccountCaseTests() : BillingWorld(TestDatabase.Sqlite)
{
    private const string Api = "/api/biviers/billing";

    public static TheoryData<string, string> Evenings => MoneyCases.Of("latePickUp");

    public static TheoryData<string, string> Numbers => MoneyCases.Of("number");

    public static TheoryData<string, string> Refunds => MoneyCases.Of("refund");

    public static TheoryData<string, string> Handed => MoneyCases.Of("balance");

    public static TheoryData<string, string> Meals => MoneyCases.Of("meals1");

    [Theory]
    [MemberData(nameof(Evenings))]
    public void Evenings_are_counted_over_their_period(string id, string title)
    {
        var input = MoneyCases.Case(id)["input"]!;
        var fee = input["fee"]!.DeepClone();
        fee["amount"] = PriceCaseTests.Euros(fee["amount"]!);
        var tariff = PriceCaseTests.TariffOf(new JsonObject { ["from"] = "2000-01-01", ["flat"] = 1, ["latePickUp"] = fee });
        // In the order of the case, so that of two who left in the same minute the first is charged.
        var children = new Dictionary<string, Guid>();
        Guid ChildOf(JsonNode row) => children.TryGetValue((string)row["child"]!, out var known) ? known
            : children[(string)row["child"]!] = new Guid(children.Count + 1, 0, 0, new byte[8]);
        // Planning tells no late minutes of who left in time, nor of a mark withdrawn.
        var cells = input["evenings"]!.AsArray().Where(e => e!["minutes"] is { } minutes && (int)minutes > 0)
            .Select(e => new Cell { Unit = "unit", Date = Date(e!["date"]!), ChildId = ChildOf(e!), LateMinutes = (int)e!["minutes"]! }).ToList();

        var told = MoneyCases.Case(id)["expected"]!.AsArray()
            .ToDictionary(e => (Date(e!["date"]!), ChildOf(e)), e => e!["amount"] is { } due ? PriceCaseTests.Euros(due) : (decimal?)null);
        var known = input["evenings"]!.AsArray().Select(e => (Date(e!["date"]!), ChildOf(e))).ToList();
        Assert.All(told.Keys, k => Assert.Contains(k, known));
        foreach (var evening in known)
        {
            var cell = cells.Find(c => (c.Date, c.ChildId) == evening);
            var amount = cell is null ? null : LatePickUpPrice.Of(cell, tariff, tariff.On(cell.Date)!, cells)?.Amount;
            Assert.True(told.GetValueOrDefault(evening) == amount, $"{title}: {evening} {amount}");
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Each_office_and_year_has_its_own_series(string id, string title)
    {
        var taken = await Billing.InTenantAsync("biviers", async s =>
        {
            var (db, books, numbers) = (s.GetRequiredService<BillingDb>(), s.GetRequiredService<Books>(), new List<string?>());
            foreach (var issue in MoneyCases.Case(id)["input"]!["issues"]!.AsArray())
            {
                var (office, year) = ((string)issue!["office"]!, Date(issue["date"]!).Year);
                numbers.Add(issue["draft"] is { } draft && (bool)draft ? null
                    : $"{office}-{await db.WriteAsync(token => books.TakeNumberAsync($"case-{office}", year, Counter.Invoices, token), default)} ({year})");
            }

            return numbers;
        });

        Assert.True(MoneyCases.Case(id)["expected"]!.AsArray().Select(e => (string?)e).SequenceEqual(taken), $"{title}: {string.Join(", ", taken)}");
    }

    [Theory]
    [MemberData(nameof(Refunds))]
    public async Task No_more_is_given_back_than_is_kept_in_advance(string id, string title)
    {
        var (input, allowed) = (MoneyCases.Case(id)["input"]!, PriceCaseTests.Euros(MoneyCases.Case(id)["expected"]!["allowed"]!));
        await Billing.DeliverAsync(MoreauFamily());
        var (advance, allocated) = (PriceCaseTests.Euros(input["advance"]!), PriceCaseTests.Euros(input["allocated"]!));
        await SettleDebtsAsync(Moreau);
        if (allocated > 0)
        {
            await OweAsync(Moreau, allocated);
        }

        var paid = await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>($"{Api}/payments",
                new RecordPayment(Guid.NewGuid(), Moreau, Office, Day(12, 8), PayMethods.Cheque, advance + allocated));
        Assert.Equal(advance, paid.Payment.Advance);

        // What is allowed is the less of both: asked in full when it may be, else refused and given back up to the advance.
        var wanted = PriceCaseTests.Euros(input["asked"]!);
        var asked = await RefundAsync(paid, wanted);
        Assert.True((wanted <= allowed) == asked.IsSuccessStatusCode, title);
        if (!asked.IsSuccessStatusCode && allowed > 0)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await RefundAsync(paid, allowed));
        }

        if (advance > allowed)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK, await RefundAsync(paid, advance - allowed));
        }

        Assert.False((await RefundAsync(paid, 0.01m)).IsSuccessStatusCode);
    }

    [Theory]
    [MemberData(nameof(Handed))]
    public async Task What_the_treasury_took_over_is_owed_nowhere_here(string id, string title)
    {
        var (input, expected) = (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);
        await Billing.DeliverAsync(MoreauFamily());
        var invoice = await OweAsync(Moreau, PriceCaseTests.Euros(input["invoice"]!));
        foreach (var payment in input["payments"]!.AsArray().Select(p => PriceCaseTests.Euros(p as JsonValue ?? p!["amount"]!)))
        {
            await AsAgent(Permissions.Cash)
                .PostAsAsync<PaymentDetail>($"{Api}/payments", new RecordPayment(Guid.NewGuid(), Moreau, Office, Day(12, 8), PayMethods.Cheque, payment));
        }

        if ((string?)input["handedToTreasuryAs"] is { } name)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.OK,
                await AsAgent(Permissions.Billing).PostAsJsonAsync($"{Api}/invoices/title", new HandOver(name, Day(12, 8), [invoice])));
        }

        var account = await As(Moreau).GetAsAsync<AccountView>($"{Api}/account");
        var statement = await As(Moreau).GetAsAsync<StatementView>($"{Api}/statement");
        var detail = await As(Moreau).GetAsAsync<InvoiceDetail>($"{Api}/invoices/{invoice}");

        Assert.True((PriceCaseTests.Euros(expected["homeBalance"]!), PriceCaseTests.Euros(expected["statementClosing"]!), (bool)expected["payable"]!)
            == (account.Balance, statement.Closing, detail.Invoice.Payable), title);
    }

    [Theory]
    [MemberData(nameof(Meals))]
    public async Task Meals_at_one_euro_are_counted_where_they_were_eaten(string id, string title)
    {
        await Billing.InTenantAsync("biviers", async s =>
        {
            var (db, n) = (s.GetRequiredService<BillingDb>(), 0);
            await db.Prices.ExecuteDeleteAsync();
            foreach (var meal in MoneyCases.Case(id)["input"]!["meals"]!.AsArray())
            {
                for (var i = 0; i < (int)meal!["count"]!; i++)
                {
                    var (family, child, day) = (new Guid(++n, 5, 5, new byte[8]), new Guid(n, 6, 6, new byte[8]), Date(meal["date"]!));
                    db.KnownChildren.Add(new Known.KnownChild { FamilyId = family, ChildId = child, School = "École" });
                    db.Cells.Add(new Cell
                    {
                        Payer = family,
                        ChildId = child,
                        Unit = "restauration",
                        Date = day,
                        Version = 1,
                        Outcome = OutcomeOf((string)meal["state"]!)
                    });
                    var price = new CurrentPrice
                    {
                        Payer = family,
                        ChildId = child,
                        Unit = "restauration",
                        Date = day,
                        Kind = PriceKind.Day,
                        CashOffice = Office
                    };
                    price.Costs((long)(PriceCaseTests.Euros(meal["price"]!) * 100));
                    db.Prices.Add(price);
                }
            }

            return await db.SaveChangesAsync();
        });

        var days = MoneyCases.Case(id)["input"]!["meals"]!.AsArray().Select(m => Date(m!["date"]!)).ToList();
        var figures = await AsAgent(Permissions.MoneyView).GetAsAsync<FiguresView>($"{Api}/figures?from={days.Min():yyyy-MM}&until={days.Max():yyyy-MM}");

        Assert.True(MoneyCases.Case(id)["expected"]!.AsObject().Select(e => (e.Key, (int)e.Value!)).Where(e => e.Item2 > 0).Order().SequenceEqual(
            figures.Meals.Select(m => (m.Period, m.Meals)).Order()), $"{title}: {string.Join(", ", figures.Meals.Select(m => $"{m.Period} {m.Meals}"))}");
    }

    private const string Office = "garderie-alsh";

    private Task<HttpResponseMessage> RefundAsync(PaymentDetail payment, decimal amount) =>
        AsAgent(Permissions.Cash).PostAsJsonAsync($"{Api}/payments/{payment.Payment.Id}/refund", new AskRefund(amount, "demandé par la famille"));

    // The demo's debts of the family, so that the invoice stands alone.
    private async Task SettleDebtsAsync(Guid family)
    {
        var owed = (await As(family).GetAsAsync<AccountView>($"{Api}/account")).Balance ?? 0;
        if (owed > 0)
        {
            await AsAgent(Permissions.Cash)
                .PostAsAsync<PaymentDetail>($"{Api}/payments", new RecordPayment(Guid.NewGuid(), family, Office, Day(12, 7), PayMethods.Cheque, owed));
        }
    }

    private async Task<Guid> OweAsync(Guid family, decimal amount)
    {
        await SettleDebtsAsync(family);
        await Billing.InTenantAsync("biviers", async s =>
        {
            var db = s.GetRequiredService<BillingDb>();
            var price = new CurrentPrice
            {
                Payer = family,
                ChildId = Noe,
                Unit = "restauration",
                Date = Day(12, 1),
                Kind = PriceKind.Opening,
                CashOffice = Office,
                Label = "Repas"
            };
            price.Costs((long)(amount * 100));
            db.Prices.Add(price);
            return await db.SaveChangesAsync();
        });
        await IssueAsync(Day(12, 1), Day(12, 31));
        var invoice = await InvoiceAsync(family);
        Assert.Equal(amount, invoice.Invoice.Amount);
        return invoice.Invoice.Id;
    }

    internal static CellOutcome OutcomeOf(string state) => state switch
    {
        "served" or "present" => CellOutcome.Present,
        "servedUnbooked" or "presentUnbooked" => CellOutcome.PresentUnbooked,
        "absentBilled" => CellOutcome.AbsentBilled,
        "absentExcused" or "absent" => CellOutcome.AbsentExcused,
        "booked" => CellOutcome.Booked,
        _ => throw new InvalidOperationException($"{state} is no outcome."),
    };

    internal static DateOnly Date(JsonNode text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
