using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Documents;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Certificates;

/// <summary>
/// GET /certificates/all/{year}[?after=…]: the tax certificates made for a year, by name, the latest of each payer; and /papers, all of them as PDF in one
/// ZIP.
/// </summary>
internal static class OfYear
{
    private const int Page = 100;
    private const int Together = 24;

    public static async Task<Results<Ok<CertificatesOfYear>, ProblemHttpResult>> List(int year, BillingDb db, CancellationToken ct, int after = 0)
    {
        if (year is < 2000 or > 2100 || after < 0)
        {
            return Problems.NotFound();
        }

        var made = Made(db, year);
        var rows = await (
            from c in made
            join f in db.KnownFamilies on c.Payer equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            orderby f == null ? "" : f.Name, c.Number
            select new { c.Id, c.Payer, Name = f == null ? "" : f.Name, c.Number, c.Cents, c.At }).Skip(after).Take(Page + 1).ToListAsync(ct);
        return TypedResults.Ok(new CertificatesOfYear(
            year, [.. rows.Take(Page).Select(r => new CertificateOfPayer(r.Id, r.Payer, r.Name, r.Number, Euros.Of(r.Cents), r.At))], await made.CountAsync(ct),
            Euros.Of(await made.SumAsync(c => c.Cents, ct)), rows.Count > Page ? (after + Page).ToString(CultureInfo.InvariantCulture) : null));
    }

    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Papers(int year, HttpContext http, BillingDb db, CancellationToken ct)
    {
        var ids = year is < 2000 or > 2100 ? [] : await Made(db, year).OrderBy(c => c.Number).Select(c => c.Id).ToListAsync(ct);
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
                    .Select(c => (c.Number, CertificateDocument.Draw(JsonSerializer.Deserialize<CertificateView>(c.Document)!))).ToList())
                {
                    await using var entry = await zip.CreateEntry($"Attestation-{number}.pdf", CompressionLevel.NoCompression).OpenAsync(ct);
                    await entry.WriteAsync(pdf, ct);
                }
            }
        }, "application/zip", FormattableString.Invariant($"Attestations-fiscales-{year}.zip"));
    }

    // One made again, because a payment came or was taken back, stands in place of the one before.
    private static IQueryable<Certificate> Made(BillingDb db, int year)
    {
        var first = new DateOnly(year, 1, 1);
        var tax = db.Certificates.Where(c => c.Kind == Certificate.Tax && c.From == first);
        return tax.Where(c => !tax.Any(o => o.Payer == c.Payer && o.At > c.At));
    }
}
