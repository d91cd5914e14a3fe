using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>
/// What communes print in their règlements about booking, each as a rule of its file: who asks at that minute, and what the answer is. Letters are the
/// communes'; one host serves one commune, and its clock only goes forward, by days, not months: every round of a worker between is run.
/// </summary>
public sealed class ReglementTests
{
    private const string Meal = "restauration";
    private const string Care = "garderie-matin";
    private const string Wednesday = "alsh-mercredi-journee";
    private const string Holiday = "alsh-vacances-journee";

    private static readonly DateTimeOffset December = new(2026, 12, 4, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_late_until_the_kitchen_counts_and_absences_by_letter()
    {
        await using var world = await WorldAsync("C", document => Rule(document, Meal,
            """
            "book": { "anchor": "perWeekdayTable", "monday": "friday 08:59", "tuesday": "friday 08:59", "thursday": "tuesday 08:59", "friday": "tuesday 08:59", "late": "surcharge" },
            "cancel": { "anchor": "perWeekdayTable", "monday": "friday 08:59", "tuesday": "friday 08:59", "thursday": "tuesday 08:59", "friday": "tuesday 08:59", "late": "refuse" },
            "absence": { "anchor": "daysBefore", "days": 0, "time": "08:59", "late": "toAgent" }
            """, """{ "openDays": 0, "time": "08:59" }""",
            """[{ "key": "medical", "label": "Malade", "late": "billed", "evidence": { "days": 7 } }]"""));

        await SaidAsync(world,
            ("07/12 08:30", "book", Meal, "07/12", "booked.late"),
            ("07/12 13:45", "book", Meal, "07/12", "refused.ordered"),
            ("08/12 08:59", "book", Meal, "10/12", "booked"),
            ("08/12 09:00", "book", Meal, "10/12", "booked.late"),
            ("10/12 08:40", "absent", Meal, "10/12", "absence.evidence"),
            ("10/12 09:30", "absent", Meal, "10/12", "absence.billed"),
            ("11/12 08:59", "book", Meal, "15/12", "booked"),
            ("14/12 10:00", "book", Meal, "15/12", "booked.late"));
    }

    [Fact]
    public async Task B_the_week_before_then_dearer_and_care_by_the_town_hall()
    {
        await using var world = await WorldAsync("A", document =>
        {
            Rule(document, Meal, """ "book": { "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "08:59", "late": "surcharge" }""",
                """{ "openDays": 1, "time": "17:59" }""");
            Rule(document, Care,
                """
                "book": { "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "08:59", "late": "toAgent" },
                "cancel": { "anchor": "daysBefore", "days": 0, "time": "06:59", "late": "refuse" }
                """, """{ "openDays": 0, "time": "07:59" }""");
        });

        await SaidAsync(world,
            ("10/12 08:59", "book", Meal, "14/12", "booked"),
            ("10/12 09:00", "book", Meal, "14/12", "booked.late"),
            ("14/12 06:59", "cancel", Care, "14/12", "cancelled"),
            ("14/12 07:00", "cancel", Care, "14/12", "refused.deadline"),
            ("14/12 07:30", "book", Care, "14/12", "pending.late"),
            ("14/12 08:01", "book", Care, "14/12", "refused.ordered"),
            ("14/12 11:00", "book", Meal, "14/12", "refused.ordered"));
    }

    [Fact]
    public async Task C_limits_printed_once_a_year_are_one_version()
    {
        (string Month, string By)[] printed =
        [
            ("2026-09", "2026-08-25"), ("2026-10", "2026-09-29"), ("2026-11", "2026-10-27"), ("2026-12", "2026-11-24"), ("2027-01", "2026-12-29"),
            ("2027-02", "2027-01-26"),
            ("2027-03", "2027-02-23"), ("2027-04", "2027-03-30"), ("2027-05", "2027-04-27"), ("2027-06", "2027-05-25"), ("2027-07", "2027-05-25"),
        ];
        var book = string.Join(", ", printed.Select(p =>
        {
            var first = DateOnly.ParseExact(p.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            return $$"""
                { "on": { "from": "{{first:yyyy-MM-dd}}", "until": "{{first.AddMonths(1).AddDays(-1):yyyy-MM-dd}}" }, "anchor": "fixedDate", "date": "{{p.By}}", "time": "23:59", "late": "surcharge" }
                """;
        }));
        await using var world = await WorldAsync("A", document => Rule(document, Meal, $$"""
            "book": [ {{book}} ], "cancel": { "anchor": "daysBefore", "days": 0, "time": "08:30", "late": "refuse" }, "absence": { "anchor": "daysBefore", "days": 0, "time": "08:30", "late": "toAgent" }
            """, reasons: """[{ "key": "medical", "label": "Malade", "late": "billed" }]"""), new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

        await SaidAsync(world,
            ("24/11 23:59", "book", Meal, "10/12", "booked"),
            ("25/11 00:00", "book", Meal, "10/12", "booked.late"),
            ("08/12 10:00", "book", Meal, "11/12", "booked.late"),
            ("10/12 08:30", "absent", Meal, "10/12", "absence.excused"),
            ("10/12 08:31", "absent", Meal, "10/12", "absence.billed"),
            ("29/12 23:59", "book", Meal, "05/01/2027", "booked"),
            ("30/12 00:00", "book", Meal, "05/01/2027", "booked.late"));
    }

    [Fact]
    public async Task D_two_school_days_ahead_and_a_subscriber_takes_no_occasional_meal()
    {
        await using var world = await WorldAsync("B", document =>
        {
            Rule(document, Meal,
                """ "book": { "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "publicHolidays": true, "schoolHolidays": true }, "time": "09:29" }""");
            var service = Service(document, Meal);
            service["units"]!.AsArray()
                .Add(JsonNode.Parse($$"""{ "key": "occasionnel", "label": "Repas occasionnel", "meal": true, "excludes": ["{{Meal}}"] }"""));
        });

        await SaidAsync(world,
            ("08/12 09:29", "book", Meal, "10/12", "booked"),
            ("08/12 09:30", "book", Meal, "10/12", "refused.deadline"),
            ("10/12 09:29", "book", Meal, "14/12", "booked"),
            ("10/12 09:30", "book", Meal, "14/12", "refused.deadline"),
            ("17/12 09:29", "book", Meal, "04/01/2027", "booked"),
            ("17/12 09:30", "book", Meal, "04/01/2027", "refused.deadline"));
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, Meal);
        var day = new DateOnly(2027, 1, 7);
        Assert.Equal(["booked", "refused.exclusive"],
            [(await family.AskAsync(family.Book(Meal, day))).Lines[0].Code, (await family.AskAsync(family.Book("occasionnel", day))).Lines[0].Code]);
    }

    [Fact]
    public async Task F_the_eve_at_noon_and_holidays_until_a_printed_date()
    {
        await using var world = await WorldAsync("C", document =>
        {
            Rule(document, "alsh-mercredi", """ "book": { "anchor": "daysBefore", "days": 1, "time": "12:00" }""");
            Rule(document, "alsh-vacances", """ "book": { "anchor": "none" }""");
            document["rules"]!["alsh-vacances"]![0]!["periods"] = JsonNode.Parse("""
                [{ "key": "noel", "label": "Noël", "first": "2026-12-19", "last": "2027-01-03", "closes": "2026-12-04T23:59" },
                 { "key": "hiver", "label": "Hiver", "first": "2027-02-06", "last": "2027-02-21", "closes": "2027-01-22T23:59" }]
                """);
        });

        await SaidAsync(world,
            ("04/12 23:59", "book", Holiday, "21/12", "booked"),
            ("05/12 00:00", "book", Holiday, "21/12", "refused.deadline"),
            ("15/12 12:00", "book", Wednesday, "16/12", "booked"),
            ("15/12 12:01", "book", Wednesday, "16/12", "refused.deadline"));
    }

    [Fact]
    public async Task G_a_package_of_five_days_is_refused_in_a_week_of_four_and_says_so()
    {
        await using var world = await WorldAsync("B", document =>
        {
            Rule(document, "alsh-vacances", """ "book": { "anchor": "none" }""");
            document["closures"] = new JsonArray();
            Service(document, "alsh-vacances")["units"]!.AsArray()
                .Add(JsonNode.Parse($$"""{ "key": "semaine", "label": "Semaine de cinq jours", "weekOf": "{{Holiday}}", "weekDays": 5 }"""));
        });
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, "alsh-vacances");

        var refused = (await family.AskAsync(family.Book("semaine", new DateOnly(2026, 12, 21)))).Lines[0];
        Assert.Equal(("refused.week-length", "C’est pour les semaines de 5 jours d’ouverture ; celle-ci en a 4."), (refused.Code, refused.Text));
        Assert.Equal("booked", (await family.AskAsync(family.Book("semaine", new DateOnly(2027, 7, 5)))).Lines[0].Code);
    }

    [Fact]
    public async Task I_the_day_before_with_lunch_at_eleven()
    {
        await using var world = await WorldAsync("B", document => Rule(document, Meal,
            """ "book": { "anchor": "perWeekdayTable", "monday": "friday 11:00", "tuesday": "monday 11:00", "thursday": "wednesday 11:00", "friday": "wednesday 11:00" }"""));

        await SaidAsync(world,
            ("04/12 11:00", "book", Meal, "07/12", "booked"),
            ("04/12 11:01", "book", Meal, "07/12", "refused.deadline"),
            ("07/12 11:00", "book", Meal, "08/12", "booked"),
            ("07/12 11:01", "book", Meal, "08/12", "refused.deadline"),
            ("09/12 11:00", "book", Meal, "11/12", "booked"),
            ("09/12 11:01", "book", Meal, "11/12", "refused.deadline"));
    }

    private static async Task<PlanningWorld> WorldAsync(string zone, Action<JsonNode> change, DateTimeOffset? now = null)
    {
        var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite, now ?? December);
        await world.ChangeSettingsAsync(PlanningWorld.Biviers, document =>
        {
            document["zone"] = zone;
            change(document);
        });
        return world;
    }

    // A rule set of its own for the service, every answer at once.
    private static void Rule(JsonNode document, string service, string deadlines, string? order = null, string? reasons = null)
    {
        document["rules"]![service] = JsonNode.Parse($$"""
            [{ "validFrom": "2026-09-01", "deadlines": { {{deadlines}} }, "validation": { "book": "automatic", "cancel": "automatic", "absence": "automatic" } }]
            """);
        var one = Service(document, service);
        one["rule"] = service;
        one["orderTime"] = order is null ? null : JsonNode.Parse(order);
        if (reasons is not null)
        {
            document["absenceReasons"] = JsonNode.Parse(reasons);
        }
    }

    private static JsonNode Service(JsonNode document, string key) =>
        document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).Single(s => (string?)s!["key"] == key)!;

    private static async Task SaidAsync(PlanningWorld world, params (string At, string Act, string Unit, string Day, string Code)[] said)
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        var answers = new List<string>();
        foreach (var (at, act, unit, day, _) in said)
        {
            var local = DateTime.ParseExact(at.Length == 11 ? at.Insert(5, "/2026") : at, "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
            var date = DateOnly.ParseExact(day.Length == 5 ? day + "/2026" : day, "dd/MM/yyyy", CultureInfo.InvariantCulture);
            // The last second of the minute: all of it is in time.
            world.Service.Clock.SetUtcNow(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, paris)).AddSeconds(59));
            var family = await world.AddFamilyAsync(PlanningWorld.Biviers, Meal, Care, "alsh-mercredi", "alsh-vacances");
            if (act != "book")
            {
                await world.PutBookedAsync(family, unit, date);
            }

            answers.Add((await family.AskAsync(act switch
            {
                "book" => family.Book(unit, date),
                "cancel" => family.Cancel(unit, date),
                _ => family.Absent(unit, date),
            })).Lines[0].Code);
        }

        Assert.Equal(said.Select(s => $"{s.At} {s.Act} {s.Unit} {s.Day}: {s.Code}"), said.Zip(answers, (s, a) => $"{s.At} {s.Act} {s.Unit} {s.Day}: {a}"));
    }
}
