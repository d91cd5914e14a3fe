using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Simulation;

/// <summary>
/// The charged days of a period, some hundred households at a time: two readers share them, and none holds more than a month of one household.
/// </summary>
internal sealed class TrialDays(Tariff tariff, DateOnly from, DateOnly until)
{
    private const int Together = 250;
    // A third reader would take the processor from families who open pages meanwhile.
    private const int Readers = 2;

    /// <returns>The sums of all readers together.</returns>
    public async Task<Trial> ReadAsync(IServiceProvider services, string tenant, IReadOnlyList<Household> households, Func<Trial> begin, CancellationToken ct)
    {
        var trials = new Trial[Math.Min(Readers, Environment.ProcessorCount)];
        var parts = households.Chunk(Together).ToArray();
        var taken = -1;
        // Each part is read by one: what is kept of a household is nobody else's.
        await Task.WhenAll(trials.Select((_, i) => Task.Run(async () =>
        {
            var trial = trials[i] = begin();
            await using var scope = services.CreateTenantScope(tenant);
            var db = scope.ServiceProvider.GetRequiredService<BillingDb>();
            for (var part = Interlocked.Increment(ref taken); part < parts.Length; part = Interlocked.Increment(ref taken))
            {
                await PartAsync(db, trial, parts[part].ToDictionary(h => h.Facts.Family.FamilyId), ct);
            }
        }, ct)));
        foreach (var other in trials.Skip(1))
        {
            trials[0].Add(other);
        }

        return trials[0];
    }

    private Task PartAsync(BillingDb db, Trial trial, Dictionary<Guid, Household> households, CancellationToken ct) =>
        trial.NeedsMonths ? ByMonthAsync(db, trial, households, ct) : ByDayAsync(db, trial, households, ct);

    private async Task ByDayAsync(BillingDb db, Trial trial, Dictionary<Guid, Household> households, CancellationToken ct)
    {
        await foreach (var row in Rows(db, households.Keys).AsAsyncEnumerable().WithCancellation(ct))
        {
            households[row.Payer].Count(trial, Read(row));
        }
    }

    private async Task ByMonthAsync(BillingDb db, Trial trial, Dictionary<Guid, Household> households, CancellationToken ct)
    {
        var month = new List<(TrialDay Day, PriceFacts Facts)>();
        var ordered = Rows(db, households.Keys).OrderBy(c => c.Payer).ThenBy(c => c.Date).ThenBy(c => c.ChildId);
        await foreach (var row in ordered.AsAsyncEnumerable().WithCancellation(ct))
        {
            var day = Read(row);
            if (month.Count > 0 && (month[0].Day.Payer != day.Payer || FamilyMonth.Of(month[0].Day.Date) != FamilyMonth.Of(day.Date)))
            {
                Flush();
            }

            if (households[day.Payer].FactsOf(day) is { } facts)
            {
                month.Add((day, facts));
            }
        }

        Flush();

        void Flush()
        {
            if (month.Count > 0)
            {
                var (household, first) = (households[month[0].Day.Payer], month[0].Day.Date);
                trial.Add(household.Kept, FamilyMonth.Of(first), month, household.FactsOn, child => household.Facts.RankOn(child, first));
                month.Clear();
            }
        }
    }

    private IQueryable<Row> Rows(BillingDb db, IReadOnlyCollection<Guid> payers)
    {
        CellOutcome[] charged = [CellOutcome.Booked, CellOutcome.Present, CellOutcome.PresentUnbooked, CellOutcome.AbsentBilled];
        var units = tariff.Units;
        // The unit joined with nothing: by the index of units a database would look at the whole commune's days for each part.
        return db.Cells.AsNoTracking()
            .Where(c => payers.Contains(c.Payer) && c.Date >= from && c.Date <= until && units.Contains(c.Unit + "") && charged.Contains(c.Outcome))
            .Select(c => new Row
            {
                Payer = c.Payer,
                ChildId = c.ChildId,
                Unit = c.Unit,
                Date = c.Date,
                Hours = c.Hours,
                Late = c.Late,
                Percent = c.BilledPercent,
                Outcome = c.Outcome,
            });
    }

    private static TrialDay Read(Row c) =>
        new(c.Payer, c.ChildId, c.Unit, c.Date, c.Hours, c.Late, c.Percent, c.Outcome == CellOutcome.PresentUnbooked, c.Outcome == CellOutcome.AbsentBilled);

    private sealed class Row
    {
        public Guid Payer { get; init; }

        public Guid ChildId { get; init; }

        public required string Unit { get; init; }

        public DateOnly Date { get; init; }

        public decimal? Hours { get; init; }

        public bool Late { get; init; }

        public int? Percent { get; init; }

        public CellOutcome Outcome { get; init; }
    }
}
