using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Billing.Holds;
using Preau.Billing.Prepaid;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>
/// Days held until paid, with the real Planning beside Billing: in whatever order days are booked,
/// given up, paid, left to lapse and told twice, places, days and money agree,
/// and no day that was paid is lost.
/// </summary>
public abstract class HoldPropertyTests(TestDatabase database) : PrepaidWorld(database), IAsyncLifetime
{
    private const string Pool = "repas-elementaire";
    private const string Unit = "restauration";
    private static readonly DateOnly[] Days = [.. Enumerable.Range(11, 10).Select(d => new DateOnly(2027, 1, d))
        .Where(d => d.DayOfWeek is not (DayOfWeek.Wednesday or DayOfWeek.Saturday or DayOfWeek.Sunday))];

    private readonly Dictionary<DateOnly, string> _stands = [];
    private readonly Dictionary<DateOnly, DateTime> _since = [];
    private readonly List<(Guid Attempt, string IdOp)> _open = [];
    private ServiceUnderTest _planning = null!;
    private (int Planning, int Unpaid, int Notices) _seen;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _planning = await ServiceUnderTest.StartAsync(
            PlanningApp.BuildAsync, Billing.Clock.GetUtcNow(), TestDatabase.Sqlite, ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _planning.DisposeAsync();
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Places_days_and_money_agree_after_any_sequence_of_acts(int seed)
    {
        var random = new Random(seed);
        await OfferAsync(new JsonObject { ["low"] = null, ["hold"] = new JsonObject { ["minutes"] = 30, ["units"] = new JsonArray(Unit) } });
        await BeginAsync();
        for (var i = 0; i < 40; i++)
        {
            await ActAsync(random);
            if (random.Next(3) > 0)
            {
                await SettleAsync(random);
                await AgreeAsync();
            }
        }

        Advance(31);
        await SettleAsync(random);
        Advance(25);
        await SettleAsync(random);
        await AgreeAsync();
        // Nothing waits for ever.
        Assert.Empty(await HeldAsync(h => h.State == HeldState.Waiting));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    private async Task ActAsync(Random random)
    {
        var day = Days[random.Next(Days.Length)];
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                await AskAsync([.. new[] { day, Days[random.Next(Days.Length)] }.Distinct().Select(d => new Intent(Louise, Unit, d, IntentAction.Book))]);
                break;
            case 3:
                await AskAsync(new Intent(Louise, Unit, day, IntentAction.Cancel));
                break;
            case 4:
                await PutInAsync(new[] { 1m, 3.60m, 7.20m, 10m }[random.Next(4)]);
                break;
            case 5:
                if (await TopUpAsync(3.60m + _open.Count) is { IsSuccessStatusCode: true } started)
                {
                    var online = await started.ReadAsync<OnlineStarted>();
                    _open.Add((online.Attempt, new Uri(online.Address).Query["?idop=".Length..]));
                }

                break;
            case 6 when _open.Count > 0:
                await PayAsync(random);
                break;
            default:
                Advance(new[] { 2, 12, 31 }[random.Next(3)]);
                break;
        }
    }

    // In time or long after, and told twice.
    private async Task PayAsync(Random random)
    {
        var (attempt, id) = _open[random.Next(_open.Count)];
        _open.RemoveAll(o => o.Attempt == attempt);
        if (Desk.Find(id) is not { } operation)
        {
            return;
        }

        Desk.Decide(operation, "P");
        await NotifyAsync(id);
        await NotifyAsync(id);
    }

    private async Task AskAsync(params Intent[] intents) =>
        await (await _planning.Client(Tokens.Guardian("biviers", Jean))
            .PostAsJsonAsync("/api/biviers/planning/requests", new SubmitRequest(Guid.NewGuid(), intents)))
            .ReadAsync<Receipt>();

    private void Advance(int minutes)
    {
        Billing.Clock.Advance(TimeSpan.FromMinutes(minutes));
        _planning.Clock.Advance(TimeSpan.FromMinutes(minutes));
    }

    // Events go on, now and then twice, until both services know the same and no day is overdue.
    private async Task SettleAsync(Random random) => await Eventually.SeeAsync(async () =>
    {
        await RelayAsync(random);
        await Billing.InTenantAsync("biviers", async s =>
        {
            await KeepHolds.KeepAsync(s, Billing.Clock, TestContext.Current.CancellationToken);
            return true;
        });
        await RelayAsync(random);
        var now = Billing.Clock.GetUtcNow().UtcDateTime;
        return (await StandingAsync()).SetEquals(await BookedAsync())
            && (await HeldAsync(h => h.State == HeldState.Waiting && (!h.Judged || h.Until <= now))).Count == 0;
    }, settled => settled);

    private async Task RelayAsync(Random random)
    {
        foreach (var told in _planning.Published.OfType<DaysSettled>().Skip(_seen.Planning).ToList())
        {
            _seen.Planning++;
            foreach (var cell in told.Cells.Where(c => c.Unit == Unit))
            {
                (_stands[cell.Date], _since[cell.Date]) = (cell.Outcome == CellOutcome.Booked ? "booked" : "free", told.At);
            }

            await TwiceAsync(random, () => Billing.DeliverAsync(told));
        }

        foreach (var notice in Billing.Published.OfType<FamilyNotified>().Where(n => n.Kind == "prepaid").Skip(_seen.Notices).ToList())
        {
            _seen.Notices++;
            Follow(notice);
        }

        foreach (var unpaid in Billing.Published.OfType<DaysUnpaid>().Skip(_seen.Unpaid).ToList())
        {
            _seen.Unpaid++;
            await TwiceAsync(random, () => _planning.DeliverAsync(unpaid));
        }
    }

    private void Follow(FamilyNotified notice)
    {
        var (kept, lost) = (notice.Subject.StartsWith("C’est payé", StringComparison.Ordinal),
            notice.Subject.StartsWith("Jours non payés", StringComparison.Ordinal));
        foreach (var day in Days.Where(d => (kept || lost) && notice.Text.Contains($"– {French.Date(d)}", StringComparison.Ordinal)))
        {
            // Of the booking before, when the day was booked anew at the same minute.
            if (kept && notice.At <= _since.GetValueOrDefault(day))
            {
                continue;
            }

            Assert.False(lost && _stands.GetValueOrDefault(day) == "paid", $"{day} was paid and is lost.");
            _stands[day] = kept ? "paid" : "lost";
        }
    }

    private static async Task TwiceAsync(Random random, Func<Task> deliver)
    {
        await deliver();
        if (random.Next(3) == 0)
        {
            await deliver();
        }
    }

    private async Task AgreeAsync()
    {
        var standing = await StandingAsync();
        // Places: one for each standing day, none for another.
        foreach (var day in Days)
        {
            Assert.Equal((day, standing.Contains(day) ? 1 : 0), (day, await TakenAsync(day)));
        }

        Assert.All(await HeldAsync(h => h.State != HeldState.GivenUp), h => Assert.Contains(h.Date, standing));
        // Money: what came in is what was owed, what days take and what is left.
        var (account, received) = (await AccountAsync(), await ReceivedAsync());
        Assert.Equal(3.60m * standing.Count, account.Taken);
        Assert.Equal(received, 120.60m + account.Taken + account.AskedBack + account.Left);
    }

    private async Task BeginAsync()
    {
        var family = new FamilyChanged(
            "biviers", Billing.Clock.GetUtcNow().UtcDateTime, Jean, 1, "1001001818331", "DUPONT Jean", true, [],
            [new(Louise, "Louise", "DUPONT", "f", new DateOnly(2018, 3, 12), "École", "CE2", 1, false, null)],
            [new FamilyQuotient(612, new DateOnly(2026, 2, 1), null, "CAF")],
            Address: new FamilyAddress("12 rue des Écoles", "38330", "Biviers"));
        await Billing.DeliverAsync(family);
        await _planning.DeliverAsync(family);
        await _planning.InTenantAsync("biviers", async s =>
        {
            var db = s.GetRequiredService<PlanningDb>();
            db.Enrolments.Add(new Enrolment
            {
                FamilyId = Jean,
                ChildId = Louise,
                Service = Unit,
                From = new DateOnly(2026, 9, 1),
                Until = new DateOnly(2027, 8, 31)
            });
            return await db.SaveChangesAsync();
        });
        var agent = _planning.Client(Tokens.Agent("biviers", Permissions.Settings));
        var view = await agent.GetAsAsync<SectionView>("/api/biviers/planning/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        document["oneChangePerCell"] = false;
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.OK,
            await agent.PutAsJsonAsync("/api/biviers/planning/settings", new { basedOn = view.Version, document, correction = "Essai." }));
    }

    private Task<HashSet<DateOnly>> StandingAsync() => _planning.InTenantAsync("biviers", async s =>
        (await s.GetRequiredService<PlanningDb>().Cells.Where(c => c.Unit == Unit && c.Booking == BookingState.Confirmed).Select(c => c.Date).ToListAsync())
            .ToHashSet());

    private Task<HashSet<DateOnly>> BookedAsync() => Billing.InTenantAsync("biviers", async s =>
        (await s.GetRequiredService<BillingDb>().Cells.Where(c => c.ChildId == Louise && c.Unit == Unit && c.Outcome == CellOutcome.Booked).Select(c => c.Date)
            .ToListAsync())
            .ToHashSet());

    private Task<int> TakenAsync(DateOnly day) => _planning.InTenantAsync("biviers", s =>
        s.GetRequiredService<PlanningDb>().PoolDays.Where(p => p.Pool == Pool && p.Date == day).Select(p => p.Taken).SingleOrDefaultAsync());

    private Task<List<HeldDay>> HeldAsync(System.Linq.Expressions.Expression<Func<HeldDay, bool>> such) =>
        Billing.InTenantAsync("biviers", s => s.GetRequiredService<BillingDb>().HeldDays.Where(such).ToListAsync());

    private Task<decimal> ReceivedAsync() => Billing.InTenantAsync("biviers", async s =>
        await s.GetRequiredService<BillingDb>().Payments.Where(p => p.Payer == Jean && p.ReversedOn == null && p.Number != "AL-228")
            .SumAsync(p => p.Cents) / 100m);
}

public sealed class HoldPropertyOnSqlite() : HoldPropertyTests(TestDatabase.Sqlite);
