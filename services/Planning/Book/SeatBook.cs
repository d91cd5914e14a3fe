using Microsoft.EntityFrameworkCore;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Book;

/// <summary>
/// The places of some pools on some days. Decisions are made on what was read; <see cref="WriteAsync"/> then holds each place by one conditional
/// update (`taken &lt;= capacity - n`). When another writer took the last place in between, the whole change runs again on fresh numbers.
/// </summary>
public sealed class SeatBook
{
    private readonly Dictionary<(string Pool, DateOnly Date), int> _read;
    private readonly SortedDictionary<(DateOnly Date, string Pool), int> _changes = [];
    private readonly HashSet<(string Pool, DateOnly Date)> _beyond = [];
    private readonly HashSet<(DateOnly Date, string Pool)> _expected = [];
    private readonly PlanningRules _rules;

    private SeatBook(PlanningRules rules, Dictionary<(string Pool, DateOnly Date), int> read)
    {
        _rules = rules;
        _read = read;
    }

    public static async Task<SeatBook> ReadAsync(PlanningDb db, PlanningRules rules, IReadOnlyCollection<string> pools, Days days, CancellationToken ct)
    {
        if (pools.Count == 0 || days.IsEmpty)
        {
            return new SeatBook(rules, []);
        }

        var rows = db.PoolDays.AsNoTracking().Where(p => p.Date >= days.First && p.Date <= days.Last && pools.Contains(p.Pool));
        if (days.Sparse is { } dates)
        {
            rows = rows.Where(p => dates.Contains(p.Date));
        }

        return new SeatBook(rules, await rows.Select(p => new { p.Pool, p.Date, p.Taken }).ToDictionaryAsync(p => (p.Pool, p.Date), p => p.Taken, ct));
    }

    /// <summary>Reads the places of some more pools on one day.</summary>
    internal async Task ReadMoreAsync(PlanningDb db, IReadOnlyList<Pool> pools, DateOnly date, CancellationToken ct)
    {
        var keys = pools.Select(p => p.Key).Where(k => !_read.ContainsKey((k, date))).ToList();
        var rows = keys.Count == 0 ? [] : await db.PoolDays.AsNoTracking().Where(p => p.Date == date && keys.Contains(p.Pool)).ToListAsync(ct);
        foreach (var row in rows)
        {
            _read[(row.Pool, date)] = row.Taken;
        }
    }

    /// <summary>Every place free: for replays, where the places of the time are not known.</summary>
    internal static SeatBook AllFree(PlanningRules rules) => new(rules, []);

    public int Taken(string pool, DateOnly date) => _read.GetValueOrDefault((pool, date)) + _changes.GetValueOrDefault((date, pool));

    /// <summary>The first of these pools without a free place, or null.</summary>
    public Pool? FullOf(IReadOnlyList<Pool> pools, DateOnly date)
    {
        foreach (var pool in pools)
        {
            if (Taken(pool.Key, date) >= pool.Capacity)
            {
                return pool;
            }
        }

        return null;
    }

    /// <summary>Places left in the tightest pool; null when there is no pool.</summary>
    public int? Left(IReadOnlyList<Pool> pools, DateOnly date) => pools.Count == 0 ? null : pools.Min(p => Math.Max(0, p.Capacity - Taken(p.Key, date)));

    /// <summary>Gives the cell a place in each pool, or in none when one is full.</summary>
    public bool TryTake(Cell cell, IReadOnlyList<Pool> pools)
    {
        if (cell.Seats.Length > 0)
        {
            return true;
        }

        if (FullOf(pools, cell.Date) is not null)
        {
            return false;
        }

        foreach (var pool in pools)
        {
            Change(pool.Key, cell.Date, 1);
        }

        cell.Hold(pools.Select(p => p.Key));
        return true;
    }

    /// <summary>Gives the cell a place in each pool, whether or not one is free: an agent's exception.</summary>
    public void TakeBeyond(Cell cell, IReadOnlyList<Pool> pools)
    {
        foreach (var pool in pools)
        {
            Change(pool.Key, cell.Date, 1);
            _beyond.Add((pool.Key, cell.Date));
        }

        cell.Hold(pools.Select(p => p.Key));
    }

    /// <summary>Frees what the cell holds, whatever the rules say today.</summary>
    public void Release(Cell cell)
    {
        foreach (var pool in cell.SeatKeys)
        {
            Change(pool, cell.Date, -1);
        }

        cell.Hold([]);
    }

    /// <summary>What would be so if the places of these cells were free. Nothing is changed.</summary>
    public T Without<T>(IReadOnlyCollection<Cell> cells, Func<T> look)
    {
        List<(string Pool, DateOnly Date)> held = [.. cells.SelectMany(c => c.SeatKeys.Select(k => (k, c.Date)))];
        held.ForEach(h => Change(h.Pool, h.Date, -1));
        try
        {
            return look();
        }
        finally
        {
            held.ForEach(h => Change(h.Pool, h.Date, 1));
        }
    }

    /// <summary>Somebody joins the list because of these full pools: whoever frees a place at the same time must see it, so the rows are touched.</summary>
    public void Expect(IReadOnlyList<Pool> pools, DateOnly date)
    {
        foreach (var pool in pools.Where(p => Taken(p.Key, date) >= p.Capacity))
        {
            _expected.Add((date, pool.Key));
        }
    }

    /// <summary>Writes the changes, in one order for all writers so that they can't block each other. Call once, inside the transaction.</summary>
    internal async Task WriteAsync(PlanningDb db, CancellationToken ct)
    {
        foreach (var ((date, pool), change) in _changes.Where(c => c.Value != 0))
        {
            if (change > 0 && !_read.ContainsKey((pool, date)))
            {
                // Two first bookings at once: the second meets the key and runs again.
                db.PoolDays.Add(new PoolDay { Pool = pool, Date = date, Taken = change });
                continue;
            }

            var limit = change < 0 || _beyond.Contains((pool, date)) ? int.MaxValue : _rules.Pools[pool].Capacity - change;
            var changed = await db.PoolDays.Where(p => p.Pool == pool && p.Date == date && p.Taken <= limit && p.Taken + change >= 0)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.Taken, p => p.Taken + change), ct);
            if (changed == 0)
            {
                throw new DbUpdateConcurrencyException($"The places of {pool} changed meanwhile.");
            }
        }

        foreach (var (date, pool) in _expected.Where(e => _changes.GetValueOrDefault(e) == 0).Order())
        {
            var capacity = _rules.Pools[pool].Capacity;
            var touched = await db.PoolDays.Where(p => p.Pool == pool && p.Date == date && p.Taken >= capacity)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.Taken, p => p.Taken), ct);
            if (touched == 0 && _read.ContainsKey((pool, date)))
            {
                throw new DbUpdateConcurrencyException($"A place of {pool} was freed meanwhile.");
            }
        }
    }

    /// <summary>What the change takes and frees, by pool and day.</summary>
    internal IEnumerable<(string Pool, DateOnly Date, int By)> Changes => _changes.Where(c => c.Value != 0).Select(c => (c.Key.Pool, c.Key.Date, c.Value));

    private void Change(string pool, DateOnly date, int by) =>
        _changes[(date, pool)] = _changes.GetValueOrDefault((date, pool)) + by;
}

/// <summary>Days to read: a range, and when they lie far apart only the days themselves.</summary>
public sealed record Days(DateOnly First, DateOnly Last, IReadOnlyList<DateOnly>? Sparse)
{
    public bool IsEmpty => First > Last;

    public bool Holds(DateOnly date) => date >= First && date <= Last && (Sparse is null || Sparse.Contains(date));

    public static Days Range(DateOnly first, DateOnly last) => new(first, last, null);

    public static Days Of(IEnumerable<DateOnly> dates)
    {
        List<DateOnly> distinct = [.. dates.Distinct()];
        if (distinct.Count == 0)
        {
            return new(DateOnly.MaxValue, DateOnly.MinValue, null);
        }

        var (first, last) = (distinct.Min(), distinct.Max());
        return new(first, last, last.DayNumber - first.DayNumber > 62 ? distinct : null);
    }
}
