using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>
/// What nine communes print in their règlements about prices, each as its tariff in the commune's settings and days as Planning tells them: what the
/// family reads it owes. Letters are the communes'.
/// </summary>
public sealed class ReglementPriceTests() : BillingWorld(TestDatabase.Sqlite)
{
    private static readonly (string Unit, string Version)[] Tariffs =
    [
        ("a", """{"flat":2.99,"late":{"percent":50},"unbooked":{"price":10}}"""),
        ("b", """{"flat":4,"late":{"amount":1.5}}"""),
        ("b-soir", """{"flat":1.95}"""),
        ("c", """{"flat":4,"late":{"percent":25,"first":2}}"""),
        ("d", """{"effort":{"percent":0.55,"floor":0,"ceiling":3.19},"packedLunch":1.62,"categories":[{"category":"agent","price":5.86}]}"""),
        ("e-matin", """{"flat":12,"per":"month"}"""),
        ("e-etude", """{"flat":12,"per":"month"}"""),
        ("e", """{"flat":5.7,"nonResident":6.5}"""),
        ("f", """{"brackets":[{"from":0,"below":501,"price":0.72},{"from":501,"price":5.17}],"nonResident":7.87,"late":{"price":7.61,"nonResident":10.76}}"""),
        ("f-mercredi", """{"flat":9,"nonResident":12,"unbooked":{"price":16.25,"nonResident":18.95}}"""),
        ("f-soir", """{"flat":1.5,"registrationFee":{"amount":2.06}}"""),
        ("g",
            """{"effort":{"percent":1.1,"floor":6.5,"ceiling":15.5},"nonResidentAmount":3,"daySupplements":[{"label":"sortie","amount":2,"dates":["2026-12-16"]}]}"""),
        ("g-demi", """{"effort":{"percent":0.8,"floor":5.5,"ceiling":12},"nonResidentAmount":3}"""),
        ("g-sans", """{"effort":{"percent":0.55,"floor":4.5,"ceiling":9},"nonResidentAmount":2}"""),
        ("g-semaine", """{"effort":{"percent":5,"floor":29,"ceiling":70},"nonResidentAmount":15}"""),
        ("h",
            """{"flat":1,"per":"hour","plannedUnits":8,"steps":[{"upTo":4,"counts":4},{"upTo":6,"counts":6},{"upTo":8,"counts":8},{"upTo":10,"counts":10}]}"""),
    ];

    /// <summary>Days as "unit day how"; facts as "q612", "outside", "lunch", "agent"; prices in the order of days, then the month's.</summary>
    private static readonly (string Days, string Facts, string Prices)[] Said =
    [
        ("a 10", "", "2.99"),
        ("a 10 late", "", "4.49"),
        ("a 15 unbooked", "", "10.00"),
        ("a 10 absent", "", "2.99"),
        ("a 10 excused", "", ""),
        ("b 14", "", "4.00"),
        ("b 14 late", "", "5.50"),
        ("b-soir 14", "", "1.95"),
        ("b-soir 14 excused", "", ""),
        ("c 10 late, c 11 late, c 14 late", "", "5.00 5.00 4.00"),
        ("c 10 excused, c 11 late, c 14 late", "", "5.00 5.00"),
        ("d 10", "q300", "1.65"),
        ("d 10", "q579", "3.18"),
        ("d 10", "q580", "3.19"),
        ("d 10", "q1480", "3.19"),
        ("d 10", "", "3.19"),
        ("d 10", "q300 lunch", "1.62"),
        ("d 10", "q300 agent", "5.86"),
        ("e-matin 1", "", "12.00"),
        ("e-matin 1, e-matin 3, e-matin 4, e-matin 7, e-matin 8, e-matin 10, e-matin 11, e-matin 14, e-matin 15", "", "12.00"),
        ("e-matin 1, e-etude 1", "", "12.00 12.00"),
        ("e 10", "", "5.70"),
        ("e 10", "outside", "6.50"),
        ("f 10", "q100", "0.72"),
        ("f 10 late", "q100", "7.61"),
        ("f 10", "q100 outside", "7.87"),
        ("f 10 late", "q100 outside", "10.76"),
        ("f-mercredi 16 unbooked", "", "16.25"),
        ("f-mercredi 16 unbooked", "outside", "18.95"),
        ("f-soir 10, f-soir 11", "", "1.50 1.50 2.06"),
        ("g 9", "q612", "6.73"),
        ("g 9", "q1480", "15.50"),
        ("g 9", "q300", "6.50"),
        ("g 16", "q612", "8.73"),
        ("g 9", "q700 outside", "10.70"),
        ("g-demi 9", "q1480", "11.84"),
        ("g-demi 9", "q700 outside", "8.60"),
        ("g-sans 9", "q1480", "8.14"),
        ("g-sans 9", "q700 outside", "6.50"),
        ("g-semaine 7", "q612", "30.60"),
        ("g-semaine 7", "q700 outside", "50.00"),
        ("h 9 200", "", "4.00"),
        ("h 9 370", "", "8.00"),
        ("h 9 620", "", "10.33"),
    ];

    [Fact]
    public async Task What_nine_communes_print_is_what_their_families_owe()
    {
        await RulesAsync(document =>
        {
            foreach (var (unit, version) in Tariffs)
            {
                var one = JsonNode.Parse(version)!;
                one["from"] = "2026-09-01";
                document["tariffs"]!.AsArray().Add(new JsonObject
                {
                    ["key"] = unit,
                    ["label"] = unit,
                    ["units"] = new JsonArray(unit),
                    ["cashOffice"] = "garderie-alsh",
                    ["versions"] = new JsonArray(one),
                });
            }
        });

        var wrong = new List<string>();
        for (var i = 0; i < Said.Length; i++)
        {
            var (days, facts, prices) = Said[i];
            var (family, child, words) = (new Guid(i + 1, 7, 7, new byte[8]), new Guid(i + 1, 8, 8, new byte[8]), facts.Split(' '));
            decimal[] quotients = [.. words.Where(w => w.StartsWith('q')).Select(w => decimal.Parse(w[1..], CultureInfo.InvariantCulture))];
            await Billing.DeliverAsync(MoreauFamily([.. quotients.Select(q => new FamilyQuotient(q, Day(1, 1), null, "CAF"))]) with
            {
                FamilyId = family,
                Resident = !words.Contains("outside"),
                Categories = words.Contains("agent") ? ["agent"] : [],
                Children = [MoreauFamily().Children[0] with { ChildId = child, PackedLunch = words.Contains("lunch") }],
            });
            await Billing.DeliverAsync(Settled(family, [.. days.Split(", ").Select(d => CellOf(child, d.Split(' ')))]));

            var owed = (await ChargesAsync(family)).Lines.Where(l => l.Amount != 0)
                .OrderBy(l => l.Kind != "day" || l.Unit.Contains(':', StringComparison.Ordinal)).ThenBy(l => l.Date);
            var read = string.Join(' ', owed.Select(l => l.Amount.ToString("0.00", CultureInfo.InvariantCulture)));
            if (read != prices)
            {
                wrong.Add($"{days} ({facts}): {read} for {prices}");
            }
        }

        Assert.Empty(wrong);
    }

    private static SettledCell CellOf(Guid child, string[] words)
    {
        var how = words.ElementAtOrDefault(2);
        var outcome = how switch
        {
            "unbooked" => CellOutcome.PresentUnbooked,
            "absent" => CellOutcome.AbsentBilled,
            "excused" => CellOutcome.AbsentExcused,
            null or "late" => CellOutcome.Booked,
            _ => CellOutcome.Present,
        };
        decimal? hours = int.TryParse(how, CultureInfo.InvariantCulture, out var minutes) ? minutes / 60m : null;
        return Cell(child, words[0], int.Parse(words[1], CultureInfo.InvariantCulture), outcome, late: how == "late", hours: hours);
    }
}
