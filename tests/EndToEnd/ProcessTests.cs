using System.Globalization;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The same job with every host as its own process over a real RabbitMQ, and with processes and broker ended at the worst moments.</summary>
public sealed class ProcessTests(Broker broker, RunningCluster running) : IClassFixture<RunningCluster>
{
    private static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid Commune = Guid.Parse("30000000-0000-0000-0000-000000000011");
    private const string Wednesday = "alsh-mercredi-journee";
    private readonly Cluster _cluster = running.Cluster;

    [Fact]
    public async Task A_day_asked_for_in_one_process_is_accepted_billed_and_announced_in_others()
    {
        using var parent = await SignIn.ApiClientAsync(_cluster.PublicUrl, "biviers", "jean.dupont");
        using var agent = await SignIn.ApiClientAsync(_cluster.PublicUrl, "biviers", "agent.biviers", office: true);
        await KnownEverywhereAsync(parent);
        var day = (await parent.FreeDaysAsync("2027-01", Tom, Wednesday))[0];

        var receipt = await parent.AskAsync(Tom, Wednesday, day);
        Assert.Equal(RequestStatus.Pending, receipt.Status);
        var decided = await agent.DecideAsync(receipt.Id, accept: true);

        Assert.True(decided.Done, decided.Text);
        var line = await Eventually.SeeAsync(
            async () => (await parent.ChargesAsync("2027-01")).SingleOrDefault(l => l.ChildId == Tom && l.Date == day && l.Unit == Wednesday),
            l => l is not null);
        // 11,50 € for this quotient, less 10 % for the second child.
        Assert.Equal(10.35m, line!.Amount);
        await Eventually.SeeAsync(
            async () =>
                (await parent.NoticesAsync())
                    .Count(n => n.Subject.Contains(receipt.Number, StringComparison.Ordinal) || n.Excerpt.Contains(receipt.Number, StringComparison.Ordinal)),
            n => n == 1);
    }

    [Fact]
    public async Task The_other_commune_accepts_by_its_rule_and_bills_and_announces_too()
    {
        using var parent = await SignIn.ApiClientAsync(_cluster.PublicUrl, "pays-saint-marcellin", "pays.ztest");
        await Eventually.SeeAsync(async () => (await parent.GetAsAsync<MonthView>("planning/month?month=2027-01")).Children.Length, n => n == 1);
        var day = (await parent.FreeDaysAsync("2027-01", Commune, "bessins-restauration"))[0];

        var receipt = await parent.AskAsync(Commune, "bessins-restauration", day);

        Assert.Equal(RequestStatus.Accepted, receipt.Status);
        await Eventually.SeeAsync(async () => (await parent.ChargesAsync("2027-01")).Count(l => l.Date == day), n => n == 1);
        await Eventually.SeeAsync(async () => (await parent.NoticesAsync()).Length, n => n >= 1);
    }

    [Fact]
    public async Task Killed_processes_and_a_restarted_broker_leave_exactly_one_line_and_one_message_per_accepted_day()
    {
        using var parent = await SignIn.ApiClientAsync(_cluster.PublicUrl, "biviers", "jean.dupont");
        using var agent = await SignIn.ApiClientAsync(_cluster.PublicUrl, "biviers", "agent.biviers", office: true);
        await KnownEverywhereAsync(parent);
        var days = (await parent.FreeDaysAsync("2027-01", Louise, Wednesday)).Concat(await parent.FreeDaysAsync("2027-03", Louise, Wednesday))
            .Concat(await parent.FreeDaysAsync("2027-05", Louise, Wednesday)).Take(10).ToList();
        Assert.Equal(10, days.Count);
        var noticesBefore = (await parent.NoticesAsync()).Length;
        var receipts = new List<Receipt>();
        foreach (var day in days)
        {
            receipts.Add(await parent.AskAsync(Louise, Wednesday, day));
        }

        for (var i = 0; i < receipts.Count; i++)
        {
            if (i == 2)
            {
                await _cluster.KillAsync("billing");
            }

            if (i == 4)
            {
                await broker.KillAsync();
            }

            Assert.True((await agent.DecideAsync(receipts[i].Id, accept: true)).Done);
            if (i == 5)
            {
                await _cluster.KillAsync("planning");
                await broker.StartAsync();
                await _cluster.StartAgainAsync("planning");
            }

            if (i == 7)
            {
                await _cluster.StartAgainAsync("billing");
                await _cluster.KillAsync("messaging");
                await _cluster.StartAgainAsync("messaging");
                await broker.RestartAsync();
            }
        }

        await Eventually.SeeAsync(() => LinesAsync(parent, days), lines => lines == days.Count, seconds: 120);
        await Eventually.SeeAsync(async () => (await parent.NoticesAsync()).Length - noticesBefore, notices => notices >= days.Count, seconds: 120);
        // A late double would come now: one more acceptance goes the same way behind all others.
        var last = (await parent.FreeDaysAsync("2027-06", Louise, Wednesday))[0];
        Assert.True((await agent.DecideAsync((await parent.AskAsync(Louise, Wednesday, last)).Id, accept: true)).Done);
        await Eventually.SeeAsync(() => LinesAsync(parent, [.. days, last]), lines => lines == days.Count + 1, seconds: 60);
        await Eventually.SeeAsync(async () => (await parent.NoticesAsync()).Length - noticesBefore, notices => notices >= days.Count + 1, seconds: 60);
        Assert.Equal(days.Count + 1, (await parent.NoticesAsync()).Length - noticesBefore);
        Assert.Equal(days.Count + 1, await LinesAsync(parent, [.. days, last]));
    }

    private static async Task<int> LinesAsync(HttpClient parent, IReadOnlyCollection<DateOnly> days)
    {
        var lines = 0;
        foreach (var month in days.Select(d => d.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Distinct())
        {
            lines += (await parent.ChargesAsync(month)).Count(l => l.Unit == Wednesday && l.ChildId == Louise && days.Contains(l.Date));
        }

        return lines;
    }

    // Demo families reach the other services by events, like everything else.
    private static async Task KnownEverywhereAsync(HttpClient parent)
    {
        await Eventually.SeeAsync(async () => (await parent.GetAsAsync<MonthView>("planning/month?month=2027-01")).Children.Length, n => n == 3);
        await Eventually.SeeAsync(async () => (await parent.GetAsAsync<AccountView>("billing/account")).Quotient, q => q is not null);
    }
}

/// <summary>One cluster for the tests of this file: eight processes take a while to start on two cores.</summary>
public sealed class RunningCluster(Broker broker) : IAsyncLifetime
{
    public Cluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = new Cluster(await broker.UrlAsync(), Product.Now);
        await Cluster.StartAsync();
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
