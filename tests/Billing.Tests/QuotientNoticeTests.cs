using Preau.Contracts;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>A household reads what a quotient does to its prices: when it changes, and before it ends.</summary>
public abstract class QuotientNoticeTests(TestDatabase database) : BillingWorld(database)
{
    [Fact]
    public async Task A_change_is_told_once_with_the_prices_before_and_after_and_an_end_thirty_days_before()
    {
        var was = new FamilyQuotient(612, Day(2, 1), Day(1, 31, 2027), "CAF");
        await Billing.DeliverAsync(JeanFamily(1, true, was));
        await Billing.DeliverAsync(MoreauFamily(new FamilyQuotient(612, Day(2, 1), Day(1, 31, 2027), "CAF")));
        await Billing.DeliverAsync(JeanneFamily() with { Resident = true, Quotients = [new FamilyQuotient(612, Day(2, 1), Day(2, 10, 2027), "CAF")] });
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10)));
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 17)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 10)));
        Billing.Clock.Advance(TimeSpan.FromDays(2));
        await Billing.DeliverAsync(JeanFamily(2, true, was, new FamilyQuotient(900, Day(2, 1, 2027), null, "CAF")));
        Billing.Clock.Advance(TimeSpan.FromHours(1.5));

        var change = Assert.Single(await NoticesAsync(1));
        Assert.Equal((Jean, "Votre quotient change au 1er février 2027 : repas 4,70 € au lieu de 3,60 €", "tarifs"),
            (change.FamilyId, Plain(change.Subject), change.Path));

        // Thirty days before its end, who has no other one; who has, not.
        Billing.Clock.Advance(TimeSpan.FromDays(22));
        var ending = (await NoticesAsync(2)).Single(n => n.FamilyId == Moreau);
        Assert.Equal("Votre quotient finit le 31 janvier 2027", Plain(ending.Subject));
        Assert.Contains("– repas 6,40 € au lieu de 3,60 €", Plain(ending.Text), StringComparison.Ordinal);
        // The next round tells a third household, and the first two nothing again.
        Billing.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal([Jean, Jeanne, Moreau], (await NoticesAsync(3)).Select(n => n.FamilyId).Order());
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');

    private Task<List<FamilyNotified>> NoticesAsync(int count) => Eventually.PassAsync(
        Billing.Clock, TimeSpan.FromMinutes(20), () => Task.FromResult(Billing.Published.OfType<FamilyNotified>().Where(n => n.Kind == "quotient").ToList()),
        n => n.Count >= count);
}

public sealed class QuotientNoticeOnSqlite() : QuotientNoticeTests(TestDatabase.Sqlite);

public sealed class QuotientNoticeOnSqlServer() : QuotientNoticeTests(TestDatabase.SqlServer);
