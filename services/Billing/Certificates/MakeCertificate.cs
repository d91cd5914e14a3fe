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
        if (kind == Certificate.Tax)
        {
            return (await MakeTaxAsync([payer], from.Year, rules, ct)).FirstOrDefault();
        }

        var family = await db.KnownFamilies.AsNoTracking().SingleAsync(f => f.FamilyId == payer, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == payer).OrderBy(c => c.BirthDate).ToListAsync(ct);
        var content = kind == Certificate.Payment ? await PaymentsAsync(payer, from, until, ct) : await AttendanceAsync(payer, from, until, children, ct);
        return await KeepAsync(kind, family, from, until, content, await MadeAsync(kind, [payer], from, until, ct), rules, ct);
    }

    /// <summary>Tax certificates of a year for payers that may share one transaction; each table is read once for all of them.</summary>
    public async Task<List<Certificate>> MakeTaxAsync(IReadOnlyCollection<Guid> payers, int year, BillingRules rules, CancellationToken ct)
    {
        var (from, until) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var families = await db.KnownFamilies.AsNoTracking().Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var children = (await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).OrderBy(c => c.BirthDate).ToListAsync(ct))
            .ToLookup(c => c.FamilyId);
        var paid = await PaidAsync(payers, until, ct);
        var made = await MadeAsync(Certificate.Tax, payers, from, until, ct);
        var certificates = new List<Certificate>();
        foreach (var payer in payers)
        {
            if (await KeepAsync(Certificate.Tax, families[payer], from, until, Tax(paid[payer], year, [.. children[payer]]), made, rules,
                ct) is { } certificate)
            {
                certificates.Add(certificate);
            }
        }

        return certificates;
    }

    private async Task<ILookup<Guid, Certificate>> MadeAsync(
        string kind, IReadOnlyCollection<Guid> payers, DateOnly from, DateOnly until, CancellationToken ct) =>
        (await db.Certificates.Where(c => payers.Contains(c.Payer) && c.Kind == kind && c.From == from && c.Until == until).ToListAsync(ct))
            .ToLookup(c => c.Payer);

    // What says the same as one made before is that one.
    private async Task<Certificate?> KeepAsync(
        string kind, KnownFamily family, DateOnly from, DateOnly until, Content content, ILookup<Guid, Certificate> made, BillingRules rules,
        CancellationToken ct)
    {
        if (content.Rows.Length == 0)
        {
            return null;
        }

        var office = rules.CashOffices.Values.OrderBy(o => o.Key,
            StringComparer.Ordinal).FirstOrDefault(o => o.Collecting?.Address is not null) ?? rules.CashOffices.Values.FirstOrDefault();
        var view = new CertificateView(
            default, kind, "", default, "", office?.Head ?? [""], office?.Collecting?.Siret, family.Name,
                [family.Name, .. family.AddressLines()],
            from, until, content.Rows, content.Rows.Sum(r => r.Amount), Euros.Of(content.Cesu), content.Sentences);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(view))));
        if (made[family.FamilyId].FirstOrDefault(c => c.Hash == hash) is { } known)
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
            Payer = family.FamilyId,
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

    private async Task<ILookup<Guid, PaidPart>> PaidAsync(IReadOnlyCollection<Guid> payers, DateOnly end, CancellationToken ct)
    {
        var paid = await (
            from a in db.Allocations
            where payers.Contains(a.Payer) && a.Date <= end
            join p in db.Payments on a.Source equals p.Id
            join l in db.BilledLines on new { a.InvoiceId, No = a.LineNo } equals new { l.InvoiceId, l.No }
            where l.CareCents != 0
            select new { a.Payer, a.InvoiceId, a.LineNo, l.ChildId, l.Cents, l.CareCents, a.Date, Paid = a.Cents, p.Method, l.Label }).ToListAsync(ct);
        return paid.ToLookup(p => p.Payer, p => new PaidPart(
            (p.InvoiceId, p.LineNo), p.ChildId, p.Cents, p.CareCents, p.Date, p.Paid, p.Method is PayMethods.CesuPaper or PayMethods.CesuElectronic, p.Label));
    }

    private static Content Tax(IEnumerable<PaidPart> paid, int year, List<KnownChild> children)
    {
        var sums = TaxSums.Of(paid, year);
        var rows = children.Where(c => TaxSums.Counts(c.BirthDate, year)).Select(c =>
            (Child: c, Sums: sums.Where(s => s.Child == c.ChildId).ToList())).Where(c => c.Sums.Count > 0)
            .Select(c => new CertificateChild(
                $"{c.Child.FirstName} {c.Child.LastName}", c.Child.BirthDate, Euros.Of(c.Sums.Sum(s => s.Cents)),
                [.. c.Sums.Select(s => new CertificateLine(s.Label, null, 0, null, Euros.Of(s.Cents)))])).ToArray();
        var known = children.Where(c => TaxSums.Counts(c.BirthDate, year)).Select(c => c.ChildId).ToHashSet();
        return new(rows, sums.Where(s => known.Contains(s.Child)).Sum(s => s.Cesu),
        [
            $"Sommes effectivement payées en {year.ToString(CultureInfo.InvariantCulture)} pour la garde d’enfants de moins de six ans (article 200 quater B du code général des impôts).",
            "Hors frais de repas, pénalités et frais de retard.",
        ]);
    }

    private async Task<Content> PaymentsAsync(Guid payer, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var payments = await db.Payments.AsNoTracking().Where(p => p.Payer == payer && p.Date >= from && p.Date <= until && p.ReversedOn == null)
            .OrderBy(p => p.Date).ThenBy(p => p.At).ToListAsync(ct);
        var lines = payments.Select(p => new CertificateLine($"{Methods.Word(p.Method)}, reçu n° {p.Number}", p.Date, 1, null, Euros.Of(p.Cents))).ToArray();
        return new(lines.Length == 0 ? [] : [new CertificateChild("", null, lines.Sum(l => l.Amount), lines)],
            payments.Where(p => p.Method is PayMethods.CesuPaper or PayMethods.CesuElectronic).Sum(p => p.Cents), ["Règlements reçus pendant la période."]);
    }

    private async Task<Content> AttendanceAsync(
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
        return new(rows, 0, ["Présences relevées au pointage pendant la période."]);
    }

    /// <summary>What a certificate says; no rows: nothing to certify.</summary>
    private sealed record Content(CertificateChild[] Rows, long Cesu, string[] Sentences);
}
