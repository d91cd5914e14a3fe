using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>The worked cases of households that share a child: each parent pays the own days by the own means.</summary>
public sealed class HouseholdCaseTests() : BillingWorld(TestDatabase.Sqlite)
{
    private const string Api = "/api/biviers/billing";

    public static TheoryData<string, string> Households =>
        [.. MoneyCases.Of("custody").Where(c => MoneyCases.Case(c.Data.Item1)["input"]!["households"] is not null)];

    [Theory]
    [MemberData(nameof(Households))]
    public async Task Each_parent_pays_the_own_weeks_by_the_own_quotient_residence_and_rank(string id, string title)
    {
        var (input, expected) = (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);
        var document = JsonNode.Parse(Communes.Document("biviers"))!;
        document["payer"] = "custody";
        var tariff = document["tariffs"]!.AsArray().Single(t => (string)t!["key"]! == "alsh-journee")!;
        tariff["versions"] = new JsonArray(MoneyCases.Version(input["tariff"]!).DeepClone());
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await AsAgent(Permissions.Settings).PutAsJsonAsync($"{Api}/settings", new SaveSection(1, JsonSerializer.SerializeToElement(document))));
        Assert.Equal(["A", "B"], input["households"]!.AsObject().Select(h => h.Key).Order());
        var days = input["days"]!.AsArray().Select(d => AccountCaseTests.Date(d!)).ToList();
        foreach (var (name, family, other) in new[] { ("A", Jean, Jeanne), ("B", Jeanne, Jean) })
        {
            var facts = input["households"]![name]!;
            FamilyQuotient[] quotients = facts["quotient"] is { } value ? [new(PriceCaseTests.Euros(value), new DateOnly(2026, 1, 1), null, "CAF")] : [];
            await Billing.DeliverAsync(JeanFamily() with
            {
                FamilyId = family,
                Resident = facts["resident"] is not { } resident || (bool)resident,
                Quotients = quotients,
                Children = [JeanFamily().Children[2] with { Rank = (int?)facts["rank"] ?? 1, Custody = CustodyOf(input, name, other, days) }],
            });
        }

        await Billing.DeliverAsync(Settled(Jean,
            [.. days.Select(d => new SettledCell(Ines, "alsh-mercredi-journee", d, CellOutcome.Booked, null, false, 1, null, null))]));

        foreach (var (name, family) in new[] { ("A", Jean), ("B", Jeanne) })
        {
            var charges = new List<ChargeView>();
            foreach (var month in days.Select(d => d.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct())
            {
                charges.AddRange((await ChargesAsync(family, month)).Lines);
            }

            Assert.True(
                expected[name]!["lines"]!.AsArray().Select(l => (AccountCaseTests.Date(l!["date"]!), PriceCaseTests.Euros(l["amount"]!)))
                    .SequenceEqual(charges.Select(l => (l.Date, l.Amount))),
                $"{title}: {name} {string.Join(", ", charges.Select(l => $"{l.Date} {l.Amount}"))}");
            Assert.Equal(PriceCaseTests.Euros(expected[name]!["total"]!), charges.Sum(l => l.Amount));
        }
    }

    // As Family tells it: Mondays alone where that says all, else every day that the household has the child.
    private static Custody CustodyOf(JsonNode input, string name, Guid other, List<DateOnly> days)
    {
        if (input["anchorMonday"] is { } monday && input["overrides"] is null)
        {
            return new Custody(other, "x", AccountCaseTests.Date(monday).AddDays(name == "A" ? 0 : 7));
        }

        string HomeOn(DateOnly day) =>
            (string?)(input["overrides"] as JsonArray)
                ?.FirstOrDefault(o => AccountCaseTests.Date(o!["from"]!) <= day && day <= AccountCaseTests.Date(o["until"]!))?["household"]
            ?? (input["anchorMonday"] is { } anchor ? Math.Floor((day.DayNumber - AccountCaseTests.Date(anchor).DayNumber) / 7.0) % 2 == 0 ? "A" : "B"
                : (string)input[ISOWeek.GetWeekOfYear(day.ToDateTime(default)) % 2 == 0 ? "even" : "odd"]!);
        var (first, last) = (days.Min().AddDays(-7), days.Max().AddDays(7));
        var here = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(d => HomeOn(d) == name).Select(d => new DaySpan(d, d))
            .ToArray();
        // The first span says from when the list speaks.
        return new Custody(other, "x", new DateOnly(2026, 8, 31), last, [new DaySpan(first.AddDays(-1), first.AddDays(-1)), .. here]);
    }
}
