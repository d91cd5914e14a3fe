using Preau.Benchmarks;

if (BenchOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

var report = new Report(options);
await InTownAsync();
await report.TakeAsync("opening", () => OpeningDay.MeasureAsync(options, report));
await report.TakeAsync("daylist", async () =>
{
    await DayList.RunAsync(options.Families, options, report);
    await DayList.RunAsync(10 * options.Families, options, report);
});
await report.TakeAsync("tenfold", InLargeTownAsync);
await report.TakeAsync("broker", () => EventLag.OverBrokerAsync(options, report));
await report.TakeAsync("debits", () => Collecting.DebitsAsync(options, report));
await report.TakeAsync("payers", () => Collecting.PayersAsync(options, report));
await report.TakeAsync("files", () => Files.MeasureAsync(options, report));
await report.TakeAsync("billing", () => Invoices.MeasureAsync(options.Families, options, report));
await report.TakeAsync("billing20", () => Invoices.MeasureAsync(20 * options.Families, options, report));
await report.TakeAsync("families", () => FamilyLists.MeasureAsync(20 * options.Families, options, report));
await report.TakeAsync("rolling", () => Rolling.MeasureAsync(options, report));
await report.TakeAsync("faults", () => Faults.MeasureAsync(options, report));
report.Print();
return report.HasFailures ? 1 : 0;

async Task InTownAsync()
{
    if (!options.Takes("load", "month", "large", "pattern", "booking", "home", "first", "spaces", "events"))
    {
        return;
    }

    var town = new Town(options.Families, options.Parents);
    await using var server = await Server.StartAsync(town);
    report.Add("memory of the process after start", "", Report.Invariant($"{server.ResidentMegabytes():0} MB RSS"), "150 MB per worker, 2 workers");
    await LoadAsync(server, town);
    await report.TakeAsync("month", async () =>
    {
        await MonthPage.MeasureAsync($"month page, {town.Families} families", server, options, report, Parents(), MonthPage.Peer);
        await MonthPage.MeasureAsync("month page, 3 children x 8 rows", server, options, report, [Town.LargeParent], "");
        await LoadBookings.HalfOfTheMonthAsync(server, town);
        await MonthPage.MeasureAsync("month page, 3 children x 8 rows, half of it booked", server, options, report, [Town.LargeParent], "");
    });
    await report.TakeAsync("first", () => FirstPage.MeasureAsync(server, report));
    await report.TakeAsync("spaces", () => Spaces.MeasureAsync(server, options, report));
    await report.TakeAsync("home", () => Throughput.MeasureAsync(server, options, report));
    await report.TakeAsync("booking", () => Booking.MeasureAsync(server, town, options, report));
    await report.TakeAsync("pattern", () => Pattern.MeasureAsync(server, town, report));
    await report.TakeAsync("large", () => GrowAsync(server));
    await report.TakeAsync("events", () => EventLag.EmbeddedAsync(server, options, report));
    report.Add("memory of the process after all this", "", Report.Invariant($"{server.ResidentMegabytes():0} MB RSS"));
}

async Task GrowAsync(Server server)
{
    await server.SettleAsync();
    // Families first: their copies need no history, and twenty towns of three years would only measure the copying.
    var rows = await Ballast.AddFamiliesAsync(server.Data, options.Quick ? 2 : 19);
    var families = Report.Invariant($"{(options.Quick ? 3 : 20) * options.Families} families");
    report.Add("nineteen times as many families copied in", "", Report.Invariant($"{rows} rows"));
    await MeasureAsync(families);
    rows = await Ballast.AddMonthsAsync(server.Data, options.Quick ? 2 : 36);
    report.Add("three years of history copied in", "", Report.Invariant($"{rows} rows"));
    await MeasureAsync(families + ", three years of history");

    async Task MeasureAsync(string town)
    {
        await MonthPage.MeasureAsync($"month page, {town}", server, options, report, Parents(), MonthPage.Peer);
        await MonthPage.MeasureAsync($"month page, 3 children x 8 rows, {town}", server, options, report, [Town.LargeParent], "");
    }
}

// Ten times the families, children and bookings: nine copies inside the databases.
async Task InLargeTownAsync()
{
    var town = new Town(options.Families, options.Parents);
    await using var server = await Server.StartAsync(town);
    await LoadAsync(server, town);
    await server.SettleAsync();
    var rows = await Ballast.AddFamiliesAsync(server.Data, 9);
    var families = Report.Invariant($"{10 * town.Families} families");
    report.Add("nine times as many families copied in", "", Report.Invariant($"{rows} rows"));
    await MonthPage.MeasureAsync($"month page, {families}", server, options, report, Parents(), "reads the whole town's bookings");
    await MonthPage.MeasureAsync($"month page, 3 children x 8 rows, {families}", server, options, report, [Town.LargeParent], "");
    await Throughput.MeasureAsync(server, options, report);
    await Booking.MeasureAsync(server, town, options, report);
    await Pattern.MeasureAsync(server, town, report);
    report.Add($"memory of the process, {families}", "", Report.Invariant($"{server.ResidentMegabytes():0} MB RSS"));
}

IEnumerable<string> Parents() => Enumerable.Range(0, options.Parents).Select(Town.Parent);

async Task LoadAsync(Server server, Town town)
{
    var (cells, took) = await LoadBookings.RunAsync(server, town);
    var start = TimeProvider.System.GetTimestamp();
    await server.SettleAsync();
    report.Add($"booking {cells} cells of {town.Families + 1} families, one request each", "",
        Report.Invariant(
            $"{took.TotalSeconds:0.0} s, {cells / took.TotalSeconds:0} cells/s; {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s more until all is billed and told"));
}
