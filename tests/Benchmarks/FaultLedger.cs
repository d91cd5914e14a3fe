using Microsoft.Data.Sqlite;
using Preau.Contracts.Api;
using Preau.EndToEnd;

namespace Preau.Benchmarks;

/// <summary>What was answered, beside what stands in the files of the services.</summary>
internal sealed class FaultLedger(string data)
{
    private static readonly string[] Outboxes = [.. Cluster.Services, "identity"];
    private readonly HashSet<string> _accepted = [];
    private readonly HashSet<string> _requests = [];

    public IReadOnlyCollection<string> Accepted => _accepted;

    /// <summary>All answers to one request: they must be the same.</summary>
    public void Told(IReadOnlyList<Receipt> answers)
    {
        lock (_accepted)
        {
            foreach (var receipt in answers)
            {
                _requests.Add(Key(receipt.Id));
                foreach (var line in receipt.Lines)
                {
                    if (line.Outcome != LineOutcome.Booked)
                    {
                        throw new InvalidOperationException($"Not booked: {line.Text}");
                    }

                    _accepted.Add(Report.Invariant($"{Key(line.ChildId)} {line.Unit} {line.Date:yyyy-MM-dd}"));
                }
            }
        }
    }

    /// <summary>Waits until no event is in an outbox or a queue.</summary>
    public async Task SettleAsync(string url)
    {
        var until = TimeProvider.System.GetUtcNow().AddMinutes(10);
        for (var empty = 0; empty < 5; await Task.Delay(300))
        {
            var waiting = Outboxes.Sum(s => Query(s, "SELECT COUNT(*) FROM OutboxMessages", r => r.GetInt64(0))[0])
                + await EventCopies.WaitingAsync(url);
            empty = waiting == 0 ? empty + 1 : 0;
            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException($"{waiting} events still wait.");
            }
        }
    }

    /// <summary>Waits until every event that is in an outbox now has left it; gives how long that took.</summary>
    public async Task<TimeSpan> WaitForWaitingAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        var last = Outboxes.ToDictionary(s => s, s => Query(s, "SELECT COALESCE(MAX(Id), 0) FROM OutboxMessages", r => r.GetInt64(0))[0]);
        while (Outboxes.Any(s => Query(s, Report.Invariant($"SELECT COUNT(*) FROM OutboxMessages WHERE Id <= {last[s]}"), r => r.GetInt64(0))[0] > 0))
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalMinutes > 2)
            {
                throw new TimeoutException("Events wait two minutes after a jump of the clock.");
            }

            await Task.Delay(50);
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    public void Compare(string when, Report report)
    {
        var planned = Query("planning", $"SELECT ChildId, Unit, Date FROM Cells WHERE Tenant = '{Town.Slug}' AND Booking = 'Confirmed'", Cell);
        var billed = Query("billing", $"SELECT ChildId, Unit, Date FROM CurrentPrices WHERE Tenant = '{Town.Slug}' AND Cents > 0", Cell);
        var announced = Query("messaging", $"SELECT RequestId FROM Messages WHERE Tenant = '{Town.Slug}' AND RequestId IS NOT NULL",
            r => Key(Guid.Parse(r.GetString(0))));
        var faults = Differ("planning", _accepted, planned, report, when) + Differ("lines", _accepted, billed, report, when)
            + Differ("messages", _requests, announced, report, when);
        if (faults > 0)
        {
            throw new InvalidOperationException($"{faults} lost or doubled {when}.");
        }
    }

    private static int Differ(string what, HashSet<string> told, List<string> found, Report report, string when)
    {
        var lost = told.Except(found).Count();
        var doubled = found.Count - found.Distinct().Count();
        var strange = found.Except(told).Count();
        report.Add($"  {what} {when}", "0 lost, 0 doubled",
            Report.Invariant($"{found.Count} found for {told.Count} accepted: {lost} lost, {doubled} doubled, {strange} nobody asked for"));
        return lost + doubled + strange;
    }

    private static string Cell(SqliteDataReader row) => $"{Key(Guid.Parse(row.GetString(0)))} {row.GetString(1)} {row.GetString(2)}";

    private static string Key(Guid id) => id.ToString("N");

    private List<T> Query<T>(string service, string sql, Func<SqliteDataReader, T> read)
    {
        using var db = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, service + ".db"),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 60
        }
            .ToString());
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
