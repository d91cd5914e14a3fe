using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Billing.Tests;
using Preau.Contracts.Api;
using Preau.Family.SharedCustody;

namespace Preau.Family.Tests;

/// <summary>The worked cases of whose day it is (money.json, "custody"), by the calendar both files tell.</summary>
public sealed class CustodyCaseTests
{
    private static readonly Dictionary<string, Guid> Homes = new() { ["A"] = Guid.NewGuid(), ["B"] = Guid.NewGuid() };

    public static TheoryData<string, string> Days => [.. MoneyCases.Of("custody").Where(c => MoneyCases.Case(c.Data.Item1)["input"]!["date"] is not null)];

    [Theory]
    [MemberData(nameof(Days))]
    public void The_household_of_the_day(string id, string title)
    {
        var input = MoneyCases.Case(id)["input"]!;
        var parity = input["even"] is not null;
        var plan = new CustodyPlan
        {
            ChildId = Guid.Empty,
            Home = Homes[parity ? (string)input["even"]! : "A"],
            Other = Homes[parity ? (string)input["odd"]! : "B"],
            Weeks = parity ? CustodyWeeks.Even : CustodyWeeks.Alternate,
            Anchor = parity ? default : Date(input["anchorMonday"]!),
        };
        var exceptions = (input["overrides"] as JsonArray ?? []).Select(o => new CustodyException
        {
            ChildId = Guid.Empty,
            From = Date(o!["from"]!),
            Until = Date(o["until"]!),
            Home = Homes[(string)o["household"]!],
            State = SwapState.Agreed,
            At = default,
            By = "agent",
        });

        Assert.True(Homes[(string)MoneyCases.Case(id)["expected"]!] == new CustodyCalendar(plan, exceptions, []).HomeOn(Date(input["date"]!)), title);
    }

    private static DateOnly Date(JsonNode text) => DateOnly.ParseExact((string)text!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
