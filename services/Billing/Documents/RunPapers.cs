using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Invoicing;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Documents;

/// <summary>
/// GET /runs/{id}/papers[?all=true]: the invoices of a run as PDF in one ZIP, those to be sent on paper alone unless all are asked for. Drawn on every core
/// some at a time and sent as they come, so that memory does not grow with their number.
/// </summary>
internal static class RunPapers
{
    private const int Together = 24;

    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, BillingDb db, SettingsCache cache, IConfiguration configuration, CancellationToken ct, bool all = false)
    {
        if (await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run)
        {
            return Problems.NotFound();
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var payers = await db.PayersAsync(ct);
        var invoices = (await db.Invoices.Where(i => i.RunId == id).OrderBy(i => i.Seq).Select(i => new { i.Id, i.Payer, i.Date }).ToListAsync(ct))
            .Where(i => all || !payers.GetValueOrDefault(i.Payer).HasMail).ToList();
        // The framework ends an entry with sixteen bytes that it writes synchronously.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(async body =>
        {
            await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
            foreach (var some in invoices.Chunk(Together))
            {
                var details = new List<InvoiceDetail>(Together);
                foreach (var invoice in some)
                {
                    details.Add((await GetInvoice.ReadAsync(db, rules, invoice.Id, invoice.Date, ct, since: false))!);
                }

                foreach (var (name, pdf) in details.AsParallel().AsOrdered()
                    .Select(d => (GetPapers.NameOf(d), InvoiceDocument.Draw(d, GetPapers.PageOf(db, configuration, d)))).ToList())
                {
                    await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(ct);
                    await entry.WriteAsync(pdf, ct);
                }
            }
        }, "application/zip", FormattableString.Invariant($"Factures-{run.CashOffice}-{run.From:yyyy-MM}.zip"));
    }
}
