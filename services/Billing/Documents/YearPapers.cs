using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Certificates;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Documents;

/// <summary>GET /certificates/all/{year}/papers: the tax certificates of a year as PDF in one ZIP, sent as they are drawn.</summary>
internal static class YearPapers
{
    private const int Together = 24;

    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Handle(
        int year, HttpContext http, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var ids = year is < 2000 or > 2100 ? [] : await OfYear.Made(db, year).OrderBy(c => c.Number).Select(c => c.Id).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return Problems.NotFound();
        }

        // The framework ends an entry with sixteen bytes that it writes synchronously.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(async body =>
        {
            await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
            foreach (var some in ids.Chunk(Together))
            {
                var papers = await db.Certificates.AsNoTracking().Where(c => some.Contains(c.Id)).OrderBy(c => c.Number).ToListAsync(ct);
                foreach (var (number, pdf) in papers.AsParallel().AsOrdered()
                    .Select(c => (c.Number, CertificateDocument.Draw(JsonSerializer.Deserialize<CertificateView>(c.Document)!, rules.Zone))).ToList())
                {
                    await using var entry = await zip.CreateEntry($"Attestation-{number}.pdf", CompressionLevel.NoCompression).OpenAsync(ct);
                    await entry.WriteAsync(pdf, ct);
                }
            }
        }, "application/zip", FormattableString.Invariant($"Attestations-fiscales-{year}.zip"));
    }
}
