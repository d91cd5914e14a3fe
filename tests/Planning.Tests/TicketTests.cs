using Preau.Contracts;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A unit that is booked with tickets of a book: one a day, shared by the children, given back with a day that is cancelled.</summary>
public abstract class TicketTests(TestDatabase database)
{
    private const string Biviers = PlanningWorld.Biviers;

    [Fact]
    public async Task The_last_ticket_is_the_last_day_and_one_given_back_books_another()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ChangeSettingsAsync(Biviers, document => document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray())
            .SelectMany(s => s!["units"]!.AsArray()).Single(u => (string)u!["key"]! == "restauration")!["tickets"] = "carnet");
        var family = await world.AddFamilyAsync(Biviers, "restauration", "garderie-matin");
        var (first, second, third, fourth) = (new DateOnly(2027, 1, 5), new DateOnly(2027, 1, 7), new DateOnly(2027, 2, 2), new DateOnly(2027, 2, 4));
        var none = await family.AskAsync(family.Book("restauration", first), family.Book("garderie-matin", first));
        Assert.Equal(["refused.tickets", "booked"], none.Lines.Select(l => l.Code));
        Assert.Contains("Achetez un carnet", none.Lines[0].Text, StringComparison.Ordinal);

        await world.Service.DeliverAsync(Bought(2, 2));
        // Three asked at once with two tickets, one of them in another month.
        Assert.Equal(["booked", "booked", "refused.tickets"],
            (await family.AskAsync(family.Book("restauration", first), family.Book("restauration", third), family.Book("restauration", second))).Lines
                .Select(l => l.Code));
        Assert.Equal("tickets", (await family.SeeAsync("restauration", second))!.Blocked);
        await family.AskAsync(family.Cancel("restauration", third));
        Assert.Equal("booked", (await family.AskAsync(family.Book("restauration", second))).Lines[0].Code);

        // An older word doesn't count, a newer one does.
        await world.Service.DeliverAsync(Bought(1, 20));
        Assert.Equal("refused.tickets", (await family.AskAsync(family.Book("restauration", fourth))).Lines[0].Code);
        await world.Service.DeliverAsync(Bought(3, 12));
        Assert.Equal("booked", (await family.AskAsync(family.Book("restauration", fourth))).Lines[0].Code);

        // Two at once with one ticket left: one of them has it, and nothing of it is left.
        await world.Service.DeliverAsync(Bought(4, 4));
        DateOnly[] asked = [new(2027, 1, 11), new(2027, 1, 12)];
        var answers = await Task.WhenAll(asked.Select(d => family.AskAsync(family.Book("restauration", d))));
        Assert.Equal(["booked", "refused.tickets"], answers.Select(a => a.Lines[0].Code).Order());

        TicketsBought Bought(long version, int tickets) =>
            new(Biviers, world.Service.Clock.GetUtcNow().UtcDateTime, family.Family, "carnet", version, tickets, new DateOnly(2026, 12, 8));
    }
}

public sealed class TicketOnSqlite() : TicketTests(TestDatabase.Sqlite);

public sealed class TicketOnSqlServer() : TicketTests(TestDatabase.SqlServer);
