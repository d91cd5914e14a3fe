using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Platform.Tests;

/// <summary>A host of notes on the real broker.</summary>
internal static class RabbitHost
{
    /// <summary>The collection of all that use the assembly's broker: some kill it.</summary>
    public const string OneBroker = "Broker";

    // A host is started before its queue is bound, unless migrate has done it: what is published meanwhile to the queues of others never reaches it.
    public static async Task<ServiceUnderTest> StartAsync(string service, string url, bool subscribes = true, params (string, string)[] settings)
    {
        var host = await ServiceUnderTest.StartAsync(
            (args, with) => NotesApp.BuildAsync(args, with, service, subscribes), Notes.Now,
            settings: [("Bus:Transport", "rabbitmq"), ("Bus:Address", url), .. settings]);
        await host.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromMinutes(2));
        return host;
    }
}
