using Preau.Benchmarks;

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

var report = new Report(options);
await InTownAsync();
await InLargeTownAsync();
if (options.Takes("broker"))
{
    await EventLag.OverBrokerAsync(options, report);
}

report.Print();
return 0;

async Task InTownAsync()
{
    if (!options.Takes("load", "month", "booking", "home", "first", "events"))
    {
        return;
    }

    var town = new Town(options.Families, options.Parents);
    await using var server = await Server.StartAsync(town);
    report.Add("memory of the process after start", "", Report.Invariant($"{server.ResidentMegabytes():0} MB RSS"), "150 MB per worker, 2 workers");
    await LoadAsync(server, town);
    string[] parents = [.. Enumerable.Range(0, options.Parents).Select(Town.Parent)];
    if (options.Takes("month"))
    {
        await MonthPage.MeasureAsync($"month page, {town.Families} families", server, options, report, parents, MonthPage.Peer);
        await MonthPage.MeasureAsync("month page, 3 children x 8 rows", server, options, report, [Town.LargeParent], "");
    }

    if (options.Takes("first"))
    {
        await FirstPage.MeasureAsync(server, report);
    }

    if (options.Takes("home"))
    {
        await Throughput.MeasureAsync(server, options, report);
    }

    if (options.Takes("booking"))
    {
        await Booking.MeasureAsync(server, town, options, report);
    }

    if (options.Takes("events"))
    {
        await EventLag.EmbeddedAsync(server, options, report);
    }

    report.Add("memory of the process after all this", "", Report.Invariant($"{server.ResidentMegabytes():0} MB RSS"));
}

async Task InLargeTownAsync()
{
    if (!options.Takes("tenfold"))
    {
        return;
    }

    var town = new Town(10 * options.Families, options.Parents);
    await using var server = await Server.StartAsync(town);
    await LoadAsync(server, town);
    await MonthPage.MeasureAsync($"month page, {town.Families} families", server, options, report, [.. Enumerable.Range(0, options.Parents).Select(Town.Parent)], "grows");
    report.Add($"memory of the process, {town.Families} families", "", Report.Invariant($"{server.ResidentMegabytes():0} MB RSS"));
}

async Task LoadAsync(Server server, Town town)
{
    var (cells, took) = await LoadBookings.RunAsync(server, town);
    var start = TimeProvider.System.GetTimestamp();
    await server.SettleAsync();
    report.Add($"booking {cells} cells of {town.Families + 1} families, one request each", "", Report.Invariant($"{took.TotalSeconds:0.0} s, {cells / took.TotalSeconds:0} cells/s; {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s more until all is billed and told"));
}
