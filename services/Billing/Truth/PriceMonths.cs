using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>
/// Works out the stale months of payers: the same for a settled cell, a changed family and changed tariffs, so that all orders of events end alike.
/// </summary>
internal sealed class PriceMonths(BillingDb db, SettingsCache cache, IServiceProvider services)
{
    /// <summary>Prices of one payer made right before a page shows them.</summary>
    public async Task FreshAsync(Guid payer, CancellationToken ct)
    {
        if (!await db.Months.AnyAsync(m => m.Payer == payer && m.Stale != 0, ct))
        {
            return;
        }

        if (db.IsLimited)
        {
            // Prices hang on what third parties pay as well, whoever looks at them.
            await using var scope = services.CreateTenantScope(db.CurrentTenant);
            await scope.ServiceProvider.GetRequiredService<PriceMonths>().FreshAsync(payer, ct);
        }
        else
        {
            await db.WriteAsync(token => OfPayersAsync([payer], DateOnly.MaxValue, token), ct);
        }
    }

    /// <summary>
    /// Call inside a unit of work. Marks are read first: facts read after them are at least as new. As many queries for many payers as for one.
    /// </summary>
    /// <param name="until">Months that begin later stay as they are.</param>
    public async Task OfPayersAsync(IReadOnlyCollection<Guid> payers, DateOnly until, CancellationToken ct)
    {
        // What a third party has paid in a file that was merged counts for its ceiling: that file's months come first.
        var merged = await db.MergedInto(payers).BeyondReach().Select(f => f.FamilyId).ToListAsync(ct);
        payers = merged.Count == 0 ? payers : [.. merged.Union(payers)];
        var stale = await db.Months.Where(m => payers.Contains(m.Payer) && m.Stale != 0 && m.Month <= until).ToListAsync(ct);
        if (stale.Count == 0)
        {
            return;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var concerned = stale.Select(m => m.Payer).Distinct().ToList();
        var covers = await Covers.LoadAsync(db, concerned, ct);
        var months = HasFees(rules) ? await WithLaterAsync(stale, concerned, ct) : await WithLaterAsync(stale, covers.WithCeiling, ct);
        var facts = await FamilyFacts.LoadAsync(db, concerned, rules, ct);
        var truth = await MonthRows.LoadAsync(db, months, HasFees(rules), ct);
        var whys = new Dictionary<string, Why>();
        foreach (var payer in months.GroupBy(m => m.Payer).OrderByDescending(g => merged.Contains(g.Key)))
        {
            var rows = truth.Prices(payer.Key);
            var whole = facts.TryGetValue(payer.Key, out var known) ? Wanted([.. payer], known, rules, truth, [.. rows.Values, .. covers.Of(payer.Key)]) : [];
            var priced = payer.Select(m => m.Month).ToHashSet();
            var (wanted, parts) = covers.Part(payer.Key, priced, whole, rules);
            Keep(payer.Key, rows, wanted);
            await covers.KeepAsync(payer.Key, priced, parts, ct);
            foreach (var why in wanted.Concat(parts.Select(p => p.Wanted)).Select(w => w.Why).OfType<Why>())
            {
                whys.TryAdd(why.Id, why);
            }
        }

        await KeepWhysAsync([.. whys.Values], ct);
        months.ForEach(m => m.Stale = 0);
    }

    // A fee goes with the first day of a year, a ceiling is used up from month to month: later months may lose or get it.
    private async Task<List<FamilyMonth>> WithLaterAsync(List<FamilyMonth> stale, List<Guid> payers, CancellationToken ct)
    {
        if (payers.Count == 0)
        {
            return stale;
        }

        var first = stale.Where(m => payers.Contains(m.Payer)).GroupBy(m => m.Payer).ToDictionary(g => g.Key, g => g.Min(m => m.Month));
        var from = first.Values.Min();
        return [.. stale.Where(m => !first.ContainsKey(m.Payer)), .. (await db.Months.Where(m => payers.Contains(m.Payer) && m.Month >= from).ToListAsync(ct))
            .Where(m => m.Month >= first[m.Payer] && m.Month < first[m.Payer].AddMonths(12))];
    }

    private static IReadOnlyCollection<Wanted> Wanted(
        List<FamilyMonth> months, FamilyFacts facts, BillingRules rules, MonthRows truth, IReadOnlyCollection<CurrentPrice> rows)
    {
        var payer = facts.Family.FamilyId;
        // What was billed with a quotient keeps it, unless the council wants later proofs to count back.
        var kept = rules.RetroactiveQuotient ? []
            : rows.Where(r => r is { Billed: not 0, Kind: PriceKind.Day }).DistinctBy(r => (r.ChildId, r.Unit, r.Date))
                .ToDictionary(r => (r.ChildId, r.Unit, r.Date), r => r.Quotient);
        return new MonthPrices(rules, truth.Units, facts, truth.FirstDays(payer), kept)
            .Of(truth.Cells(payer), truth.Late(payer), months.Select(m => m.Month).ToHashSet());
    }

    private static bool HasFees(BillingRules rules) => rules.Tariffs.Any(t => Array.Exists(t.Versions, v => v.RegistrationFee is not null));

    private void Keep(Guid payer, Dictionary<(Guid, string, DateOnly, PriceKind), CurrentPrice> rows, IReadOnlyCollection<Wanted> wanted)
    {
        foreach (var want in wanted)
        {
            if (!rows.Remove((want.Child, want.Unit, want.Date, want.Kind), out var row))
            {
                row = new CurrentPrice { Payer = payer, ChildId = want.Child, Unit = want.Unit, Date = want.Date, Kind = want.Kind };
                db.Prices.Add(row);
            }

            Write(row, want);
        }

        foreach (var gone in rows.Values)
        {
            Drop(db, gone);
        }
    }

    internal static void Write(CurrentPrice row, Wanted want)
    {
        row.Costs(want.Cents);
        (row.FoodCents, row.CareCents, row.CoveredCents, row.Label, row.Missing) = (want.FoodCents, want.CareCents, want.CoveredCents, want.Label,
            want.Missing);
        (row.WhyId, row.Quotient) = (want.Why?.Id, want.Quotient);
        // What was billed is corrected where it was billed.
        row.CashOffice = row.Billed == 0 ? want.CashOffice : row.CashOffice ?? want.CashOffice;
    }

    /// <summary>It costs nothing any more; what was billed stays to be given back.</summary>
    internal static void Drop(BillingDb db, CurrentPrice gone)
    {
        if (gone.Billed == 0)
        {
            db.Prices.Remove(gone);
            return;
        }

        gone.Costs(0);
        (gone.FoodCents, gone.CareCents, gone.CoveredCents, gone.WhyId, gone.Missing) = (0, 0, 0, null, null);
    }

    private async Task KeepWhysAsync(Why[] whys, CancellationToken ct)
    {
        foreach (var some in whys.Chunk(500))
        {
            var ids = some.Select(w => w.Id).ToList();
            var known = (await db.Whys.Where(w => ids.Contains(w.Id)).Select(w => w.Id).ToListAsync(ct)).Concat(db.Whys.Local.Select(w => w.Id)).ToHashSet();
            db.Whys.AddRange(some.Where(w => !known.Contains(w.Id)));
        }
    }
}
