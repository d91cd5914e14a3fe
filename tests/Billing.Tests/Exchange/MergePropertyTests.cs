using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Whatever is paid, eaten, merged and taken back, told twice and in any order: no cent and no ticket comes from nowhere or goes there.</summary>
public abstract class MergePropertyTests(TestDatabase database) : MergeWorld(database)
{
    private static readonly CellOutcome[] Outcomes = [CellOutcome.Booked, CellOutcome.Present, CellOutcome.AbsentBilled, CellOutcome.None];
    private readonly List<IEvent> _told = [];
    private long _cell = 1;
    private long _file = 1;
    private bool _merged;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_cent_and_no_ticket_is_made_or_lost_by_any_sequence_of_merges(int seed)
    {
        var random = new Random(seed);
        await OfferAsync();
        await PayAsync(Goes, 36, books: 1);
        await MergeAsync(random);
        for (var i = 0; i < 30; i++)
        {
            await ActAsync(random);
            if (i % 5 == 4)
            {
                await SettledAsync();
            }
        }

        await MergeAsync(random);
        await SettledAsync();
        Assert.NotEmpty(await LegsAsync());
    }

    private async Task ActAsync(Random random)
    {
        var family = random.Next(2) == 0 ? Stays : Goes;
        switch (random.Next(9))
        {
            case 0:
                await PayAsync(family, 36, books: 1);
                break;
            case 1:
                await PayAsync(family, random.Next(5, 40));
                break;
            case 2:
                await MergeAsync(random);
                break;
            case 3:
                // What was told before is told again, late.
                await Billing.DeliverAsync(_told[random.Next(_told.Count)]);
                break;
            case 4:
                await ReverseAsync(random);
                break;
            case 5:
                await IssueAsync(Day(12, 1), Day(12, 31));
                break;
            default:
                await DayAsync(random.Next(2) == 0 ? Zoe : Leo, random);
                break;
        }
    }

    // A day of a child is its household's of now; what was before the merge stays with the file that had it.
    private async Task DayAsync(Guid child, Random random)
    {
        var day = random.Next(9, 31);
        var unit = random.Next(4) == 0 ? "garderie-matin" : "restauration";
        await TellAsync(Settled(child == Zoe || _merged ? Stays : Goes, Cell(child, unit, day, Outcomes[random.Next(Outcomes.Length)], ++_cell)));
    }

    private async Task MergeAsync(Random random)
    {
        _merged = !_merged;
        _file++;
        var cells = await Billing.InTenantAsync("biviers",
            s => s.GetRequiredService<BillingDb>().Cells.AsNoTracking().Where(c => c.ChildId == Leo).ToListAsync());
        IEvent[] all = [Staying(_file, _merged), Going(_file, _merged),
            .. cells.Select(c => Settled(_merged ? Stays : Goes, Cell(Leo, c.Unit, c.Date.Day, c.Outcome, ++_cell)))];
        random.Shuffle(all);
        foreach (var one in all)
        {
            await TellAsync(one);
            if (random.Next(3) == 0)
            {
                await CarryAsync();
            }
        }
    }

    private async Task ReverseAsync(Random random)
    {
        var payments = (await AsAgent(Permissions.Cash).GetAsAsync<PaymentsView>(Root + $"payments?family={(random.Next(2) == 0 ? Stays : Goes)}")).Payments
            .Where(p => p.State == "received").ToList();
        if (payments.Count > 1)
        {
            await AsAgent(Permissions.Cash)
                .PostAsAsync<PaymentDetail>(Root + $"payments/{payments[random.Next(payments.Count)].Id}/reverse",
                    new ReversePayment("erreur de saisie", Day(12, 8)));
        }
    }

    private async Task TellAsync(IEvent @event)
    {
        _told.Add(@event);
        await Billing.DeliverAsync(@event);
    }

    private async Task SettledAsync()
    {
        await CarryAsync();
        await CarryAsync();
        await Invariants.HoldAsync(Billing, "biviers");
        var before = await LegsAsync();
        // Nothing is left to carry: a further round is quiet.
        await CarryAsync();
        Assert.Equal(before.Count, (await LegsAsync()).Count);
        var (stays, goes) = (await AccountAsync(Stays), await AccountAsync(Goes));
        var (money, tickets, credit) = await TruthAsync();
        Assert.Equal((money, tickets), (stays.Left + goes.Left, stays.Book!.Left + goes.Book!.Left));
        if (_merged)
        {
            // But what a billed day that went along gives back, until its credit note.
            Assert.True(goes.Left <= credit, $"{goes.Left} left in a file that was merged");
        }
    }

    // From what came in and what was eaten, without a look at who holds it.
    private Task<(decimal Money, int Tickets, decimal Credit)> TruthAsync() => Billing.InTenantAsync("biviers", async s =>
    {
        var db = s.GetRequiredService<BillingDb>();
        Guid[] both = [Stays, Goes];
        var paid = await db.Payments.AsNoTracking().Where(p => both.Contains(p.Payer) && p.ReversedOn == null).ToListAsync();
        var prices = await db.Prices.AsNoTracking().Where(p => both.Contains(p.Payer)).SumAsync(p => p.Cents);
        var meals = await db.Cells.AsNoTracking().Where(c => both.Contains(c.Payer) && c.Unit == "restauration").ToListAsync();
        // A household counts its days once it has, or had, tickets.
        var counting = await db.Payments.AsNoTracking().Where(p => p.TicketBook != null).Select(p => p.Payer)
            .Union(db.TransferLegs.Where(l => l.TicketBook != null).Select(l => l.Payer)).ToListAsync();
        var credit = -await db.Prices.AsNoTracking().Where(p => p.Payer == Goes && p.Open < 0).SumAsync(p => p.Open);
        return ((paid.Sum(p => p.Cents) - prices) / 100m, paid.Sum(p => p.Tickets) - meals.Count(c => c.IsCharged && counting.Contains(c.Payer)),
            credit / 100m);
    });
}

public sealed class MergePropertyOnSqlite() : MergePropertyTests(TestDatabase.Sqlite);

public sealed class MergePropertyOnSqlServer() : MergePropertyTests(TestDatabase.SqlServer);
