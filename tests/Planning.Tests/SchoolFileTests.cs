using Preau.Planning.Dates.Calendars;
using Preau.Planning.Setup.SchoolCalendars;

namespace Preau.Planning.Tests;

/// <summary>Official calendars as they are published, with their traps.</summary>
public sealed class SchoolFileTests
{
    private static readonly string Json = Read("calendrier-scolaire.json");
    private static readonly string Ics = Read("zone-a.ics");
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public void Instants_of_the_dataset_are_read_on_the_clock_of_Paris_and_the_end_is_the_day_of_return()
    {
        var christmas = Assemble(ReadDataset.Parse(Json)).Years[0].Holidays.Single(h => h.Name == "Vacances de Noël");
        Assert.Equal((new DateOnly(2026, 12, 19), new DateOnly(2027, 1, 4)), (christmas.First, christmas.Back));
    }

    [Fact]
    public void Lines_for_teachers_other_zones_and_each_academy_are_counted_and_left_out()
    {
        var read = Assemble(ReadDataset.Parse(Json), new DateOnly(2026, 1, 10));
        Assert.Equal((16, 2), (read.TeacherLines, read.OtherZones));
        Assert.True(read.Repeated > 80);
        Assert.Equal([2025, 2026], read.Years.Select(y => y.Rentree.Year));
        Assert.All(read.Years, y => Assert.Equal(4, y.Holidays.Count));
        Assert.Equal(new DateOnly(2026, 2, 7), read.Years[0].Holidays[2].First);
    }

    [Fact]
    public void A_summer_that_ends_for_the_teachers_or_without_an_end_does_not_move_the_pupils_return()
    {
        var read = Assemble(ReadDataset.Parse(Json));
        Assert.Equal((new DateOnly(2026, 9, 1), new DateOnly(2027, 7, 3)), (read.Years[0].Rentree, read.Years[0].Summer));
        var teachersOnly = Json.Replace("2026-08-31T22:00:00+00:00", "2026-08-29T22:00:00+00:00", StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 9, 1), Assemble(ReadDataset.Parse(teachersOnly)).Years[0].Rentree);
    }

    [Fact]
    public void The_bridge_of_Ascension_is_two_days_without_class_and_no_holiday()
    {
        Assert.Equal([new DateOnly(2027, 5, 7), new DateOnly(2027, 5, 8)], Assemble(ReadDataset.Parse(Json)).Years[0].NoClass.Select(d => d.Date));
    }

    [Fact]
    public void The_form_of_2027_2028_is_read_an_end_like_the_start_is_none_and_adjacent_pieces_are_one_holiday()
    {
        var year = Assert.Single(Assemble(ReadDataset.Parse(Read("annee-2027-2028.json"))).Years);

        Assert.Equal((new DateOnly(2027, 9, 1), new DateOnly(2028, 7, 8)), (year.Rentree, year.Summer));
        Assert.Equal(
            [(new DateOnly(2027, 10, 23), new DateOnly(2027, 11, 8)), (new DateOnly(2027, 12, 18), new DateOnly(2028, 1, 3)),
                (new DateOnly(2028, 2, 12), new DateOnly(2028, 2, 28)), (new DateOnly(2028, 4, 8), new DateOnly(2028, 4, 24))],
            year.Holidays.Select(h => (h.First, h.Back)));
        Assert.Equal([new DateOnly(2028, 5, 26)], year.NoClass.Select(d => d.Date));
    }

    [Fact]
    public void A_year_that_has_only_begun_to_be_published_is_not_taken_and_said()
    {
        Assert.Contains(Assemble(ReadDataset.Parse(Json)).Remarks, r => r.Contains("2027-2028 n’est pas complète", StringComparison.Ordinal));
    }

    [Fact]
    public void Whole_days_instants_local_times_and_folded_lines_of_an_ICS_give_the_shipped_year()
    {
        var year = Assert.Single(Assemble(ReadIcs.Parse(Ics)).Years);
        var shipped = PublishedSchoolYears.Of("A").Single(y => y.Rentree.Year == 2026);
        Assert.Equal(shipped.Holidays.Select(h => (h.First, h.Back)), year.Holidays.Select(h => (h.First, h.Back)));
        Assert.Equal((shipped.Rentree, shipped.Summer), (year.Rentree, year.Summer));
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261017", "DTSTART;VALUE=DATE:20261317", "Ligne 14 ")]
    [InlineData("DTSTART;VALUE=DATE:20261017", "X-NOTHING:1", "Ligne 14 ")]
    [InlineData("DTSTART;VALUE=DATE:20261017", "sans deux points", "Ligne 17 ")]
    [InlineData("DTSTART;VALUE=DATE:20261017", "RRULE:FREQ=YEARLY", "Ligne 17 ")]
    [InlineData("END:VCALENDAR", "BEGIN:VEVENT", "n’est pas fermé")]
    [InlineData("Zone A", "Zone B", "zone A")]
    [InlineData("DTEND;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261001", "finit avant de commencer : ligne 14")]
    [InlineData("DTEND;VALUE=DATE:20261102", "X-NOTHING:1", "date de reprise : ligne 14")]
    public void A_bad_ICS_is_refused_whole_and_the_sentence_names_the_line(string sound, string broken, string said)
    {
        var wrong = Assert.Throws<CalendarFileException>(() => Assemble(ReadIcs.Parse(Ics.Replace(sound, broken, StringComparison.Ordinal))));
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2026-12-18T23:00:00+00:00\"", "\"demain\"", "demain")]
    [InlineData("\"2026-12-18T23:00:00+00:00\"", "12", "Enregistrement")]
    [InlineData("\"description\"", "\"titre\"", "Enregistrement 1 : « description » manque")]
    [InlineData("]", "", "Ligne")]
    public void A_bad_dataset_is_refused_whole_and_the_sentence_names_the_record(string sound, string broken, string said)
    {
        var wrong = Assert.Throws<CalendarFileException>(() => Assemble(ReadDataset.Parse(Json.Replace(sound, broken, StringComparison.Ordinal))));
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_lines_that_contradict_each_other_are_both_named()
    {
        var at = Json.IndexOf("2026-12-18T23:00:00+00:00", StringComparison.Ordinal);
        var wrong = Assert.Throws<CalendarFileException>(() => Assemble(ReadDataset.Parse(Json[..at] + "2026-12-11T23:00:00+00:00" + Json[(at + 25)..])));
        Assert.Equal(2, wrong.Message.Split("enregistrement").Length - 1);
    }

    [Theory]
    [InlineData("results")]
    [InlineData("records")]
    public void A_page_of_the_API_and_the_older_form_are_read_too(string member)
    {
        var records = member == "records"
            ? "[" + string.Join(',', System.Text.Json.JsonDocument.Parse(Json).RootElement.EnumerateArray().Select(r => $"{{\"fields\":{r.GetRawText()}}}"))
                + "]"
            : Json;
        Assert.Equal(4, Assemble(ReadDataset.Parse($"{{\"total_count\":1,\"{member}\":{records}}}")).Years[0].Holidays.Count);
    }

    private static AssembledYears Assemble(List<CalendarEntry> entries, DateOnly? today = null) =>
        new AssembleYears("A", PublishedSchoolYears.Of("A"), today ?? Today).Run(entries);

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SchoolFiles", file));
}
