using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Preau.Platform.Tests;

/// <summary>What anyone can read in the repository opens nothing in production.</summary>
public sealed class ProductionTests
{
    [Theory]
    [InlineData("Demo:Directory", "/etc/preau/demo")]
    [InlineData("Clients:Office:Secret", "demo-only-office-front")]
    [InlineData("Bus:Address", "amqp://preau:demo-only-broker@rabbitmq:5672/")]
    [InlineData("Database:ConnectionString", "Server=mssql;User Id=sa;Password=Demo-only-2026")]
    [InlineData("Certificates:Key", "ZGVtby1vbmx5LWNlcnRpZmljYXRlLWtleS0wMDAwMDA=")]
    public void Demo_data_and_demo_secrets_are_refused_in_production_by_name_and_taken_elsewhere(string key, string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => CheckIn("Production", key, value));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains("refused in production", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, error.Message, StringComparison.OrdinalIgnoreCase);
        CheckIn("Demo", key, value);
    }

    [Theory]
    [InlineData("Demo:Directory", "")]
    [InlineData("Clients:Office:Secret", "5d2f0c9be1f44cf1a3")]
    [InlineData("Certificates:Key", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")]
    public void Values_of_ones_own_pass(string key, string value) => CheckIn("Production", key, value);

    [Fact]
    public async Task A_host_given_demo_data_in_production_ends_with_one_sentence() => Assert.Equal(
        1, await ServiceHost.RunAsync(["--environment", "Production", "--Demo:Directory", "demo"],
            (args, with) => NotesApp.BuildAsync(args, with, "notes", subscribes: false)));

    private static void CheckIn(string environment, string key, string value)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        Production.Check(builder.Configuration, builder.Environment);
    }
}
