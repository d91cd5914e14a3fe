using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Preau.Benchmarks;

/// <summary>One message on a durable queue, stored and confirmed as ours are: from publishing
/// until the broker's confirm and the consumer both have come.</summary>
internal static class BareRound
{
    public static async Task<Times> MeasureAsync(string url, int rounds)
    {
        var factory = new ConnectionFactory { Uri = new Uri(url) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var publish = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true));
        await using var consume = await connection.CreateChannelAsync();
        var queue = "bench." + Guid.NewGuid().ToString("N");
        await consume.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        TaskCompletionSource arrived = new();
        var consumer = new AsyncEventingBasicConsumer(consume);
        consumer.ReceivedAsync += async (_, message) =>
        {
            await consume.BasicAckAsync(message.DeliveryTag, multiple: false);
            arrived.TrySetResult();
        };
        await consume.BasicConsumeAsync(queue, autoAck: false, consumer);
        var body = new byte[600];
        var times = new Times();
        for (var i = 0; i < 2 * rounds; i++)
        {
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = i < rounds ? await RoundAsync() : await times.OfAsync(RoundAsync);
        }

        await consume.QueueDeleteAsync(queue);
        return times;

        async Task<bool> RoundAsync()
        {
            await publish.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, body);
            await arrived.Task;
            return true;
        }
    }
}
