using System.Net;
using Preau.Platform;
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

    [Fact]
    public async Task A_health_check_beside_the_service_tells_whether_it_is_ready()
    {
        int port;
        await using (var family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero)))
        {
            port = family.Address.Port;

            // It waits a few seconds for an answer; who runs containers asks again, as a busy machine may need more.
            await Eventually.SeeAsync(() => ServiceHost.RunAsync(["healthcheck", $"{port}"], FamilyApp.BuildAsync), code => code == 0);
        }

        Assert.Equal(1, await ServiceHost.RunAsync(["healthcheck", $"{port}"], FamilyApp.BuildAsync));
    }

    [Fact]
    public async Task Migrating_without_an_answer_from_sql_server_ends_with_an_error_after_the_time_allowed()
    {
        string[] nobodyThere = ["migrate", "--Database:Provider=sqlserver", "--Database:ConnectionString=Server=127.0.0.1,1;Database=none;Connect Timeout=2",
            "--Database:WaitSeconds=1"];

        Assert.Equal(1, await ServiceHost.RunAsync(nobodyThere, FamilyApp.BuildAsync));
    }
}
