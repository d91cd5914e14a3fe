using System.Net;
using Preau.Contracts;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>To bill, to cash and to see money only are permissions of their own, gone through route by route as the host has them.</summary>
public sealed class PermissionTests() : BillingWorld(TestDatabase.Sqlite)
{
    private const string Root = "/api/{tenant}/billing";
    private static readonly string[] Kinds = [Permissions.Billing, Permissions.Cash, Permissions.MoneyView, Permissions.Settings];

    /// <summary>Acts, by the address they begin with.</summary>
    private static readonly (string Begins, string Permission)[] Acts =
    [
        ("/runs", Permissions.Billing), ("/invoices", Permissions.Billing), ("/certificates/all", Permissions.Billing), ("/debits", Permissions.Billing),
        ("/titles", Permissions.Billing),
        ("/dunning", Permissions.Billing), ("/difficulty/", Permissions.Billing), ("/mandates/{office}/families", Permissions.Billing),
        ("/mandates/{id", Permissions.Billing),
        ("/payments", Permissions.Cash), ("/refunds", Permissions.Cash), ("/deposits", Permissions.Cash), ("/days", Permissions.Cash),
        ("/settings", Permissions.Settings), ("/offices", Permissions.Settings), ("/tariffs", Permissions.Settings), ("/online/offices", Permissions.Settings),
        ("/online/client", Permissions.Settings),
    ];

    private IEnumerable<HostRoute> Routes => Billing.Routes();

    [Fact]
    public void Whoever_only_sees_money_changes_nothing()
    {
        // Quotes are worked out and not kept.
        Assert.Equal([$"POST {Root}/quotes"], Routes.Where(r => r.Method != "GET" && Of(r).Contains(Permissions.MoneyView)).Select(r => r.ToString()));
    }

    [Fact]
    public void Each_act_has_the_one_permission_that_it_is_named_for()
    {
        foreach (var route in Routes.Where(r => r.Method != "GET" && r.Policy.StartsWith("staff:", StringComparison.Ordinal)))
        {
            var known = Array.Find(Acts, a => route.Pattern.StartsWith(Root + a.Begins, StringComparison.Ordinal)).Permission;
            Assert.True(Of(route) is [var one] && (known is null ? Kinds.Contains(one) : one == known), $"{route}: {route.Policy}");
        }

        Assert.All(Acts, a => Assert.Contains(Routes, r => r.Method != "GET" && r.Pattern.StartsWith(Root + a.Begins, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_agent_with_one_permission_gets_403_on_every_route_of_the_others_and_on_no_other()
    {
        var tried = 0;
        foreach (var permission in Kinds)
        {
            using var agent = AsAgent(permission);
            foreach (var route in Routes)
            {
                using var answer = await agent.TryAsync(route, route.In("biviers"));
                Assert.True(Of(route).Contains(permission) == (answer.StatusCode != HttpStatusCode.Forbidden),
                    $"{permission}, {route}: {(int)answer.StatusCode}");
                tried++;
            }
        }

        Assert.True(tried >= 4 * 97, $"{tried}");
    }

    // Permissions that a route takes; none where only the family itself may.
    private static string[] Of(HostRoute route) => route.Policy.Split(':') is [_, var names] ? names.Split(',') : [];
}
