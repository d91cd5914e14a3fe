using System.Text.Encodings.Web;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Tags;

namespace Preau.Families.Planning;

/// <summary>Writes one cell of the month: a box to tick, or a link to what became of it; planning.mjs puts back what is usual and left out here.</summary>
/// <param name="limits">All moments until which something of the month can be changed, in order; a cell names one by its number.</param>
internal sealed class MonthCellWriter(MonthGrid grid, List<DateTime> limits)
{
    public void Write(TextWriter writer, HtmlEncoder encoder, MonthColumn column, MonthCell cell, DateOnly date, UsualOfDay usual)
    {
        var key = new CellRef(column.Child.ChildId, column.Row.Unit, date);
        var free = UsualOfDay.IsFree(cell);
        var other = cell.Mine ? null : column.Other;
        // Free and booked are the plain ones: most are so, and each sign less counts five hundred times.
        writer.Write(free ? "<label" : other is null ? "<a class=k" : "<a class=\"k other\"");
        if (!free && (cell.State != CellState.Booked || other is not null))
        {
            writer.Write(" data-e=");
            writer.Write(CellSign.Code(cell.State));
        }

        WriteRare(writer, encoder, cell);
        WriteUnusual(writer, cell, free, usual);
        if (free)
        {
            WriteFree(writer, column, cell, key, other);
        }
        else
        {
            WriteTaken(writer, column, cell, key, other);
        }
    }

    /// <summary>What may be done and until when, where it differs from the rest of the day.</summary>
    private void WriteUnusual(TextWriter writer, MonthCell cell, bool free, UsualOfDay usual)
    {
        if (cell.Actions != (free ? CellActions.Book : usual.Actions))
        {
            writer.Write(" data-a=");
            writer.Write((int)cell.Actions);
        }

        if (cell.Actions != CellActions.None && (cell.Until is { } until ? limits.IndexOf(until) : -1) is var limit && limit != usual.Limit)
        {
            writer.Write(" data-u=");
            writer.Write(limit);
        }
    }

    /// <summary>A box to tick, with its price where it is known.</summary>
    private void WriteFree(TextWriter writer, MonthColumn column, MonthCell cell, CellRef key, string? other)
    {
        writer.Write("><input type=checkbox name=");
        writer.Write(column.Number);
        writer.Write('.');
        writer.Write(key.Date.Day);
        writer.Write(grid.Chosen.Contains(key) ? " checked>" : ">");
        WriteRank(writer, cell);
        writer.Write(column.Short);
        if (grid.Prices.Of(key, cell.Late) is { } price)
        {
            // The style sheet adds the euro sign.
            writer.Write(" <i>");
            writer.Write(column.Money(price));
            writer.Write(cell.Late ? "</i> <em>majoré</em></label>" : "</i></label>");
        }
        else
        {
            writer.Write(" <em>");
            writer.Write(column.Words(cell.State, other, cell.Rank));
            writer.Write("</em></label>");
        }
    }

    /// <summary>A link to what became of it.</summary>
    private void WriteTaken(TextWriter writer, MonthColumn column, MonthCell cell, CellRef key, string? other)
    {
        var charge = grid.Charges.TryGetValue(key, out var amount) ? column.Charge(amount) : null;
        if (charge != (cell.State == CellState.Booked && other is null ? column.UsualCharge : null))
        {
            writer.Write($" data-p=\"{charge}\"");
        }

        writer.Write(" href=\"case?c=");
        writer.Write(column.Address);
        writer.Write('.');
        writer.Write(MonthGrid.Key(key.Date, "yyyyMMdd"));
        writer.Write("\">");
        WriteRank(writer, cell);
        writer.Write(column.Short);
        writer.Write(" <i>");
        writer.Write(cell.OfferUntil is not null ? "Place proposée" : CellWords.Locked(cell, grid.View.Today) ?? column.Words(cell.State, other, cell.Rank));
        writer.Write("</i></a>");
    }

    private static void WriteRank(TextWriter writer, MonthCell cell)
    {
        if (cell.State == CellState.Waitlisted && cell.Rank is { } rank)
        {
            writer.Write($"<span class=rk aria-hidden=true>{Cell.RankText(rank)}</span>");
        }
    }

    /// <summary>What few cells have: a place that is offered, another unit that can be given up for it.</summary>
    private void WriteRare(TextWriter writer, HtmlEncoder encoder, MonthCell cell)
    {
        if (cell.OfferUntil is { } offer)
        {
            writer.Write($" data-o=\"{French.Moment(offer, grid.View.Today)}\"");
        }

        if (cell.Instead is { } inWay)
        {
            writer.Write($" data-r=\"{encoder.Encode($"{inWay.Unit} {inWay.Label}")}\"");
        }
    }
}
