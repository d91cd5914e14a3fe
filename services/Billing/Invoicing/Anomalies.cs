using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>
/// What to look at before a run, counted, each with its rows: as far as what Planning settled tells it. What only Planning knows (a certificate that waits)
/// stands on its own lists.
/// </summary>
internal sealed class Anomalies(BillingDb db, BillingRules rules, Run run, DateOnly today)
{
    private const int Page = 100;
    private const string EndedFile = "endedFile";

    private static readonly (string Key, string Label, bool Blocks)[] Kinds =
    [
        ("bookedNotSeen", "Réservé, mais ni présent ni absent", true),
        ("unbooked", "Présent sans réservation", false),
        ("clockMissing", "Heure d’arrivée ou de départ manquante", true),
        ("noTariff", "Tarif manquant", true),
        ("quotientMissing", "Quotient absent : prix le plus haut", false),
        ("quotientEnding", "Quotient qui finit dans les 30 jours", false),
        ("noAddress", "Payeur sans adresse : sa facture ne peut pas être émise", true),
        ("unknownChild", "Enfant ou famille sans dossier", true),
        (EndedFile, "Facturé sur un dossier réuni depuis à un autre", false),
    ];

    public async Task<AnomalyView[]> CountAsync(CancellationToken ct)
    {
        var views = new List<AnomalyView>();
        foreach (var (key, label, blocks) in Kinds)
        {
            var (count, cents) = await CountAsync(key, ct);
            if (count > 0)
            {
                views.Add(new AnomalyView(key, label, count, Euros.Of(cents), blocks));
            }
        }

        return [.. views];
    }

    /// <summary>Null for a key that isn't one.</summary>
    public async Task<AnomalyRows?> RowsAsync(string key, int skip, CancellationToken ct)
    {
        var label = Array.Find(Kinds, k => k.Key == key).Label;
        if (label is null)
        {
            return null;
        }

        var rows = key switch
        {
            "quotientEnding" or "noAddress" => await PayersAsync(key, skip, ct),
            "noTariff" or "quotientMissing" or EndedFile => await PricesAsync(Priced(key), skip, ct),
            _ => await CellsAsync(CellsOf(key), skip, ct),
        };
        return new AnomalyRows(key, label, [.. rows.Take(Page)],
            rows.Count > Page ? (skip + Page).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    private async Task<(int Count, long Cents)> CountAsync(string key, CancellationToken ct)
    {
        if (key is "quotientEnding" or "noAddress")
        {
            return ((key == "noAddress" ? await NoAddress().CountAsync(ct) : await Ending().Select(q => q.FamilyId).Distinct().CountAsync(ct)), 0);
        }

        if (key is "noTariff" or "quotientMissing" or EndedFile)
        {
            return (await Priced(key).CountAsync(ct), await Priced(key).SumAsync(p => p.Open, ct));
        }

        var cells = CellsOf(key);
        var cents = await cells.SelectMany(c => db.Prices.Where(p => p.Payer == c.Payer && p.ChildId == c.ChildId && p.Unit == c.Unit && p.Date == c.Date
            && p.Kind == PriceKind.Day)).SumAsync(p => p.Open, ct);
        return (await cells.CountAsync(ct), cents);
    }

    private IQueryable<Cell> CellsOf(string key)
    {
        var units = rules.Units.Where(u => rules.TariffOf(u)!.CashOffice == run.CashOffice).ToList();
        var timed = units.Where(u => rules.TariffOf(u)!.Versions.Any(v => v.IsTimed)).ToList();
        var seen = today < run.Until ? today.AddDays(-1) : run.Until;
        var cells = db.Cells.AsNoTracking().Where(c => c.Date >= run.From && c.Date <= run.Until && units.Contains(c.Unit));
        var clocked = cells.Where(c => c.RealMinutes != null).Select(c => c.Unit);
        return key switch
        {
            // As the roll counts them: where somebody was seen that day, or where hours are kept. A day without any mark stays billed as booked.
            "bookedNotSeen" => cells.Where(c => c.Outcome == CellOutcome.Booked && c.Date <= seen && (timed.Contains(c.Unit) || clocked.Contains(c.Unit)
                || db.Cells.Any(o => o.Unit == c.Unit && o.Date == c.Date
                    && (o.Outcome == CellOutcome.Present || o.Outcome == CellOutcome.PresentUnbooked)))),
            "unbooked" => cells.Where(c => c.Outcome == CellOutcome.PresentUnbooked),
            "clockMissing" => cells.Where(c => c.Outcome == CellOutcome.Present && c.Hours == null && timed.Contains(c.Unit)),
            _ => cells.Where(c => c.Outcome != CellOutcome.None && c.Outcome != CellOutcome.AbsentExcused
                && !db.KnownChildren.Any(k => k.FamilyId == c.Payer && k.ChildId == c.ChildId)),
        };
    }

    private IQueryable<CurrentPrice> Priced(string key) => key == EndedFile ? Ended() : key == "noTariff"
        ? db.Prices.AsNoTracking().Where(p => p.Date >= run.From && p.Date <= run.Until && p.Missing == MonthPrices.TariffMissing)
        : db.Prices.AsNoTracking().Where(p => p.CashOffice == run.CashOffice && p.Date >= run.From && p.Date <= run.Until && p.Missing != null
            && p.Missing != MonthPrices.TariffMissing);

    /// <summary>What was billed to a file that has ended and is its no more: no next invoice of it will take the difference.</summary>
    private IQueryable<CurrentPrice> Ended() => db.Prices.AsNoTracking()
        .Where(p => p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open < 0 && p.Billed != 0
            && db.KnownFamilies.Any(f => f.FamilyId == p.Payer && f.MergedInto != null)
            && db.Prices.Where(o => o.Payer == p.Payer && o.CashOffice == run.CashOffice && o.Date <= run.Until).Sum(o => o.Open) <= 0);

    private IQueryable<Guid> Concerned() => db.Prices.Where(p => p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open != 0).Select(p => p.Payer);

    private IQueryable<Known.KnownFamily> NoAddress() =>
        db.KnownFamilies.AsNoTracking().Where(f => f.Version > 0 && Concerned().Contains(f.FamilyId)
            && (f.City == null || f.City.Trim() == "" || ((f.Street == null || f.Street.Trim() == "") && (f.PostCode == null || f.PostCode.Trim() == ""))));

    private IQueryable<Known.KnownQuotient> Ending()
    {
        var (from, until) = (run.Until, run.Until.AddDays(30));
        return db.KnownQuotients.AsNoTracking().Where(q => q.Until >= from && q.Until <= until && Concerned().Contains(q.FamilyId)
            && !db.KnownQuotients.Any(n => n.FamilyId == q.FamilyId && n.From > q.From));
    }

    private async Task<List<AnomalyRow>> PayersAsync(string key, int skip, CancellationToken ct)
    {
        if (key == "noAddress")
        {
            var families = await NoAddress().OrderBy(f => f.Name).ThenBy(f => f.FamilyId).Skip(skip).Take(Page + 1).ToListAsync(ct);
            return [.. families.Select(f => new AnomalyRow(f.FamilyId, f.Name, null, null, null, null, null, null, 0, null))];
        }

        var names = await db.PayersAsync(ct);
        var ending = await Ending().OrderBy(q => q.Until).ThenBy(q => q.FamilyId).Skip(skip).Take(Page + 1).ToListAsync(ct);
        return [.. ending.Select(q => new AnomalyRow(
            q.FamilyId, names.GetValueOrDefault(q.FamilyId).Name ?? "", null, null, null, null, q.Until, null, 0,
                $"Quotient {French.Number(q.Value)} jusqu’au {French.Date(q.Until!.Value)}"))];
    }

    private async Task<List<AnomalyRow>> PricesAsync(IQueryable<CurrentPrice> prices, int skip, CancellationToken ct)
    {
        var rows = await prices.OrderBy(p => p.Date).ThenBy(p => p.ChildId).ThenBy(p => p.Unit).Skip(skip).Take(Page + 1).ToListAsync(ct);
        var names = await NamesAsync([.. rows.Select(r => r.Payer)], ct);
        return [.. rows.Select(p => new AnomalyRow(
            p.Payer, names.Payer(p.Payer), p.ChildId, names.Child(p.Payer, p.ChildId), p.Unit, p.Label, p.Date, null, Euros.Of(p.Open), p.Missing))];
    }

    private async Task<List<AnomalyRow>> CellsAsync(IQueryable<Cell> cells, int skip, CancellationToken ct)
    {
        var rows = await cells.OrderBy(c => c.Date).ThenBy(c => c.ChildId).ThenBy(c => c.Unit).Skip(skip).Take(Page + 1)
            .Select(c => new
            {
                Cell = c,
                Price = db.Prices.Where(p => p.Payer == c.Payer && p.ChildId == c.ChildId && p.Unit == c.Unit && p.Date == c.Date
                    && p.Kind == PriceKind.Day).Select(p => new { p.Label, p.Open }).SingleOrDefault(),
            }).ToListAsync(ct);
        var names = await NamesAsync([.. rows.Select(r => r.Cell.Payer)], ct);
        return [.. rows.Select(r => new AnomalyRow(
            r.Cell.Payer, names.Payer(r.Cell.Payer), r.Cell.ChildId, names.Child(r.Cell.Payer, r.Cell.ChildId), r.Cell.Unit, r.Price?.Label ?? r.Cell.Unit,
                r.Cell.Date,
            char.ToLowerInvariant(r.Cell.Outcome.ToString()[0]) + r.Cell.Outcome.ToString()[1..], Euros.Of(r.Price?.Open ?? 0), null, r.Cell.Version))];
    }

    private async Task<Names> NamesAsync(List<Guid> payers, CancellationToken ct) => new(
        await db.KnownFamilies.Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct),
        (await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).ToListAsync(ct)).ToDictionary(c => (c.FamilyId, c.ChildId),
            c => $"{c.FirstName} {c.LastName}"));

    private sealed record Names(Dictionary<Guid, string> Payers, Dictionary<(Guid, Guid), string> Children)
    {
        public string Payer(Guid payer) => Payers.GetValueOrDefault(payer) ?? "";

        public string? Child(Guid payer, Guid child) => Children.GetValueOrDefault((payer, child));
    }
}
