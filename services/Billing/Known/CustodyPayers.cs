using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Contracts;

namespace Preau.Billing.Known;

/// <summary>
/// Who pays a day of a child with two households. Where the commune bills by custody, the one that has the child that day, whoever booked; else, and where
/// custody isn't known, who booked. A day paid with a ticket is the one's who booked it with that ticket.
/// </summary>
internal sealed class CustodyPayers
{
    private readonly ILookup<Guid, (Guid Family, Custody Custody)> _homes;

    private readonly BillingRules _rules;

    private CustodyPayers(BillingRules rules, IEnumerable<KnownChild> children) =>
        (_rules, _homes) = (rules, children.ToLookup(c => c.ChildId, c => (c.FamilyId, Read(c.Custody!))));

    public static async Task<CustodyPayers> LoadAsync(BillingDb db, BillingRules rules, IReadOnlyCollection<Guid> children, CancellationToken ct) => new(
        rules, rules.Payer == PayerRule.Booker
            ? []
            : await db.KnownChildren.AsNoTracking().Where(c => children.Contains(c.ChildId) && c.Custody != null).OrderBy(c => c.FamilyId).ToListAsync(ct));

    public Guid Of(Guid child, string unit, DateOnly day, Guid booker)
    {
        foreach (var (family, custody) in _rules.IsByTicket(unit) ? [] : _homes[child])
        {
            // One household's word is enough: the other has the child on all other days.
            return IsHere(custody, day) ? family : custody.OtherFamilyId;
        }

        return booker;
    }

    /// <summary>Days of a child from one on get the payer of the new custody; the months of both households follow.</summary>
    public static async Task MoveAsync(BillingDb db, BillingRules rules, Guid child, DateOnly from, CancellationToken ct)
    {
        var payers = await LoadAsync(db, rules, [child], ct);
        foreach (var cell in await db.Cells.Where(c => c.ChildId == child && c.Date >= from).ToListAsync(ct))
        {
            var booker = cell.Booker == Guid.Empty ? cell.Payer : cell.Booker;
            var payer = payers.Of(child, cell.Unit, cell.Date, booker);
            if (payer != cell.Payer)
            {
                await db.MarkMonthAsync(cell.Payer, cell.Date, ct);
                await db.MarkMonthAsync(payer, cell.Date, ct);
                (cell.Booker, cell.Payer) = (booker, payer);
            }
        }
    }

    public static string? Write(Custody? custody) => custody is null ? null : JsonSerializer.Serialize(custody);

    internal static bool IsHere(Custody custody, DateOnly day)
    {
        if (custody.Here is { Length: > 0 } here && day <= custody.KnownUntil && day >= here.Min(h => h.From))
        {
            return Array.Exists(here, h => h.From <= day && day <= h.Until);
        }

        // Whole weeks from the Monday on, before it as well; by days, so that no hour of summer time counts.
        var weeks = (int)Math.Floor((day.DayNumber - custody.AnchorMonday.DayNumber) / 7.0);
        return weeks % 2 == 0;
    }

    private static Custody Read(string custody) => JsonSerializer.Deserialize<Custody>(custody)!;
}
