using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Treasury;

/// <summary>Bordereaux: the list, one of them read by eye, its file.</summary>
internal static class ReadTitles
{
    private const int Most = 100;

    public static async Task<Ok<TitlesView>> List(BillingDb db, SettingsCache cache, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var slips = await db.TitleSlips.AsNoTracking().Where(s => office == null || s.CashOffice == office).OrderByDescending(s => s.Date)
            .ThenByDescending(s => s.Number).Take(Most)
            .Select(s => new TitleSlip
            {
                Id = s.Id,
                CashOffice = s.CashOffice,
                Year = s.Year,
                Number = s.Number,
                Date = s.Date,
                Object = s.Object,
                Count = s.Count,
                Cents = s.Cents,
                FileName = s.FileName,
                Content = Array.Empty<byte>(),
                At = s.At,
                By = s.By,
            }).ToListAsync(ct);
        var ids = slips.Select(s => s.Id).ToList();
        var paid = (await db.TitlePieces.Where(p => ids.Contains(p.SlipId)).GroupBy(p => p.SlipId)
            .Select(g => new { g.Key, Count = g.Count(p => p.PaidOn != null), Cents = g.Sum(p => p.PaidCents) }).ToListAsync(ct)).ToDictionary(p => p.Key);
        return TypedResults.Ok(new TitlesView(
            [.. rules.CashOffices.Values.OrderBy(o => o.Label, StringComparer.Ordinal)
                .Select(o => new TitleOffice(o.Key, o.Label, o.Mode == CashMode.Title ? "title" : "regie", o.Pes is not null))],
            [.. slips.Select(s => s.ToView(Label(rules, s.CashOffice), paid.GetValueOrDefault(s.Id)?.Count ?? 0, paid.GetValueOrDefault(s.Id)?.Cents ?? 0))]));
    }

    public static async Task<Results<Ok<TitleSlipDetail>, ProblemHttpResult>> Get(Guid id, BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (await db.TitleSlips.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } slip)
        {
            return Problems.NotFound();
        }

        var rows = await (
            from p in db.TitlePieces.AsNoTracking()
            where p.SlipId == id
            join i in db.Invoices on p.InvoiceId equals i.Id
            join f in db.KnownFamilies on i.Payer equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            orderby i.Year, i.Seq
            select new { Piece = p, i.Number, i.DueDate, Name = f != null ? f.Name : "" }).ToListAsync(ct);
        // Products as the file says them: what is shown is what was sent.
        var file = XDocument.Parse(Encoding.Latin1.GetString(slip.Content)).Descendants("Piece").ToDictionary(p => Value(p, "NumDette"));
        TitleLine[] lines = [.. rows.Select(r => new TitleLine(
            r.Piece.InvoiceId, r.Number, r.Piece.DebtNumber, r.Name, $"{Value(file[r.Piece.DebtNumber], "CP")} {Value(file[r.Piece.DebtNumber], "Ville")}",
            r.DueDate, Euros.Of(r.Piece.Cents),
            Products(file[r.Piece.DebtNumber]), Euros.Of(r.Piece.PaidCents), r.Piece.PaidOn))];
        return TypedResults.Ok(new TitleSlipDetail(
            slip.ToView(Label(rules, slip.CashOffice), rows.Count(r => r.Piece.PaidOn is not null), rows.Sum(r => r.Piece.PaidCents)), lines,
            [.. lines.SelectMany(l => l.Products).GroupBy(p => (p.Code, p.Account)).OrderBy(g => g.Key.Code, StringComparer.Ordinal)
                .Select(g => new TitleProduct(g.Key.Code, g.Key.Account, g.Sum(p => p.Amount)))]));
    }

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(Guid id, BillingDb db, CancellationToken ct) =>
        await db.TitleSlips.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is { } slip
            ? TypedResults.File(slip.Content, "application/xml", slip.FileName) : Problems.NotFound();

    internal static string Label(BillingRules rules, string office) => rules.CashOffices.GetValueOrDefault(office)?.Label ?? office;

    private static TitleProduct[] Products(XElement piece) => [.. piece.Descendants("InfoLignePiece").Select(l => new TitleProduct(
        Value(l, "CodProdLoc"), Value(l, "Nature"), decimal.Parse(Value(l, "MtHT"), System.Globalization.CultureInfo.InvariantCulture)))];

    private static string Value(XElement within, string name) => within.Descendants(name).First().Attribute("V")!.Value;
}
