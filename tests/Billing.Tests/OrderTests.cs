using Preau.Contracts;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Events come twice and in any order; the bill is the same.</summary>
public abstract class OrderTests(TestDatabase database) : BillingWorld(database)
{
    private const string Expected = """
        Inès ALSH Mercredi journée 09/12 9.20
        Louise Repas, restauration scolaire 10/12 3.60
        Tom Repas, restauration scolaire 10/12 1.60
        Louise Repas, restauration scolaire 15/12 4.70
        """;

    [Fact]
    public async Task Every_order_of_events_each_twice_gives_the_same_lines()
    {
        IEvent[] events =
        [
            JeanFamily(1, resident: false),
            JeanFamily(2, true, new FamilyQuotient(612, new DateOnly(2026, 2, 1), new DateOnly(2026, 12, 14), "CAF"),
                new FamilyQuotient(890, new DateOnly(2026, 12, 15), null, "CAF")),
            Canteen(),
            new ServiceChanged("biviers", At, 1, "alsh-mercredi", "ALSH Mercredi", "accueil-de-loisirs", "Accueil de Loisirs",
                [new("alsh-mercredi-journee", "Journée"), new("alsh-vieux", "Ancien")]),
            new ServiceChanged("biviers", At, 2, "alsh-mercredi", "ALSH Mercredi", "accueil-de-loisirs", "Accueil de Loisirs",
                [new("alsh-mercredi-journee", "ALSH Mercredi journée")]),
            Settled(Jean, Cell(Louise, "restauration", 10), Cell(Tom, "restauration", 10), Cell(Tom, "restauration", 11)),
            Settled(Jean, Cell(Louise, "restauration", 15, version: 2), Cell(Tom, "restauration", 11, CellOutcome.None, version: 2),
                Cell(Ines, "alsh-mercredi-journee", 9)),
        ];
        // A fixed seed: 24 of the 5 040 orders, the natural one and its reverse among them.
        var random = new Random(20261208);
        var orders = Enumerable.Range(0, 22).Select(_ => Shuffled(events.Length, random)).Prepend([.. Enumerable.Range(0, events.Length).Reverse()])
            .Prepend([.. Enumerable.Range(0, events.Length)]);
        var number = 0;
        foreach (var order in orders)
        {
            // Each order in a commune of its own, with the rules of Biviers.
            var tenant = $"biviers-{++number}";
            await Billing.InTenantAsync(tenant, s => ImportAsync(s, "biviers", "tenants"));
            foreach (var i in order.Concat(order.Reverse()))
            {
                await Billing.DeliverAsync(In(tenant, events[i]));
            }

            Assert.Equal((string.Join(',', order), Expected), (string.Join(',', order), await LinesAsync(Jean, tenant)));
        }
    }

    [Fact]
    public async Task The_same_message_again_changes_nothing()
    {
        await Billing.DeliverAsync(JeanFamily());
        var (message, settled) = (Guid.NewGuid(), Settled(Jean, Cell(Louise, "restauration", 10)));
        await Billing.DeliverAsync(settled, message);
        var before = await LinesAsync(Jean);

        await Billing.DeliverAsync(settled, message);
        await Billing.DeliverAsync(settled);

        Assert.Equal(before, await LinesAsync(Jean));
    }

    [Fact]
    public async Task Settling_and_family_changes_at_the_same_moment_miss_nothing()
    {
        var events = Enumerable.Range(1, 12).SelectMany(i => new IEvent[]
        {
            JeanFamily(i, true, new FamilyQuotient(i == 12 ? 890 : 612, new DateOnly(2026, 2, 1), null, "CAF")),
            Settled(Jean, Cell(Louise, "restauration", 1 + i, version: 1)),
        });

        await Task.WhenAll(events.Select(e => Billing.DeliverAsync(e)));

        Assert.Equal(Enumerable.Repeat(4.70m, 12), (await ChargesAsync(Jean)).Lines.Select(l => l.Amount));
    }

    private static int[] Shuffled(int count, Random random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        return order;
    }

    private static IEvent In(string tenant, IEvent @event) => @event switch
    {
        FamilyChanged f => f with { Tenant = tenant },
        DaysSettled d => d with { Tenant = tenant },
        ServiceChanged s => s with { Tenant = tenant },
        _ => throw new InvalidOperationException(),
    };
}

public sealed class OrderOnSqlite() : OrderTests(TestDatabase.Sqlite);

public sealed class OrderOnSqlServer() : OrderTests(TestDatabase.SqlServer);
