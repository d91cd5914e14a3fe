using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.TakenOver;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Rows of the version before, moved into the new tables: every sum is what it was.</summary>
public abstract class TakeOverTests(TestDatabase database) : BillingWorld(database)
{
    private const string Town = "autrefois";

    [Fact]
    public async Task Sums_are_equal_before_and_after_and_a_second_time_moves_nothing()
    {
        await Billing.InTenantAsync(Town, s => ImportAsync(s, "biviers", "tenants"));
        await Billing.DeliverAsync(JeanFamily() with { Tenant = Town });
        var before = await Billing.InTenantAsync(Town, FillAsync);

        await MoveAsync();
        await MoveAsync();

        var account = await As(Jean, Town).GetAsAsync<AccountView>($"/api/{Town}/billing/account");
        var statement = await As(Jean, Town).GetAsAsync<StatementView>($"/api/{Town}/billing/statement?year=2026");
        Assert.Equal(before.Owed, account.Balance);
        Assert.Equal((before.Billed, before.Paid + before.Titled), (statement.Debit, statement.Credit));
        Assert.Equal(before.ToBill, account.ToBill);
        Assert.Equal([("AL-7", 20.60m)], account.Unpaid.Select(i => (i.Number, i.Remaining)));
        var payments = await As(Jean, Town).GetAsAsync<PaymentsView>($"/api/{Town}/billing/payments");
        Assert.Equal([("AL-3", 40m, 0m, "CESU ou chèques-vacances"), ("AL-2", 62m, 2m, "Chèque")],
            payments.Payments.Select(p => (p.Number, p.Amount, p.Advance, p.MethodLabel)));
        await Invariants.HoldAsync(Billing, Town);
        Assert.Equal(
            0, await Billing.InTenantAsync(
                Town, async s =>
                    await Db(s).Set<OldCharge>().CountAsync() + await Db(s).Set<OldInvoice>().CountAsync() + await Db(s).Set<OldPayment>().CountAsync()));
        // A mark told again is known; a newer one counts.
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9, CellOutcome.None, version: 4)) with { Tenant = Town });
        Assert.Equal(before.ToBill, (await As(Jean, Town).GetAsAsync<AccountView>($"/api/{Town}/billing/account")).ToBill);
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 9, CellOutcome.None, version: 5)) with { Tenant = Town });
        Assert.Equal(before.ToBill - 3.60m, (await As(Jean, Town).GetAsAsync<AccountView>($"/api/{Town}/billing/account")).ToBill);

        // A line that was never a day here can't be billed anew: the agent is told so instead of being let believe it.
        var credit = $"/api/{Town}/billing/invoices/{account.Unpaid[0].Id}/credit";
        var agent = Billing.Client(Tokens.Agent(Town, Permissions.Billing));
        await HttpAssert.ProblemAsync(System.Net.HttpStatusCode.Conflict, "invoice.notDays",
            await agent.PostAsJsonAsync(credit, new CreditInvoice("reprise en double")));
        var made = await agent.PostAsAsync<InvoiceSummary>(credit, new CreditInvoice("reprise en double", null, false));
        Assert.Equal(-41.20m, made.Amount);
    }

    private static async Task<(decimal Billed, decimal Paid, decimal Titled, decimal Owed, decimal ToBill)> FillAsync(IServiceProvider s)
    {
        var db = Db(s);
        OldInvoice Invoice(string number, decimal amount, string? title = null) => new()
        {
            Id = Guid.NewGuid(),
            Number = number,
            CashOffice = "garderie-alsh",
            FamilyId = Jean,
            Date = Day(10, 8),
            DueDate = Day(10, 31),
            PeriodFrom = Day(9, 1),
            PeriodTo = Day(9, 30),
            Amount = amount,
            TitleNumber = title,
            TitleDate = title is null ? null : Day(11, 20),
        };
        OldPayment Payment(string number, decimal amount, OldMethod method) => new()
        {
            Id = Guid.NewGuid(),
            Number = number,
            CashOffice = "garderie-alsh",
            FamilyId = Jean,
            Date = Day(10, number == "AL-3" ? 20 : 12),
            Amount = amount,
            Method = method,
        };
        OldInvoice[] invoices = [Invoice("AL-6", 79.40m), Invoice("AL-7", 41.20m), Invoice("AL-8", 33.33m, "12")];
        OldPayment[] payments = [Payment("AL-2", 62m, OldMethod.Cheque), Payment("AL-3", 40m, OldMethod.Voucher)];
        db.AddRange(invoices);
        db.AddRange(payments);
        db.AddRange(
            new OldAllocation { PaymentId = payments[0].Id, InvoiceId = invoices[0].Id, Amount = 60m },
            new OldAllocation { PaymentId = payments[1].Id, InvoiceId = invoices[0].Id, Amount = 19.40m },
            new OldAllocation { PaymentId = payments[1].Id, InvoiceId = invoices[1].Id, Amount = 20.60m });
        OldCharge Charge(int day, CellOutcome outcome, long version) => new()
        {
            ChildId = Louise,
            Unit = "restauration",
            Date = Day(12, day),
            FamilyId = Jean,
            CellVersion = version,
            Outcome = outcome,
            Charged = outcome == CellOutcome.Booked,
            Amount = 3.60m,
        };
        db.AddRange(Charge(9, CellOutcome.Booked, 4), Charge(10, CellOutcome.Booked, 1), Charge(11, CellOutcome.None, 2));
        await db.SaveChangesAsync();
        return (153.93m, 102m, 33.33m, 153.93m - 102m - 33.33m, 7.20m);
    }

    private Task<bool> MoveAsync() => Billing.InTenantAsync(Town, async s =>
    {
        await s.GetRequiredService<TakeOver>().RunAsync(default);
        return true;
    });

    private static BillingDb Db(IServiceProvider services) => services.GetRequiredService<BillingDb>();
}

public sealed class TakeOverOnSqlite() : TakeOverTests(TestDatabase.Sqlite);

public sealed class TakeOverOnSqlServer() : TakeOverTests(TestDatabase.SqlServer);
