using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>
/// The table of the month, one day per row, one column per child and service; the style sheet turns it on a wide screen.
/// Hundreds of cells: written straight to the page, each with as few marks as it needs. Roles
/// are written out because display: block takes them away in some browsers.
/// </summary>
public sealed class MonthTable : IHtmlContent
{
    private readonly MonthGrid _grid;
    private readonly MonthColumn[][] _columns;
    private readonly MonthCell?[][][] _cells;
    private readonly List<DateTime> _limits;
    private readonly MonthCellWriter _writer;

    public MonthTable(MonthGrid grid)
    {
        _grid = grid;
        var days = grid.View.Days.Length;
        var number = 0;
        _columns = [.. grid.Children.Select(child => child.Rows.Select(row => new MonthColumn(grid, child, row, number++)).ToArray())];
        _cells = [.. grid.Children.Select(child => child.Rows.Select(row => ByDay(row, days)).ToArray())];
        _limits = [.. grid.Children.SelectMany(c => c.Rows).SelectMany(r => r.Cells).Where(c => c.Actions != CellActions.None).Select(c => c.Until)
            .OfType<DateTime>().Distinct().Order()];
        _writer = new MonthCellWriter(grid, _limits);
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        WriteHead(writer, encoder);
        var week = default(DateOnly);
        foreach (var day in _grid.View.Days)
        {
            if (MonthGrid.Monday(day.Date) is var monday && monday != week)
            {
                week = monday;
                var custody = _grid.WeekCustody(monday);
                writer.Write($"<tbody role=rowgroup data-s={MonthGrid.Key(monday)} data-l=\"{MonthGrid.WeekLabel(monday)}\"");
                writer.Write(custody is null ? "" : $" data-c=\"{encoder.Encode(custody)}\"");
                writer.Write(monday == _grid.Week ? " data-week=current>" : ">");
            }

            WriteDay(writer, encoder, day);
        }

        writer.Write("</table>");
        writer.Write($"<input type=hidden name=m value={MonthGrid.Key(_grid.First, "yyyyMM")}>");
        writer.Write($"<input type=hidden name=k value=\"{string.Join(' ', _columns.SelectMany(c => c).Select(c => c.Address))}\">");
    }

    private void WriteHead(TextWriter writer, HtmlEncoder encoder)
    {
        var month = French.Month(_grid.First);
        writer.Write(
            $"<table role=table aria-describedby=aide-grille data-limits=\"{string.Join('|', _limits.Select(l => French.Moment(l, _grid.View.Today)))}\">");
        writer.Write(
            $"<caption class=vh>Réservations {encoder.Encode(French.De(French.List([.. _grid.Children.Select(c => c.FirstName)])))}, {month}</caption>");
        writer.Write($"<thead role=rowgroup><tr role=row><th role=columnheader scope=col><span class=vh>Jour</span><b>{French.Sentence(month)}</b>");
        for (var i = 0; i < _columns.Length; i++)
        {
            var (child, name) = (_grid.Children[i], encoder.Encode(_grid.Children[i].FirstName));
            writer.Write($"<th role=columnheader scope=col class=kid><span class=face aria-hidden=true>{encoder.Encode(Ui.Frame.Initial(child.FirstName))}");
            writer.Write($"</span>{name} <span class=\"dim xs\">{encoder.Encode(child.Grade ?? "")}</span>");
            // Said once when one person pays all the child's services (F-69).
            var payer = child.Rows.All(r => r.Payer == child.Rows[0].Payer) ? child.Rows[0].Payer : null;
            writer.Write(payer is null ? "" : $"<small>Payeur : {encoder.Encode(payer)}</small>");
            foreach (var column in _columns[i])
            {
                var row = column.Row;
                var charge = column.UsualCharge is { } usual ? $" data-p=\"{usual}\"" : "";
                writer.Write($"<th role=columnheader scope=col{(column.IsTwice ? " data-n" : "")}{charge}><span>{encoder.Encode(row.UnitLabel)}</span>");
                writer.Write($"<span class=vh>, {name}, </span><small>{encoder.Encode(row.FacilityLabel)}");
                writer.Write($"{(payer is null ? $" · {encoder.Encode(row.Payer)}" : "")}</small>");
            }
        }
    }

    private void WriteDay(TextWriter writer, HtmlEncoder encoder, MonthDay day)
    {
        var number = day.Date.Day;
        var name = French.Day(day.Date);
        var empty = MonthGrid.Weekend(day.Date) && _cells.All(child => child.All(row => row[number] is null));
        var today = day.Date == _grid.View.Today;
        writer.Write("<tr role=row");
        var usual = UsualOfDay.Of(_cells.SelectMany(child => child).Select(row => row[number]), _limits);
        if (usual.Limit >= 0)
        {
            writer.Write(" data-u=");
            writer.Write(usual.Limit);
        }

        if (usual.Actions != CellActions.None)
        {
            writer.Write(" data-a=");
            writer.Write((int)usual.Actions);
        }

        WriteClass(writer, empty ? "we" : null, day.Date.DayOfWeek == DayOfWeek.Monday ? "mon" : null, today ? "today" : null, day.Closed ? "shut" : null);
        writer.Write("><th scope=row class=d><span class=long>");
        writer.Write(name);
        writer.Write("</span><span class=short aria-hidden=true>");
        writer.Write(empty ? French.DayName(day.Date.DayOfWeek)[..1].ToUpperInvariant() : French.DayName(day.Date.DayOfWeek)[..3]);
        writer.Write($"<b>{number}</b></span>");
        if (day.Flags.Length > 0)
        {
            var label = encoder.Encode(day.Label ?? FlagName(day.Flags[0]));
            writer.Write($"<span class=flag>{string.Concat(day.Flags)}<span class=vh> : {label}</span></span>");
        }
        else if (day is { Closed: true, Label: { } label })
        {
            writer.Write($"<span class=vh>{encoder.Encode(label)}</span>");
        }

        writer.Write(DayLimit.Text(day, _cells.SelectMany(child => child.Select(row => row[number])), empty, _grid.View.Today) is { } until
            ? $"<span class=until>{until}</span>"
            : "");
        for (var i = 0; i < _columns.Length; i++)
        {
            WriteChild(writer, encoder, i, day, usual);
        }
    }

    private void WriteChild(TextWriter writer, HtmlEncoder encoder, int index, MonthDay day, UsualOfDay usual)
    {
        var (child, columns, cells, number) = (_grid.Children[index], _columns[index], _cells[index], day.Date.Day);
        var count = cells.Count(row => row[number] is { State: not CellState.Closed });
        var mine = child.CustodyDays is { } custody && custody[number - 1];
        writer.Write((mine, count == 0) switch
        {
            (true, true) => "<td class=\"kid mine none\">",
            (true, false) => "<td class=\"kid mine\">",
            (false, true) => "<td class=\"kid none\">",
            _ => "<td class=kid>"
        });
        writer.Write(count == 0 ? "" : $"<u data-i={encoder.Encode(Ui.Frame.Initial(child.FirstName))}>{encoder.Encode(child.FirstName)}</u>");
        if (child.CustodyDays is { } all && (number == 1 || all[number - 1] != all[number - 2]))
        {
            writer.Write($"<b>{encoder.Encode(MonthGrid.CustodyWord(child, number))}</b>");
        }

        var place = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (cells[i][number] is not { State: not CellState.Closed } cell)
            {
                i += WriteEmpty(writer, cells, i, number) - 1;
                continue;
            }

            // On a phone two cells stand side by side: the last of an odd number takes the row, each second pair begins under the first.
            place++;
            writer.Write(place == count && place % 2 == 1 ? "<td class=span>" : place % 2 == 1 && place > 1 ? "<td class=next>" : "<td>");
            _writer.Write(writer, encoder, columns[i], cell, day.Date, usual);
        }
    }

    /// <summary>Cells with nothing in them stand together: they are most of the table.</summary>
    private static int WriteEmpty(TextWriter writer, MonthCell?[][] cells, int from, int day)
    {
        var shut = cells[from][day] is not null;
        var count = 1;
        while (from + count < cells.Length && cells[from + count][day] is var next && (shut ? next is { State: CellState.Closed } : next is null))
        {
            count++;
        }

        writer.Write(shut ? "<td class=shut" : "<td");
        if (count > 1)
        {
            writer.Write(" colspan=");
            writer.Write(count);
        }

        writer.Write('>');
        return count;
    }

    private static string FlagName(string flag) => flag switch { "P" => "petites vacances", "G" => "grandes vacances", _ => "jour férié" };

    private static void WriteClass(TextWriter writer, params ReadOnlySpan<string?> names)
    {
        var any = false;
        foreach (var name in names)
        {
            if (name is not null)
            {
                writer.Write(any ? " " : " class=\"");
                writer.Write(name);
                any = true;
            }
        }

        writer.Write(any ? "\"" : "");
    }

    private static MonthCell?[] ByDay(MonthRow row, int days)
    {
        var byDay = new MonthCell?[days + 1];
        foreach (var cell in row.Cells)
        {
            byDay[cell.Day] = cell;
        }

        return byDay;
    }
}
