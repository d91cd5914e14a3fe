using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Invoicing;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Whatever agents, families and Planning do, in any order and again: the invariants of the books hold.</summary>
public abstract class BooksPropertyTests(TestDatabase database) : BillingWorld(database)
{
    private static readonly Guid[] Families = [Jean, Jeanne, Moreau];
    private static readonly CellOutcome[] Outcomes = Enum.GetValues<CellOutcome>();
    private readonly List<DaysSettled> _told = [];
    private long _version = 1;
    private int _family = 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_books_hold_after_any_sequence_of_acts(int seed)
    {
        var random = new Random(seed);
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(MoreauFamily());
        for (var i = 0; i < 60; i++)
        {
            await ActAsync(random);
            if (i % 10 == 9)
            {
                await FreshAsync();
                await Invariants.HoldAsync(Billing, "biviers");
                await AgreeAsync();
            }
        }

        Assert.NotEmpty((await AsAgent(Permissions.Billing).GetAsAsync<InvoicesView>("/api/biviers/billing/invoices")).Invoices);
    }

    /// <summary>Two workers on one run, each cut off at random: every payer has one invoice, no number is lost.</summary>
    [Fact]
    public async Task A_run_that_is_killed_again_and_again_has_no_gap_no_double_and_no_half_invoice()
    {
        var families = Enumerable.Range(1, 40).Select(n => new Guid(n, 7, 7, new byte[8])).ToArray();
        foreach (var family in families)
        {
            var child = new Guid(family.ToByteArray()[0], 8, 8, new byte[8]);
            await Billing.DeliverAsync(MoreauFamily() with { FamilyId = family, Children = [MoreauFamily().Children[0] with { ChildId = child }] });
            await Billing.DeliverAsync(Settled(family, Cell(child, "restauration", 3), Cell(child, "restauration", 4), Cell(child, "garderie-matin", 4)));
        }

        var draft = await DraftAsync(Day(12, 1), Day(12, 31));
        await ConfirmAsync(draft);
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            using var kill = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 60)));
            try
            {
                await Billing.InTenantAsync("biviers", async s =>
                {
                    await IssueRuns.IssueAsync(s.GetRequiredService<BillingDb>(), s.GetRequiredService<IssueInvoice>(), s.GetRequiredService<TimeProvider>(),
                        draft.Run.Id, kill.Token);
                    return true;
                });
            }
            catch (OperationCanceledException)
            {
                continue;
            }
        }

        var run = await Eventually.SeeAsync(() => RunAsync(draft.Run.Id), r => r.Run.State == "issued");

        Assert.Equal((40, 40 * 15.00m), (run.Run.Invoices, run.Run.Amount));
        await Invariants.HoldAsync(Billing, "biviers");
        var payers = await Billing.InTenantAsync("biviers",
            s => s.GetRequiredService<BillingDb>().Invoices.Where(i => i.RunId == draft.Run.Id).Select(i => i.Payer).ToListAsync());
        Assert.Equal(families.Order(), payers.Order());
        var told = await Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<InvoiceIssued>().DistinctBy(e => e.InvoiceId).ToList()),
            t => t.Count >= 40);
        Assert.Equal(40, told.Count);
    }

    private Task ActAsync(Random random) => random.Next(10) switch
    {
        < 4 => SettleAsync(random),
        4 =>
            Billing.DeliverAsync(JeanFamily(++_family, random.Next(2) == 0,
                new FamilyQuotient(random.Next(300, 2000), Day(2, 1), null, "CAF")) with
            { At = At.AddDays(random.Next(-60, 30)) }),
        5 => IssueSomeAsync(random),
        6 or 7 => PayAsync(random),
        8 => UndoAsync(random),
        _ => CreditAsync(random),
    };

    private async Task SettleAsync(Random random)
    {
        if (_told.Count > 0 && random.Next(4) == 0)
        {
            // Once more, or late.
            await Billing.DeliverAsync(_told[random.Next(_told.Count)]);
            return;
        }

        var family = Families[random.Next(Families.Length)];
        var child = family == Moreau ? Noe : random.Next(2) == 0 ? Louise : Tom;
        var cells = Enumerable.Range(1, random.Next(1, 8)).Select(d => Cell(
            child, random.Next(3) == 0 ? "garderie-matin" : "restauration", d + random.Next(20), Outcomes[random.Next(Outcomes.Length)], _version++) with
        { LateMinutes = random.Next(9) == 0 ? 12 : null });
        var settled = Settled(family, [.. cells.DistinctBy(c => (c.Unit, c.Date))]);
        _told.Add(settled);
        await Billing.DeliverAsync(settled);
    }

    private async Task IssueSomeAsync(Random random)
    {
        var until = Day(12, random.Next(5, 31));
        await IssueAsync(until.AddDays(-random.Next(20)), until);
    }

    private async Task PayAsync(Random random)
    {
        var family = Families[random.Next(Families.Length)];
        var body = new RecordPayment(Guid.NewGuid(), family, "garderie-alsh", Day(12, random.Next(1, 9)),
            random.Next(2) == 0 ? PayMethods.Cheque : PayMethods.Cash, random.Next(1, 12000) / 100m);
        var cash = AsAgent(Permissions.Cash);
        await cash.PostAsAsync<PaymentDetail>("/api/biviers/billing/payments", body);
        await cash.PostAsAsync<PaymentDetail>("/api/biviers/billing/payments", body);
    }

    private async Task UndoAsync(Random random)
    {
        var cash = AsAgent(Permissions.Cash);
        var payments = (await cash.GetAsAsync<PaymentsView>("/api/biviers/billing/payments")).Payments;
        if (payments.Length == 0)
        {
            return;
        }

        var one = payments[random.Next(payments.Length)];
        var path = $"/api/biviers/billing/payments/{one.Id}";
        var answer = random.Next(3) switch
        {
            0 => await cash.PostAsJsonAsync(path + "/reverse", new ReversePayment("chèque sans provision", Day(12, 8))),
            1 => await cash.PostAsJsonAsync(path + "/refund", new AskRefund(Math.Max(0.01m, one.Advance), "payé deux fois")),
            _ => await cash.PostAsJsonAsync(path + "/allocate", new AllocatePayment()),
        };
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
        foreach (var refund in (await cash.GetAsAsync<FollowUpView>("/api/biviers/billing/follow-up")).Refunds)
        {
            await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
                random.Next(2) == 0 ? await cash.PostAsJsonAsync($"/api/biviers/billing/refunds/{refund.Id}/paid", new PayRefund(PayMethods.Cash))
                    : await cash.PostAsync($"/api/biviers/billing/refunds/{refund.Id}/cancelled", null));
        }
    }

    private async Task CreditAsync(Random random)
    {
        var agent = AsAgent(Permissions.Billing);
        var invoices = (await agent.GetAsAsync<InvoicesView>("/api/biviers/billing/invoices")).Invoices.Where(i => i.Kind == "invoice").ToList();
        if (invoices.Count == 0)
        {
            return;
        }

        var one = invoices[random.Next(invoices.Count)];
        var answer = random.Next(4) == 0
            ? await agent.PostAsJsonAsync("/api/biviers/billing/invoices/title", new HandOver("12", Day(12, 8), [one.Id, one.Id]))
            : await agent.PostAsJsonAsync($"/api/biviers/billing/invoices/{one.Id}/credit",
                new CreditInvoice("erreur de saisie", random.Next(2) == 0 ? [1] : null, random.Next(3) > 0));
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Conflict, answer.StatusCode.ToString());
    }

    private Task<bool> FreshAsync() => Billing.InTenantAsync("biviers", async s =>
    {
        foreach (var family in Families)
        {
            await s.GetRequiredService<Truth.PriceMonths>().FreshAsync(family, default);
        }

        return true;
    });

    // Home, account and statement say what the entries say.
    private async Task AgreeAsync()
    {
        foreach (var family in Families)
        {
            var owed = await Billing.InTenantAsync("biviers",
                s => s.GetRequiredService<BillingDb>().Entries.Where(e => e.Payer == family).SumAsync(e => e.Cents)) / 100m;
            var account = await As(family).GetAsAsync<AccountView>("/api/biviers/billing/account");
            var statement = await As(family).GetAsAsync<StatementView>("/api/biviers/billing/statement?year=2026");
            Assert.Equal((owed, owed), (account.Balance, statement.Closing));
            Assert.Equal(owed, (await As(family).GetAsAsync<BillingHome>("/api/biviers/billing/home")).Account.Balance);
            var advances = (await As(family).GetAsAsync<PaymentsView>("/api/biviers/billing/payments")).Payments.Sum(p => p.Advance);
            var pending = await Billing.InTenantAsync("biviers", s => s.GetRequiredService<BillingDb>().Refunds
                .Where(r => r.Payer == family && r.State == Ledger.RefundState.Requested).SumAsync(r => r.Cents)) / 100m;
            Assert.Equal(owed, account.Unpaid.Sum(i => i.Remaining) - advances - pending);
        }
    }
}

public sealed class BooksPropertyOnSqlite() : BooksPropertyTests(TestDatabase.Sqlite);

public sealed class BooksPropertyOnSqlServer() : BooksPropertyTests(TestDatabase.SqlServer);
