using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Preau.Ui;

namespace Preau.Benchmarks;

/// <summary>What the no-break spaces of French cost as a page goes out: the month page's own text
/// written with and without them, beside the server's CPU for the page.</summary>
internal static class Spaces
{
    // Razor writes a page in pieces: a tag, a word, a tag.
    private const int Piece = 40;

    public static async Task MeasureAsync(Server server, BenchOptions options, Report report)
    {
        using var session = await BrowserSession.SignInAsync(server.Address, Town.LargeParent);
        const string path = "planning?mois=" + Town.Month;
        var html = "";
        for (var i = 0; i < Math.Max(options.WarmUp / 4, 5); i++)
        {
            html = await session.Client.GetStringAsync(path);
        }

        var before = server.Cpu();
        for (var i = 0; i < options.Pages; i++)
        {
            await session.Client.GetByteArrayAsync(path);
        }

        var page = (server.Cpu() - before).TotalMilliseconds / options.Pages;
        await using var services = new ServiceCollection().AddUi().BuildServiceProvider();
        var spaced = services.GetRequiredService<IHttpResponseStreamWriterFactory>();
        Func<TextWriter> with = () => spaced.CreateWriter(Stream.Null, Encoding.UTF8), without = () => new HttpResponseStreamWriter(Stream.Null, Encoding.UTF8);
        await WriteAsync(html, with, options.Pages);
        await WriteAsync(html, without, options.Pages);
        var (spent, bare) = (await WriteAsync(html, with, 5 * options.Pages), await WriteAsync(html, without, 5 * options.Pages));
        var cost = Math.Max(0, spent - bare);
        report.Add("no-break spaces of a month page, 3 children x 8 rows", "",
            Report.Invariant(
                $"{cost:0.000} ms of {page:0.0} ms CPU, {html.Length / 1e3:0.0} k signs; with / without {page / Math.Max(page - cost, 0.001):0.000}"));
    }

    // CPU of this process per page, ms.
    private static async Task<double> WriteAsync(string html, Func<TextWriter> open, int pages)
    {
        using var me = Process.GetCurrentProcess();
        var before = me.TotalProcessorTime;
        for (var i = 0; i < pages; i++)
        {
            await using var writer = open();
            for (var at = 0; at < html.Length; at += Piece)
            {
                writer.Write(html.AsSpan(at, Math.Min(Piece, html.Length - at)));
            }

            await writer.FlushAsync();
        }

        me.Refresh();
        return (me.TotalProcessorTime - before).TotalMilliseconds / pages;
    }
}
