using System.Net;
using Preau.Testing;

namespace Preau.Family.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task The_service_says_that_it_is_ready()
    {
        await using var family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero));

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await family.Client().GetAsync("/health/ready"));
    }
}
