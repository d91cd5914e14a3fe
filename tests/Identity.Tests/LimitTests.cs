using System.Net;
using Preau.Identity.Operating;

namespace Preau.Identity.Tests;

/// <summary>Ends of links, locks and lists, to the instant.</summary>
public sealed class LimitTests
{
    private static readonly DateTime Now = new(2026, 11, 30, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_link_is_good_until_its_end_and_not_at_it()
    {
        var (link, _) = PasswordLink.For(new Account { UserName = "a", DisplayName = "A" }, Now, TimeSpan.FromHours(2));

        Assert.True(link.IsGoodAt(Now.AddHours(2).AddTicks(-1)));
        Assert.False(link.IsGoodAt(Now.AddHours(2)));
    }

    [Fact]
    public void A_quiet_day_forgives_wrong_passwords()
    {
        var guard = new SignInGuard { NameHash = "n", AddressHash = "a" };
        for (var i = 0; i < SignInGuard.FreeFailures; i++)
        {
            guard.Fail(Now);
        }

        Assert.True(guard.IsLockedAt(Now.AddSeconds(59)));
        guard.Fail(Now + SignInGuard.Memory + TimeSpan.FromTicks(1));
        Assert.Equal((1, null), (guard.Failures, guard.LockedUntil));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.10", false)]
    public void The_addresses_of_one_line_count_as_one(string one, string other, bool same) =>
        Assert.Equal(same, SignInGuard.AddressOf(IPAddress.Parse(one)) == SignInGuard.AddressOf(IPAddress.Parse(other)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Communes_that_join_are_two_at_least(int members, bool refused)
    {
        var commune = new NewCommune("Pays", "pays", null, "#2F6B3A", "A", "metropole", Preset.Intercommunality,
            [.. new[] { "Le Val", "Saint-Éloi" }.Take(members)], "A B", "a@b.example");

        Assert.Equal(refused, commune.Broken().Any(b => b.Field == nameof(NewCommune.Members)));
    }
}
