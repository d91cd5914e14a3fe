using System.Text.Json;
using Preau.Planning.Dates.Deadlines;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

/// <summary>Rules as the communes write them: reading, writing, sentences, errors.</summary>
public class DeadlineFileTests
{
    private const string WorkingDays = """{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" }""";

    [Theory]
    [InlineData(WorkingDays, "au plus tard l’avant-veille ouvrée à 12_h")]
    [InlineData("""{ "time": "23:59", "days": 2, "anchor": "daysBefore" }""", "au plus tard l’avant-veille à 23_h_59")]
    [InlineData("""{ "anchor": "daysBefore", "days": 0, "time": "09:00" }""", "au plus tard le jour même à 9_h")]
    [InlineData("""{ "anchor": "daysBefore", "days": 1, "skip": { "weekends": true, "publicHolidays": true, "closures": true }, "time": "18:00" }""",
        "au plus tard la veille ouvrée (sans compter les fermetures) à 18_h")]
    [InlineData("""{ "anchor": "daysBefore", "days": 8, "skip": { "schoolHolidays": true, "weekdays": ["wednesday", "sunday"] }, "time": "00:00" }""",
        "au plus tard 8_jours avant (sans compter les vacances scolaires, les mercredis et les dimanches) à 0_h")]
    [InlineData("""{ "anchor": "daysBefore", "days": 16, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" }""",
        "au plus tard 16_jours ouvrés avant à 12_h")]
    [InlineData("""{ "anchor": "previousWeekday", "weekday": "sunday", "time": "12:00" }""", "au plus tard le dimanche précédent à 12_h")]
    [InlineData("""{ "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "12:00" }""",
        "au plus tard le jeudi de la semaine précédente à 12_h")]
    [InlineData("""{ "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 2, "time": "12:00" }""",
        "au plus tard le jeudi, 2_semaines avant, à 12_h")]
    [InlineData("""{ "anchor": "dayOfPreviousMonth", "day": 20, "time": "23:59" }""", "au plus tard le 20 du mois précédent à 23_h_59")]
    [InlineData("""{ "anchor": "dayOfPreviousMonth", "day": 1, "time": "23:59" }""", "au plus tard le 1er du mois précédent à 23_h_59")]
    [InlineData("""{ "anchor": "dayOfPreviousMonth", "day": 31, "time": "23:59" }""", "au plus tard le dernier jour du mois précédent à 23_h_59")]
    [InlineData("""{ "anchor": "previousOpenDay", "time": "11:00" }""", "au plus tard le jour d’ouverture précédent à 11_h")]
    [InlineData("""{ "anchor": "perWeekdayTable", "monday": "thursday 10:00", "tuesday": "thursday 10:00", "thursday": "tuesday 10:00" }""",
        "pour le lundi et le mardi, au plus tard le jeudi précédent à 10_h_; pour le jeudi, au plus tard le mardi précédent à 10_h")]
    [InlineData("""{ "anchor": "fixedDate", "date": "2026-10-01", "time": "12:00" }""", "au plus tard le jeudi 1er octobre 2026 à 12_h")]
    [InlineData("""{ "anchor": "bookingPeriod", "days": 10, "time": "23:59" }""", "au plus tard 10_jours avant le début de la période à 23_h_59")]
    [InlineData("""{ "anchor": "bookingPeriod", "days": 1, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" }""",
        "au plus tard 1_jour ouvré avant le début de la période à 12_h")]
    [InlineData("""{ "anchor": "bookingPeriod", "days": 0, "time": "12:00" }""", "au plus tard le premier jour de la période à 12_h")]
    [InlineData("""{ "anchor": "none" }""", "jusqu’à la fin du jour même")]
    [InlineData("""{ "on": { "weekdays": ["wednesday"], "period": "school" }, "anchor": "previousWeekday", "weekday": "thursday", "time": "12:00" }""",
        "pour les mercredis d’école, au plus tard le jeudi précédent à 12_h")]
    [InlineData("""{ "on": { "period": "holidays" }, "anchor": "daysBefore", "days": 7, "time": "12:00", "late": "toAgent" }""",
        "pour les jours de vacances, au plus tard 7_jours avant à 12_h")]
    [InlineData("""{ "on": { "from": "2026-12-01", "until": "2026-12-31" }, "anchor": "fixedDate", "date": "2026-11-24", "time": "23:59", "late": "surcharge" }""",
        "pour les jours du 1er au 31 décembre 2026, au plus tard le mardi 24 novembre 2026 à 23_h_59")]
    [InlineData("""{ "on": { "weekdays": ["wednesday"], "from": "2027-06-01" }, "anchor": "daysBefore", "days": 7, "time": "12:00" }""",
        "pour les mercredis à partir du 1er juin 2027, au plus tard 7_jours avant à 12_h")]
    public void Each_rule_is_read_said_in_French_and_written_back_equal(string json, string sentence)
    {
        var rule = JsonSerializer.Deserialize<DeadlineRule>(json)!;
        var written = JsonSerializer.Serialize(rule, JsonSerializerOptions.Web);

        Assert.Equal(sentence.Replace('_', '\u00A0'), rule.Sentence);
        Assert.Equal(rule, JsonSerializer.Deserialize<DeadlineRule>(written, JsonSerializerOptions.Web));
        Assert.Equal(
            JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => $"{p.Name}={Compact(p.Value)}").Order(),
            JsonDocument.Parse(written).RootElement.EnumerateObject().Select(p => $"{p.Name}={Compact(p.Value)}").Order());
        Assert.StartsWith("{\"anchor\":", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", LateAnswer.Refuse, "Après, la demande est refusée.")]
    [InlineData(", \"late\": \"toAgent\"", LateAnswer.ToAgent, "Après, un agent décide.")]
    [InlineData(", \"late\": \"allow\"", LateAnswer.Allow, "Après, la demande est acceptée quand même.")]
    [InlineData(", \"late\": \"surcharge\"", LateAnswer.Surcharge, "Après, la demande est acceptée avec le supplément du tarif.")]
    public void What_happens_after_the_limit_is_part_of_the_rule(string late, LateAnswer answer, string sentence)
    {
        var rule = JsonSerializer.Deserialize<DeadlineRule>($$"""{ "anchor": "none"{{late}} }""")!;

        Assert.Equal(answer, rule.Late);
        Assert.Equal(sentence.Replace('_', '\u00A0'), rule.LateSentence);
        Assert.Equal(rule, JsonSerializer.Deserialize<DeadlineRule>(JsonSerializer.Serialize(rule)));
    }

    [Theory]
    [InlineData("""{ "anchor": "dayBefore", "days": 2, "time": "12:00" }""", "\"anchor\" is \"dayBefore\"; expected one of daysBefore, previousWeekday")]
    [InlineData("""{ "days": 2, "time": "12:00" }""", "\"anchor\" is missing; expected one of")]
    [InlineData("""{ "anchor": 3 }""", "\"anchor\" is 3; expected one of")]
    [InlineData("""{ "anchor": null }""", "expected one of")]
    [InlineData("""{ "on": { "from": "2026-12-31", "until": "2026-12-01" }, "anchor": "none" }""", "\"on\" ends before it begins")]
    [InlineData("[]", "Expected a rule such as")]
    [InlineData("\"J-2\"", "Expected a rule such as")]
    [InlineData("""{ "anchor": "daysBefore", "day": 2, "time": "12:00" }""", "\"day\" is not known; expected days, skip, time, on, late.")]
    [InlineData("""{ "anchor": "none", "sentence": "au plus tard la veille" }""", "\"sentence\" is not known")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2 }""", "\"time\" is missing")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "days": 3, "time": "12:00" }""", "\"days\" is given twice")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "time": "12h00" }""", "'12h00' is no hour")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "time": "24:00" }""", "'24:00' is no hour")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "time": 12 }""", "'12' is no hour")]
    [InlineData("""{ "anchor": "daysBefore", "days": -1, "time": "12:00" }""", "\"days\" goes from 0 to 365")]
    [InlineData("""{ "anchor": "daysBefore", "days": 366, "time": "12:00" }""", "\"days\" goes from 0 to 365")]
    [InlineData("""{ "anchor": "daysBefore", "days": "2", "time": "12:00" }""", "\"days\" has a value of the wrong kind")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "skip": null, "time": "12:00" }""", "\"skip\" is null")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "skip": ["weekends"], "time": "12:00" }""", "\"skip\" has a value of the wrong kind")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": "yes" }, "time": "12:00" }""", "\"skip.weekends\" has a value of the wrong kind")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "skip": { "weekend": true }, "time": "12:00" }""",
        "\"weekend\" is not known; expected weekends, publicHolidays")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "weekends": true }, "time": "12:00" }""", "\"weekends\" is given twice")]
    [InlineData("""{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"] }, "time": "12:00" }""",
        "leaves no day")]
    [InlineData("""{ "anchor": "previousWeekday", "weekday": "jeudi", "time": "12:00" }""", "'jeudi' is not known; expected one of sunday, monday")]
    [InlineData("""{ "anchor": "previousWeekday", "weekday": 4, "time": "12:00" }""", "Expected one of")]
    [InlineData("""{ "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 0, "time": "12:00" }""", "\"weeksBefore\" goes from 1 to 52")]
    [InlineData("""{ "anchor": "dayOfPreviousMonth", "day": 32, "time": "12:00" }""", "\"day\" goes from 1 to 31")]
    [InlineData("""{ "anchor": "fixedDate", "date": "02/10/2026", "time": "12:00" }""", "\"date\" has a value of the wrong kind")]
    [InlineData("""{ "anchor": "perWeekdayTable" }""", "the table is empty")]
    [InlineData("""{ "anchor": "perWeekdayTable", "monday": "friday" }""", "such as \"friday 11:00\"")]
    [InlineData("""{ "anchor": "perWeekdayTable", "monday": ["friday", "11:00"] }""", "such as \"friday 11:00\"")]
    [InlineData("""{ "anchor": "perWeekdayTable", "monday": "friday 11:00", "time": "12:00" }""", "\"time\" is not known")]
    [InlineData("""{ "anchor": "none", "late": "reject" }""", "'reject' is not known; expected one of refuse, surcharge, toAgent, allow")]
    [InlineData("""{ "anchor": "none", "late": "surcharge", "surcharge": { "percent": 10 } }""", "written once, in the tariff")]
    [InlineData("""{ "anchor": "none", "on": { "period": "summer" } }""", "'summer' is not known; expected one of school, holidays")]
    public void A_wrong_rule_is_refused_with_its_place_and_what_was_expected(string rule, string expected)
    {
        var problem = Assert.Throws<JsonException>(
            () =>
                JsonSerializer.Deserialize<DeadlineSet>($$"""{ "cancel": { "anchor": "none" }, "book": [{ "anchor": "none" }, {{rule}}] }""",
                    JsonSerializerOptions.Web));

        Assert.StartsWith("[1]: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal("$.book", problem.Path);
    }

    [Fact]
    public void A_null_in_a_list_of_rules_and_an_act_that_does_not_exist_are_refused()
    {
        Assert.Throws<JsonException>(() => Set("""{ "book": [null] }"""));
        Assert.Contains("'booking'", Assert.Throws<JsonException>(() => Set("""{ "booking": { "anchor": "none" } }""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_follows_booking_and_absences_follow_cancelling_unless_told_otherwise()
    {
        var set = Set($$"""{ "book": {{WorkingDays}} }""");
        Assert.All(Enum.GetValues<DeadlineAct>(), act => Assert.Equal("au plus tard l’avant-veille ouvrée à 12\u00A0h", Rule(set, act).Sentence));

        set = Set($$"""{ "book": {{WorkingDays}}, "cancel": { "anchor": "none" } }""");
        Assert.IsType<DaysBefore>(Rule(set, DeadlineAct.Book));
        Assert.IsType<NoLimit>(Rule(set, DeadlineAct.Cancel));
        Assert.IsType<NoLimit>(Rule(set, DeadlineAct.Absence));

        Assert.IsType<NoLimit>(Rule(new(), DeadlineAct.Book));
        Assert.Equal("""{"book":{"anchor":"none"}}""", JsonSerializer.Serialize(Set("""{ "book": [{ "anchor": "none" }] }"""), JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData("10/12/2026", "au plus tard l’avant-veille ouvrée à 12_h")]
    [InlineData("09/12/2026", "pour les mercredis, au plus tard 7_jours avant à 12_h")]
    [InlineData("22/12/2026", "pour les jours de vacances, au plus tard 14_jours avant à 12_h")]
    [InlineData("23/12/2026", "pour les mercredis, au plus tard 7_jours avant à 12_h")]
    public void The_first_rule_that_matches_the_day_is_taken(string day, string sentence)
    {
        var set = Set($$"""
            { "book": [
              { "on": { "weekdays": ["wednesday"] }, "anchor": "daysBefore", "days": 7, "time": "12:00" },
              { "on": { "period": "holidays" }, "anchor": "daysBefore", "days": 14, "time": "12:00" },
              {{WorkingDays}} ] }
            """);

        Assert.Equal(sentence.Replace('_', '\u00A0'), set.RuleFor(DeadlineAct.Book, Day(day), Canteen()).Sentence);
    }

    [Theory]
    [InlineData("13/12/2026", false)]
    [InlineData("14/12/2026", true)]
    [InlineData("18/12/2026", true)]
    [InlineData("19/12/2026", false)]
    public void A_rule_of_some_weeks_holds_from_its_first_day_to_its_last(string day, bool holds)
    {
        var set = Set($$"""
            { "book": [ { "on": { "from": "2026-12-14", "until": "2026-12-18" }, "anchor": "daysBefore", "days": 7, "time": "12:00" }, {{WorkingDays}} ] }
            """);

        Assert.Equal(holds, set.RuleFor(DeadlineAct.Book, Day(day), Canteen()) is DaysBefore { Days: 7 });
    }

    private static DeadlineSet Set(string json) => JsonSerializer.Deserialize<DeadlineSet>(json, JsonSerializerOptions.Web)!;

    private static DeadlineRule Rule(DeadlineSet set, DeadlineAct act) => set.RuleFor(act, Day("10/12/2026"), Canteen());

    private static string Compact(JsonElement value) => value.GetRawText().Replace(" ", "", StringComparison.Ordinal);
}
