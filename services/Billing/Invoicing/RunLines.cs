using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>GET /runs/{id}/lines?label=…: what a service of a run's comparison is made of, of this period or (before=true) of the one before.</summary>
internal static class RunLines
{
    private const int Page = 100;

    public static async Task<Results<Ok<FigureLines>, ProblemHttpResult>> Handle(
        Guid id, BillingDb db, CancellationToken ct, string label = "", bool before = false, int after = 0)
    {
        var run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null || after < 0)
        {
            return Problems.NotFound();
        }

        var (old, already) = await Comparison.RunsAsync(db, run, ct);
        var issued = run.State == RunState.Issued ? already.Append(run.Id).ToArray() : already;
        var rows = await Issued(db, before ? old : issued, label).ToListAsync(ct);
        if (!before && run.State != RunState.Issued)
        {
            rows.AddRange(await Draft(db, run, label).ToListAsync(ct));
        }

        var page = rows.OrderBy(r => r.Date).ThenBy(r => r.Payer).ThenBy(r => r.Child).ThenBy(r => r.Label, StringComparer.Ordinal)
            .Skip(after).Take(Page).ToList();
        var payers = page.Select(r => r.Payer).Distinct().ToList();
        var names = await db.KnownFamilies.Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var children = (await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).ToListAsync(ct))
            .ToDictionary(c => (c.FamilyId, c.ChildId), c => c.FirstName);
        return TypedResults.Ok(new FigureLines(
            [.. page.Select(r => new FigureLine(
                r.Invoice, r.Number, r.Payer, names.GetValueOrDefault(r.Payer) ?? "",
                children.GetValueOrDefault((r.Payer, r.Child)), r.Label, r.Date, Euros.Of(r.Cents)))],
            Euros.Of(rows.Sum(r => r.Cents)), rows.Count, after + Page < rows.Count ? (after + Page).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static IQueryable<Row> Issued(BillingDb db, Guid[] runs, string label) =>
        from l in db.BilledLines
        join i in db.Invoices on l.InvoiceId equals i.Id
        where runs.Contains(i.RunId!.Value) && (l.Corrects == null ? l.Label : Comparison.OfCorrections) == label
        select new Row { Invoice = i.Id, Number = i.Number, Payer = i.Payer, Child = l.ChildId, Label = l.Label, Date = l.Date, Cents = l.Cents };

    private static IQueryable<Row> Draft(BillingDb db, Run run, string label) => db.Prices
        .Where(p => p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open != 0 && (p.Billed == 0 ? p.Label : Comparison.OfCorrections) == label)
        .Select(p => new Row { Number = "", Payer = p.Payer, Child = p.ChildId, Label = p.Label, Date = p.Date, Cents = p.Open });

    private sealed class Row
    {
        public Guid? Invoice { get; init; }

        public required string Number { get; init; }

        public Guid Payer { get; init; }

        public Guid Child { get; init; }

        public required string Label { get; init; }

        public DateOnly Date { get; init; }

        public long Cents { get; init; }
    }
}
