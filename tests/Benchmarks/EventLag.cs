using Microsoft.Data.Sqlite;
using Preau.Contracts.Api;
using Preau.EndToEnd;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>From the answer "booked" until the family sees the billed line and the message, both asked for again and again.</summary>
internal static class EventLag
{
    private const string Now = "2026-12-08T09:10:00+01:00";

    /// <summary>All hosts in one process.</summary>
    public static async Task EmbeddedAsync(Server server, BenchOptions options, Report report)
    {
        using var parent = await server.ApiAsync(Town.LargeParent);
        var seen = await RunAsync(parent, options, "2027-04", "2027-05", "2027-06");
        report.Add("accepted -> line and message visible, one process", "", seen.ToString());
    }

    /// <summary>Each host its own process, over RabbitMQ; beside it a bare message on the same broker.</summary>
    public static async Task OverBrokerAsync(BenchOptions options, Report report)
    {
        await using var broker = new Broker();
        var url = await broker.UrlAsync();
        var bare = await BareRound.MeasureAsync(url, options.Rounds);
        await using var cluster = new Cluster(url, Now);
        await cluster.StartAsync();
        using var parent = await SignIn.ApiClientAsync(cluster.PublicUrl, "pays-saint-marcellin", "pays.ztest");
        await Eventually.SeeAsync(async () => (await parent.GetAsAsync<MonthView>("planning/month?month=2027-01")).Children.Length, n => n == 1);
        await Eventually.SeeAsync(async () => (await parent.GetAsAsync<AccountView>("billing/account")).Quotient, q => q is not null);
        var committed = await CommittedAsync(cluster, parent, options, "2027-01", "2027-02", "2027-03");
        var seen = await RunAsync(parent, options, "2027-04", "2027-05", "2027-06");
        // Once more beside the running hosts: they are load too.
        var beside = await BareRound.MeasureAsync(url, options.Rounds);
        report.Add("bare publish/consume round, same broker", "", Report.Invariant($"{bare}; beside the idle hosts {beside}"));
        report.Add("accepted -> line and message committed, RabbitMQ", "<= 3 x bare round",
            Report.Invariant($"{committed} = {committed.At(0.5) / beside.At(0.5):0.0} x bare round p50"));
        report.Add("accepted -> line and message read on their pages, RabbitMQ", "",
            Report.Invariant($"{seen} = {seen.At(0.5) / beside.At(0.5):0.0} x bare round p50"));
    }

    /// <summary>
    /// From the answer until both databases hold the effect: what an applied event leaves commits with the line and with the message. Read from the files, so
    /// that no one who looks takes the processor from those who work.
    /// </summary>
    private static async Task<Times> CommittedAsync(Cluster cluster, HttpClient parent, BenchOptions options, params string[] months)
    {
        await using var lines = Applied(cluster, "billing");
        await using var messages = Applied(cluster, "messaging");
        // The runtime compiles for good, in the background, what was called thirty times: hosts that have worked all morning have that behind them.
        var warm = 2 * options.Rounds;
        var cells = await FreeCells.OfAsync(parent, warm + options.Rounds, months);
        var times = new Times();
        for (var i = 0; i < warm + options.Rounds; i++)
        {
            await Task.Delay(50);
            var (settled, told) = (Count(lines, "SettleCells"), Count(messages, "TellDecision"));
            await parent.PostAsAsync<Receipt>("planning/requests", new SubmitRequest(Guid.NewGuid(), [cells.Dequeue()]));
            var both = async () =>
            {
                await UntilAsync(() => Task.FromResult(Count(lines, "SettleCells") > settled && Count(messages, "TellDecision") > told));
                return true;
            };
            _ = i < warm ? await both() : await times.OfAsync(both);
        }

        return times;
    }

    private static SqliteConnection Applied(Cluster cluster, string service)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(cluster.DataDirectory, service + ".db")};Mode=ReadOnly");
        connection.Open();
        return connection;
    }

    private static long Count(SqliteConnection connection, string handler)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM InboxMessages WHERE Handler = $handler";
        command.Parameters.AddWithValue("$handler", handler);
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<Times> RunAsync(HttpClient parent, BenchOptions options, params string[] months)
    {
        var warm = options.Rounds;
        var cells = await FreeCells.OfAsync(parent, warm + options.Rounds, months);
        var times = new Times();
        for (var i = 0; i < warm + options.Rounds; i++)
        {
            var cell = cells.Dequeue();
            var receipt = await parent.PostAsAsync<Receipt>("planning/requests", new SubmitRequest(Guid.NewGuid(), [cell]));
            if (receipt.Status != RequestStatus.Accepted)
            {
                throw new InvalidOperationException($"Not accepted: {receipt.Lines[0].Text}");
            }

            var both = () => BothAsync(parent, cell, receipt.Number);
            _ = i < warm ? await both() : await times.OfAsync(both);
        }

        return times;
    }

    private static async Task<bool> BothAsync(HttpClient parent, Intent cell, string number)
    {
        var month = Report.Invariant($"{cell.Date:yyyy-MM}");
        await Task.WhenAll(
            UntilAsync(async () =>
                (await parent.GetAsAsync<ChargesView>($"billing/charges?month={month}")).Lines
                    .Any(l => l.ChildId == cell.Child && l.Unit == cell.Unit && l.Date == cell.Date)),
            UntilAsync(async () =>
                (await parent.GetAsAsync<ThreadPage>("messaging/threads?page=1")).Items
                    .Any(t => t.Subject.Contains(number, StringComparison.Ordinal) || t.Excerpt.Contains(number, StringComparison.Ordinal))));
        return true;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > 60)
            {
                throw new TimeoutException("Not visible after 60 s.");
            }

            // The answer before it shows costs a round trip of a few milliseconds: that is the grain of this measure.
            await Task.Delay(1);
        }
    }
}
