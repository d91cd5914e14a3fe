using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Certificates;

/// <summary>Makes certificates from the books and cells; what says the same as one made before is that one.</summary>
internal sealed class CertificateMaker(BillingDb db, Books books, TimeProvider clock)
{
    /// <summary>Call inside a unit of work. Null when there is nothing to certify.</summary>
    public async Task<Certificate?> MakeAsync(string kind, Guid payer, DateOnly from, DateOnly until, BillingRules rules, CancellationToken ct)
    {
        var family = await db.KnownFamilies.AsNoTracking().SingleAsync(f => f.FamilyId == payer, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == payer).OrderBy(c => c.BirthDate).ToListAsync(ct);
        var (rows, cesu, sentences) = kind switch
        {
            Certificate.Tax => await TaxAsync(payer, from.Year, children, ct),
            Certificate.Payment => await PaymentsAsync(payer, from, until, ct),
            _ => await AttendanceAsync(payer, from, until, children, ct),
        };
        if (rows.Length == 0)
        {
            return null;
        }

        var office = rules.CashOffices.Values.OrderBy(o => o.Key,
            StringComparer.Ordinal).FirstOrDefault(o => o.Collecting?.Address is not null) ?? rules.CashOffices.Values.FirstOrDefault();
        var view = new CertificateView(
            default, kind, "", default, "", [office?.Label ?? "", .. office?.Collecting?.Address ?? []], office?.Collecting?.Siret, family.Name,
                [family.Name, .. family.AddressLines()],
            from, until, rows, rows.Sum(r => r.Amount), Euros.Of(cesu), sentences);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(view))));
        if (await db.Certificates.FirstOrDefaultAsync(c => c.Payer == payer && c.Kind == kind && c.From == from && c.Until == until && c.Hash == hash,
            ct) is { } known)
        {
            return known;
        }

        var at = clock.UtcNow();
        var year = rules.Today(clock).Year;
        var seq = await books.TakeNumberAsync("", year, Counter.Certificates, ct);
        var certificate = new Certificate
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            Payer = payer,
            From = from,
            Until = until,
            Number = FormattableString.Invariant($"{year}-{seq}"),
            Cents = Euros.Cents(view.Total),
            Hash = hash,
            At = at,
            Document = "",
        };
        certificate.Document = JsonSerializer.Serialize(view with { Id = certificate.Id, Number = certificate.Number, At = at, Hash = hash });
        db.Certificates.Add(certificate);
        return certificate;
    }

    private async Task<(CertificateChild[] Rows, long Cesu, string[] Sentences)> TaxAsync(Guid payer, int year, List<KnownChild> children, CancellationToken ct)
    {
        var end = new DateOnly(year, 12, 31);
        var paid = await (
            from a in db.Allocations
            where a.Payer == payer && a.Date <= end
            join p in db.Payments on a.Source equals p.Id
            join l in db.BilledLines on new { a.InvoiceId, No = a.LineNo } equals new { l.InvoiceId, l.No }
            where l.CareCents != 0
            select new { a.InvoiceId, a.LineNo, l.ChildId, l.Cents, l.CareCents, a.Date, Paid = a.Cents, p.Method, l.Label }).ToListAsync(ct);
        var sums = TaxSums.Of(paid.Select(p => new PaidPart(
            (p.InvoiceId, p.LineNo), p.ChildId, p.Cents, p.CareCents, p.Date, p.Paid, p.Method is PayMethods.CesuPaper or PayMethods.CesuElectronic,
                p.Label)), year);
        var rows = children.Where(c => TaxSums.Counts(c.BirthDate, year)).Select(c =>
            (Child: c, Sums: sums.Where(s => s.Child == c.ChildId).ToList())).Where(c => c.Sums.Count > 0)
            .Select(c => new CertificateChild(
                $"{c.Child.FirstName} {c.Child.LastName}", c.Child.BirthDate, Euros.Of(c.Sums.Sum(s => s.Cents)),
                [.. c.Sums.Select(s => new CertificateLine(s.Label, null, 0, null, Euros.Of(s.Cents)))])).ToArray();
        var known = children.Where(c => TaxSums.Counts(c.BirthDate, year)).Select(c => c.ChildId).ToHashSet();
        return (rows, sums.Where(s => known.Contains(s.Child)).Sum(s => s.Cesu),
        [
            $"Sommes effectivement payées en {year.ToString(CultureInfo.InvariantCulture)} pour la garde d’enfants de moins de six ans (article 200 quater B du code général des impôts).",
            "Hors frais de repas, pénalités et frais de retard.",
        ]);
    }

    private async Task<(CertificateChild[] Rows, long Cesu, string[] Sentences)> PaymentsAsync(Guid payer, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var payments = await db.Payments.AsNoTracking().Where(p => p.Payer == payer && p.Date >= from && p.Date <= until && p.ReversedOn == null)
            .OrderBy(p => p.Date).ThenBy(p => p.At).ToListAsync(ct);
        var lines = payments.Select(p => new CertificateLine($"{Methods.Word(p.Method)}, reçu n° {p.Number}", p.Date, 1, null, Euros.Of(p.Cents))).ToArray();
        return (lines.Length == 0 ? [] : [new CertificateChild("", null, lines.Sum(l => l.Amount), lines)],
            payments.Where(p => p.Method is PayMethods.CesuPaper or PayMethods.CesuElectronic).Sum(p => p.Cents), ["Règlements reçus pendant la période."]);
    }

    private async Task<(CertificateChild[] Rows, long Cesu, string[] Sentences)> AttendanceAsync(
        Guid payer, DateOnly from, DateOnly until, List<KnownChild> children, CancellationToken ct)
    {
        var cells = await db.Cells.AsNoTracking().Where(c => c.Payer == payer && c.Date >= from && c.Date <= until
            && (c.Outcome == CellOutcome.Present || c.Outcome == CellOutcome.PresentUnbooked)).ToListAsync(ct);
        var labels = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).GroupBy(u => u.Unit).ToDictionary(g => g.Key, g => g.First().LineLabel());
        var rows = children.Select(c => (Child: c, Cells: cells.Where(x => x.ChildId == c.ChildId).ToList())).Where(c => c.Cells.Count > 0).Select(c =>
            new CertificateChild(
            $"{c.Child.FirstName} {c.Child.LastName}", c.Child.BirthDate, 0,
            [.. c.Cells.GroupBy(x => x.Unit).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CertificateLine(
                labels.GetValueOrDefault(g.Key) ?? g.Key, null, g.Count(), g.Any(x => x.Hours is not null) ? g.Sum(x => x.Hours ?? 0) : null, 0))])).ToArray();
        return (rows, 0, ["Présences relevées au pointage pendant la période."]);
    }
}
