using Preau.Billing.Coverages;

namespace Preau.Billing.Tests;

/// <summary>What third parties pay of a month's lines: the worked cases, and that no cent is lost whatever the agreements.</summary>
public sealed class CoveringTests
{
    private static readonly DateOnly First = new(2026, 12, 1);

    public static TheoryData<string, string> Cases => MoneyCases.Of("thirdParty");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_third_party_pays_its_part(string id, string title)
    {
        var (input, expected) = (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);
        var lines = input["lines"]!.AsArray().Select((l, i) => new CoverLine(Guid.Empty, First.AddDays(i), "repas", (long)l!)).ToList();
        var used = new Dictionary<Guid, long>();
        var agreements = input["agreements"]!.AsArray().Select(a =>
        {
            var made = Agreement((decimal?)a!["percent"], (long?)a["each"], (long?)a["month"], (long?)a["total"]);
            used.Add(made.Id, (long?)a["used"] ?? 0);
            return made;
        }).ToList();

        var shares = Covering.Share(lines, agreements, a => used[a.Id]);

        Assert.True(expected.AsArray().Select(e => string.Join(' ', e!.AsArray())).SequenceEqual(shares.Select(s => string.Join(' ', s))), title);
    }

    [Fact]
    public void Whatever_the_agreements_the_parts_of_a_line_add_up_and_ceilings_hold()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 25)).Select(i => new CoverLine(Guid.Empty, First.AddDays(i), "repas", random.Next(1, 2000)))
                .ToList();
            var agreements = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(2) == 0
                ? Agreement(random.Next(1, 10_001) / 100m, null, Some(random), Some(random))
                : Agreement(null, random.Next(1, 1500), Some(random), Some(random)))
                .ToList();

            var shares = Covering.Share(lines, agreements, _ => 300);

            for (var i = 0; i < lines.Count; i++)
            {
                Assert.InRange(shares.Sum(s => s[i]), 0, lines[i].Cents);
                Assert.All(shares, s => Assert.InRange(s[i], 0, lines[i].Cents));
            }

            Assert.All(agreements.Zip(shares), pair =>
            {
                Assert.True(pair.Second.Sum() <= (pair.First.MonthCents ?? long.MaxValue));
                Assert.True(pair.Second.Sum() <= Math.Max(0, (pair.First.TotalCents ?? long.MaxValue) - 300));
            });
            // The first has the whole price before it: its percentage is exact.
            if (agreements[0] is { Percent: { } percent, MonthCents: null, TotalCents: null })
            {
                Assert.Equal((long)decimal.Round(lines.Sum(l => l.Cents) * percent / 100, 0, MidpointRounding.AwayFromZero), shares[0].Sum());
            }
        }
    }

    [Theory]
    [InlineData("2026-11-30", "repas", true, false)]
    [InlineData("2026-12-01", "repas", true, true)]
    [InlineData("2026-12-31", "repas", true, true)]
    [InlineData("2027-01-01", "repas", true, false)]
    [InlineData("2026-12-10", "garderie", true, false)]
    [InlineData("2026-12-10", "repas", false, false)]
    public void An_agreement_concerns_its_child_its_days_and_its_tariffs(string day, string tariff, bool own, bool concerned)
    {
        var child = Guid.NewGuid();
        var agreement = Agreement(50, null, null, null);
        (agreement.ChildId, agreement.Until, agreement.Tariffs) = (child, new DateOnly(2026, 12, 31), "alsh repas");

        Assert.Equal(concerned, Covering.Concerns(agreement, own ? child : Guid.NewGuid(), DateOnly.Parse(day, null), tariff));
    }

    private static long? Some(Random random) => random.Next(3) == 0 ? random.Next(1, 3000) : null;

    private static Coverage Agreement(decimal? percent, long? each, long? month, long? total) =>
        new() { Id = Guid.NewGuid(), By = "essai", From = First, Percent = percent, EachCents = each, MonthCents = month, TotalCents = total };
}
