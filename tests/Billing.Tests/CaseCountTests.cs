using System.Reflection;

namespace Preau.Billing.Tests;

/// <summary>No worked case of money is left out: each is a row of a theory here, but for the two kinds that other services answer.</summary>
public sealed class CaseCountTests
{
    [Fact]
    public void Every_case_is_run_by_a_theory_that_reads_the_file()
    {
        // Whose day it is: Family.Tests, CustodyCaseTests. The ministry's instants: Planning.Tests, CalendarCaseTests.
        bool ElsewhereToo((string Id, string Kind) one) => one.Kind == "calendar" || (one.Kind == "custody" && MoneyCases.Case(one.Id)["input"]!["households"] is null);
        var run = typeof(CaseCountTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetCustomAttributes<MemberDataAttribute>().Select(a => (Of: a.MemberType ?? m.DeclaringType!, a.MemberName))).Distinct()
            .Select(d => d.Of.GetProperty(d.MemberName, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)?.GetValue(null)).OfType<TheoryData<string, string>>()
            .SelectMany(data => data.Select(row => row.Data.Item1)).ToHashSet();

        Assert.DoesNotContain(MoneyCases.All, c => !ElsewhereToo(c) && !run.Contains(c.Id));
        Assert.True(MoneyCases.All.Count() >= 79, $"{MoneyCases.All.Count()}");
    }
}
