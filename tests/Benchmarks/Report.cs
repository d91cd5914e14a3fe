using System.Globalization;

namespace Preau.Benchmarks;

/// <summary>The one table, with what the machine was doing meanwhile. Figures are shown, never asserted: a shared machine proves nothing by a time.</summary>
internal sealed class Report(BenchOptions options)
{
    private readonly List<string[]> _rows = [["measure", "goal", "measured", "peer"]];
    private readonly string _loadAtStart = LoadAverage();
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public void Add(string measure, string goal, string measured, string peer = "")
    {
        _rows.Add([measure, goal, measured, peer]);
        Progress($"{measure}: {measured}");
    }

    public bool HasFailures { get; private set; }

    /// <summary>Takes one group of measures; a failure is a row, and the others are still taken.</summary>
    public async Task TakeAsync(string name, Func<Task> measure)
    {
        if (!options.Takes(name))
        {
            return;
        }

        try
        {
            await measure();
        }
        catch (Exception e)
        {
            HasFailures = true;
            Progress(e.ToString());
            Add(name, "", "FAILED: " + e.Message.Split('\n')[0]);
        }
    }

    /// <summary>On the error stream, so that the table alone can be kept.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);

    public void Print()
    {
        var widths = Enumerable.Range(0, 4).Select(i => _rows.Max(r => r[i].Length)).ToArray();
        Console.WriteLine();
        foreach (var (row, index) in _rows.Select((r, i) => (r, i)))
        {
            Console.WriteLine("| " + string.Join(" | ", row.Select((cell, i) => cell.PadRight(widths[i]))) + " |");
            if (index == 0)
            {
                Console.WriteLine("|" + string.Join("|", widths.Select(w => new string('-', w + 2))) + "|");
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            Invariant(
                $"{(options.Quick ? "QUICK run: tiny sizes, figures mean little. " : "")}{Environment.ProcessorCount} cores, .NET {Environment.Version}, load average {_loadAtStart} at start and {LoadAverage()} at end (this run is part of it), {TimeProvider.System.GetElapsedTime(_start).TotalMinutes:0.0} min."));
        Console.WriteLine("CPU is the server's process alone (gateway, front, services, SQLite); the client is another process on the same cores.");
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}

/// <summary>Times of one thing done many times, in milliseconds.</summary>
internal sealed class Times
{
    private readonly List<double> _all = [];

    public async Task<T> OfAsync<T>(Func<Task<T>> what)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await what();
        _all.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        return result;
    }

    public double At(double share)
    {
        var sorted = _all.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    public override string ToString() => Report.Invariant($"p50 {At(0.5):0.0} ms, p95 {At(0.95):0.0} ms (n = {_all.Count})");
}
