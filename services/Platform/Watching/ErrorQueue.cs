using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Preau.Platform.Watching;

/// <summary>
/// Where the bus parks an event that a consumer could not apply in six tries, or thirty while its database was away: queue
/// <c>preau.{service}_error</c>. An operator who has mended the cause puts them back; what had
/// its effect already is known by the inbox, so nothing is done twice.
/// </summary>
/// <param name="address">Of the broker; null in one process, where an event that fails stays in the outbox.</param>
public sealed class ErrorQueue(string service, Uri? address)
{
    private string Queue => "preau." + service;

    /// <summary>Null without a broker, or while it is away.</summary>
    public async Task<long?> CountAsync(CancellationToken ct)
    {
        if (address is null)
        {
            return null;
        }

        try
        {
            await using var connection = await ConnectAsync(ct);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            return (await channel.QueueDeclarePassiveAsync(Queue + "_error", ct)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return 0; // the queue is made when the first event is parked
        }
        catch (BrokerUnreachableException)
        {
            return null;
        }
    }

    /// <summary>Puts what is parked now back into the queue, each confirmed by the broker before it leaves the error queue. Returns how many.</summary>
    public async Task<int> PutBackAsync(CancellationToken ct)
    {
        var count = await CountAsync(ct) ?? 0;
        if (count == 0)
        {
            return 0;
        }

        await using var connection = await ConnectAsync(ct);
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirmed, ct);
        var back = 0;
        while (back < count && await channel.BasicGetAsync(Queue + "_error", autoAck: false, ct) is { } parked)
        {
            await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties(parked.BasicProperties), parked.Body, ct);
            await channel.BasicAckAsync(parked.DeliveryTag, multiple: false, ct);
            back++;
        }

        return back;
    }

    private Task<IConnection> ConnectAsync(CancellationToken ct) =>
        new ConnectionFactory { Uri = address!, RequestedConnectionTimeout = TimeSpan.FromSeconds(3), AutomaticRecoveryEnabled = false }
            .CreateConnectionAsync(ct);
}
