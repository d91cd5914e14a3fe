using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Billing.Tests;
using Preau.Planning.Setup.SchoolCalendars;

namespace Preau.Planning.Tests;

/// <summary>The worked cases of the ministry's instants (money.json, "calendar"): midnight in Paris, the end is the morning of return.</summary>
public sealed class CalendarCaseTests
{
    public static TheoryData<string, string> Holidays => MoneyCases.Of("calendar");

    [Theory]
    [MemberData(nameof(Holidays))]
    public void Instants_of_the_ministry_are_days(string id, string title)
    {
        var (input, expected) = (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);

        Assert.True(
            (Day(expected["firstDay"]!),
                Day(expected["lastDay"]!)) == (FrenchDay.Of(Instant(input["start"]!)), FrenchDay.Of(Instant(input["end"]!)).AddDays(-1)),
            title);
    }

    private static DateOnly Day(JsonNode text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(JsonNode text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
