using System.Diagnostics.Metrics;

namespace Preau.Platform.Watching;

/// <summary>
/// The readings as metrics, for a collector. A gauge is asked for its value at once, so the readings are made beforehand, every fifteen seconds,
/// and only where a collector is named: they cost queries.
/// </summary>
public sealed class Gauges<TDb>(
    Watcher<TDb> watcher, IEnumerable<Figure> figures, Pulses pulses, ILogger<Gauges<TDb>> log) : BackgroundService where TDb : TenantDb
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly Meter _meter = new("Preau.Watching");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _meter.CreateObservableGauge("preau.outbox.waiting", () => Of(r => r.Outbox.Waiting), "{event}", "Events not yet handed to the bus.");
        _meter.CreateObservableGauge("preau.outbox.failing", () => Of(r => r.Outbox.Failing), "{event}", "Events the bus did not take at least once.");
        _meter.CreateObservableGauge("preau.outbox.oldest", () => Of(r => r.Outbox.OldestSeconds), "s", "Age of the oldest event not yet handed to the bus.");
        _meter.CreateObservableGauge("preau.events.parked", () => Of(r => r.Parked ?? 0), "{event}", "Events in the error queue.");
        _meter.CreateObservableCounter("preau.workers.failures", () => pulses.All.Select(Failures), "{failure}");
        foreach (var figure in figures)
        {
            _meter.CreateObservableGauge(figure.Name, () => Of(r => r.Figures.First(f => f.Name == figure.Name).Value), figure.Unit);
        }

        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    // Nothing is told before it is known: a zero would be a lie.
    private IEnumerable<Measurement<long>> Of(Func<Contracts.Api.WatchReport, long> value) =>
        watcher.Last is { } last ? [new Measurement<long>(value(last))] : [];

    private static Measurement<long> Failures(Pulse pulse) => new(pulse.Failures, new KeyValuePair<string, object?>("worker", pulse.Worker));

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await watcher.ReadAsync(ct);
        }
#pragma warning disable CA1031 // a database that is away is told by its own alert
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            watcher.Forget();
            GaugesLog.NotRead(log, e.GetType().Name);
        }
    }
}

internal static partial class GaugesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The figures for the operator could not be read: {Error}")]
    internal static partial void NotRead(ILogger logger, string error);
}
