using System.Text;
using Preau.EndToEnd;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Preau.Benchmarks;

/// <summary>A copy of every event that passes the broker, to deliver again: each once more to each
/// service, in another order; and messages that no service can read.</summary>
internal static class EventCopies
{
    private const string Copies = "bench.copies";
    private static readonly string[] Events = ["DaysSettled", "PlanningRequestDecided", "FamilyChanged", "EnrolmentsChanged", "ServiceChanged"];
    private static readonly string[] Unreadable = ["", "not JSON",
        "{\"messageType\":[\"urn:message:Preau.Contracts:DaysSettled\"],\"message\":{\"tenant\":7}}"];

    public static async Task StartAsync(string url)
    {
        await using var connection = await ConnectAsync(url);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Copies, durable: true, exclusive: false, autoDelete: false);
        foreach (var name in Events)
        {
            await channel.QueueBindAsync(Copies, "preau.events." + name, "");
        }
    }

    /// <summary>Each event once more to all who subscribe to it, in another order, and what nobody can read to every service.</summary>
    /// <returns>Events sent again, and unreadable messages.</returns>
    public static async Task<(int Events, int Unreadable)> SendAgainAsync(string url)
    {
        await using var connection = await ConnectAsync(url);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true));
        var again = await TakeAsync(channel);
        new Random(7).Shuffle(again);
        foreach (var (exchange, properties, body) in again)
        {
            await channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body);
        }

        foreach (var service in Cluster.Services)
        {
            foreach (var text in Unreadable)
            {
                var properties = new BasicProperties
                {
                    ContentType = "application/vnd.masstransit+json",
                    Persistent = true,
                    MessageId = Guid.NewGuid().ToString()
                };
                await channel.BasicPublishAsync("", "preau." + service, mandatory: true, properties, Encoding.UTF8.GetBytes(text));
            }
        }

        return (again.Length, Cluster.Services.Length * Unreadable.Length);
    }

    private static async Task<(string Exchange, BasicProperties Properties, byte[] Body)[]> TakeAsync(IChannel channel)
    {
        var kept = new List<(string, BasicProperties, byte[])>();
        while (await channel.BasicGetAsync(Copies, autoAck: true) is { } copy)
        {
            kept.Add((copy.Exchange, new BasicProperties(copy.BasicProperties), copy.Body.ToArray()));
        }

        // Else each would come back here.
        await channel.QueueDeleteAsync(Copies);
        return [.. kept];
    }

    /// <summary>How many wait in the services' queues.</summary>
    public static Task<long> WaitingAsync(string url) => CountAsync(url, "");

    /// <summary>How many were set aside, since no handler could take them.</summary>
    public static async Task<long> ParkedAsync(string url) => await CountAsync(url, "_error") + await CountAsync(url, "_skipped");

    private static async Task<long> CountAsync(string url, string end)
    {
        await using var connection = await ConnectAsync(url);
        var sum = 0L;
        foreach (var service in Cluster.Services)
        {
            // A queue that isn't there closes its channel.
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                sum += (await channel.QueueDeclarePassiveAsync("preau." + service + end)).MessageCount;
            }
            catch (OperationInterruptedException) when (end.Length > 0)
            {
                // Nothing was ever set aside there.
            }
        }

        return sum;
    }

    private static Task<IConnection> ConnectAsync(string url) => new ConnectionFactory { Uri = new Uri(url) }.CreateConnectionAsync();
}
