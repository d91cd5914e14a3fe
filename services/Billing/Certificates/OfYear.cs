using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Certificates;

/// <summary>GET /certificates/all/{year}[?after=…]: the tax certificates made for a year, by name, the latest of each payer.</summary>
internal static class OfYear
{
    private const int Page = 100;

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

    /// <summary>One made again, because a payment came or was taken back, stands in place of the one before.</summary>
    internal static IQueryable<Certificate> Made(BillingDb db, int year)
    {
        var first = new DateOnly(year, 1, 1);
        var tax = db.Certificates.Where(c => c.Kind == Certificate.Tax && c.From == first);
        return tax.Where(c => !tax.Any(o => o.Payer == c.Payer && o.At > c.At));
    }
}
