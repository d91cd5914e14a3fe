using System.Reflection;
using System.Text.Json.Nodes;

namespace Preau.Billing.Tests;

/// <summary>No worked case of money is left out, nor any of its fields: each is a row of a
/// theory here, but for the two kinds that other services answer.</summary>
public sealed class CaseCountTests
{
    public static TheoryData<string> Every => [.. MoneyCases.All.Select(c => c.Id)];

    [Fact]
    public void Every_case_is_run_by_a_theory_that_reads_the_file()
    {
        // Whose day it is: Family.Tests, CustodyCaseTests. The ministry's instants: Planning.Tests, CalendarCaseTests.
        bool Elsewhere((string Id, string Kind) one) =>
            one.Kind == "calendar" || (one.Kind == "custody" && MoneyCases.Case(one.Id)["input"]!["date"] is not null);
        var run = typeof(CaseCountTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetCustomAttributes<MemberDataAttribute>().Select(a => (Of: a.MemberType ?? m.DeclaringType!, a.MemberName))).Distinct()
            .Select(d => d.Of.GetProperty(d.MemberName, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)?.GetValue(null))
            .OfType<TheoryData<string, string>>()
            .SelectMany(data => data.Select(row => row.Data.Item1)).ToHashSet();

        Assert.DoesNotContain(MoneyCases.All, c => !Elsewhere(c) && !run.Contains(c.Id));
        Assert.NotEmpty(MoneyCases.All);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void No_field_of_a_case_is_passed_over(string id) => Assert.Empty(CaseFields.UnreadIn(MoneyCases.Case(id)));

    [Theory]
    [InlineData("""{"kind":"due","input":{"issued":"2026-12-01","days":3,"weeks":1},"expected":"2026-12-04"}""", "input\nweeks")]
    [InlineData("""{"kind":"refund","input":{"advance":"1.00"},"expected":{"allowed":"1.00","state":"asked"}}""", "expected\nstate")]
    [InlineData("""{"kind":"dunning","input":{"invoices":[{"open":"1.00"},{"open":"1.00","office":"AL"}]},"expected":{}}""", "input\ninvoices\noffice")]
    [InlineData("""{"kind":"unheard","input":"x"}""", "input")]
    [InlineData("""{"kind":"price","input":{"tariff":{"flat":1,"late":{"amount":1}}},"expected":{"amount":"1.00"},"hint":1}""", "hint")]
    public void A_field_that_no_theory_reads_is_told(string one, string unread) =>
        Assert.Equal(unread.Split(' '), CaseFields.UnreadIn(JsonNode.Parse(one)!).Order(StringComparer.Ordinal));
}
