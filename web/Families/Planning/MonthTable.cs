using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Tags;

namespace Preau.Families.Planning;

/// <summary>
/// The table of the month, one day per row, one column per child and service; the style sheet turns it on a wide screen.
/// Hundreds of cells: written straight to the page, each with as few marks as it needs. Roles are written out because display: block takes them away in some browsers.
/// </summary>
public sealed class MonthTable : IHtmlContent
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly MonthGrid _grid;
    private readonly Column[][] _columns;
    private readonly MonthCell?[][][] _cells;
    private readonly List<DateTime> _limits;

    public MonthTable(MonthGrid grid)
    {
        _grid = grid;
        var days = grid.View.Days.Length;
        _columns = [.. grid.Children.Select(child => child.Rows.Select(row => new Column(grid, child, row)).ToArray())];
        _cells = [.. grid.Children.Select(child => child.Rows.Select(row => ByDay(row, days)).ToArray())];
        _limits = [.. grid.Children.SelectMany(c => c.Rows).SelectMany(r => r.Cells).Where(c => c.Actions != CellActions.None).Select(c => c.Until).OfType<DateTime>().Distinct().Order()];
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
    }

    private void WriteHead(TextWriter writer, HtmlEncoder encoder)
    {
        var month = French.Month(_grid.First);
        writer.Write($"<table role=table aria-describedby=aide-grille data-limits=\"{string.Join('|', _limits.Select(l => French.Moment(l, _grid.View.Today)))}\">");
        writer.Write($"<caption class=vh>Réservations de {encoder.Encode(French.List([.. _grid.Children.Select(c => c.FirstName)]))}, {month}</caption>");
        writer.Write($"<thead role=rowgroup><tr role=row><th role=columnheader scope=col><span class=vh>Jour</span><b>{French.Sentence(month)}</b>");
        for (var i = 0; i < _columns.Length; i++)
        {
            var (child, name) = (_grid.Children[i], encoder.Encode(_grid.Children[i].FirstName));
            writer.Write($"<th role=columnheader scope=col class=kid><span class=face aria-hidden=true>{encoder.Encode(Ui.Frame.Initial(child.FirstName))}</span>{name} <span class=\"dim xs\">{encoder.Encode(child.Grade ?? "")}</span>");
            // Said once when one person pays all the child's services (F-69).
            var payer = child.Rows.All(r => r.Payer == child.Rows[0].Payer) ? child.Rows[0].Payer : null;
            writer.Write(payer is null ? "" : $"<small>Payeur : {encoder.Encode(payer)}</small>");
            foreach (var row in child.Rows)
            {
                writer.Write($"<th role=columnheader scope=col><span>{encoder.Encode(row.UnitLabel)}</span><span class=vh>, {name}, </span><small>{encoder.Encode(row.FacilityLabel)}{(payer is null ? $" · {encoder.Encode(row.Payer)}" : "")}</small>");
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
        WriteClass(writer, empty ? "we" : null, day.Date.DayOfWeek == DayOfWeek.Monday ? "mon" : null, today ? "today" : null, day.Closed ? "shut" : null);
        writer.Write("><th role=rowheader scope=row class=d><span class=long>");
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
        writer.Write(Until(day, empty, today) is { } until ? $"<span class=until>{until}</span>" : "");
        for (var i = 0; i < _columns.Length; i++)
        {
            WriteChild(writer, encoder, i, day, name);
        }
    }

    private void WriteChild(TextWriter writer, HtmlEncoder encoder, int index, MonthDay day, string name)
    {
        var (child, columns, cells, number) = (_grid.Children[index], _columns[index], _cells[index], day.Date.Day);
        var count = cells.Count(row => row[number] is { State: not CellState.Closed });
        var mine = child.CustodyDays is { } custody && custody[number - 1];
        writer.Write("<td role=cell class=\"kid");
        writer.Write(mine ? " mine" : "");
        writer.Write(count == 0 ? " none\">" : $"\"><i aria-hidden=true>{encoder.Encode(Ui.Frame.Initial(child.FirstName))}</i><u aria-hidden=true>{encoder.Encode(child.FirstName)}</u>");
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
            writer.Write(place == count && place % 2 == 1 ? "<td role=cell class=span>" : place % 2 == 1 && place > 1 ? "<td role=cell class=next>" : "<td role=cell>");
            WriteCell(writer, columns[i], cell, day.Date, name);
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
        writer.Write(shut ? "<td role=cell class=shut" : "<td role=cell");
        if (count > 1)
        {
            writer.Write(" colspan=");
            writer.Write(count);
        }
        writer.Write('>');
        return count;
    }

    private void WriteCell(TextWriter writer, Column column, MonthCell cell, DateOnly date, string day)
    {
        var key = new CellRef(column.Child.ChildId, column.Row.Unit, date);
        var address = MonthGrid.Key(date, "yyyyMMdd");
        var free = (cell.Actions & CellActions.Book) != 0 && cell.State is CellState.Free;
        var other = cell.Mine || cell.State is not (CellState.Booked or CellState.Pending) ? null : column.Other;
        var words = free && _grid.Prices.Of(key) is { } price ? French.Money(price) : column.Words(cell.State, other, cell.Rank);
        writer.Write(free ? "<label class=k data-e=" : other is null ? "<a class=k data-e=" : "<a class=\"k other\" data-e=");
        writer.Write(CellSign.Code(cell.State));
        if (cell.Actions != CellActions.None)
        {
            if (cell.Actions != CellActions.Book)
            {
                writer.Write(" data-a=");
                writer.Write((int)cell.Actions);
            }
            if (cell.Until is { } until)
            {
                writer.Write(" data-u=");
                writer.Write(_limits.IndexOf(until));
            }
        }
        if (!free && _grid.Charges.TryGetValue(key, out var amount))
        {
            writer.Write($" data-p=\"{French.Money(amount)}\"");
        }
        writer.Write(free ? "><input type=checkbox name=c value=\"" : " href=\"case?c=");
        writer.Write(column.Address);
        writer.Write(address);
        writer.Write("\" aria-label=\"");
        writer.Write(column.Short);
        writer.Write(' ');
        writer.Write(words);
        writer.Write(column.Rest);
        writer.Write(day);
        writer.Write("\">");
        if (cell.State == CellState.Waitlisted && cell.Rank is { } rank)
        {
            writer.Write($"<span class=rk aria-hidden=true>{Cell.RankText(rank)}</span>");
        }
        writer.Write("<b>");
        writer.Write(column.Short);
        writer.Write("</b> <i>");
        writer.Write(words);
        writer.Write(free ? "</i></label>" : "</i></a>");
    }

    /// <summary>What a phone says under the day's name.</summary>
    private string? Until(MonthDay day, bool empty, bool today)
    {
        if (empty)
        {
            return null;
        }
        if (day.Closed)
        {
            return "Fermé";
        }
        var cells = _cells.SelectMany(child => child.Select(row => row[day.Date.Day])).Where(c => c is { State: not CellState.Closed }).ToList();
        var limits = cells.Where(c => c!.Actions != CellActions.None && (c.Actions & CellActions.NeedsAgent) == 0).Select(c => c!.Until).OfType<DateTime>().Distinct().Order().ToList();
        var open = cells.Any(c => c!.Actions != CellActions.None);
        var text = cells.Count == 0 ? "Rien à réserver" : limits.Count > 0 ? $"{(limits.Count > 1 ? "Premières limites" : "Modifiable jusqu’au")}{(limits.Count > 1 ? " : " : " ")}{Brief(limits[0])}" : open ? "Limite passée : un agent décide" : "Limite passée";
        return today ? $"Aujourd’hui · {text}" : text;
    }

    private string Brief(DateTime limit) => $"{French.ShortDay(DateOnly.FromDateTime(limit), _grid.View.Today)} à {French.Hour(TimeOnly.FromDateTime(limit))}";

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

    /// <summary>What all cells of a column share, encoded once.</summary>
    private sealed class Column
    {
        private readonly string?[] _words = new string?[Enum.GetValues<CellState>().Length];

        public Column(MonthGrid grid, MonthChild child, MonthRow row)
        {
            (Child, Row) = (child, row);
            Short = Html.Encode(row.ShortLabel);
            // The short label alone may stand for two services of a child.
            var twice = child.Rows.Count(r => r.ShortLabel == row.ShortLabel) > 1;
            Rest = $", {(twice ? Html.Encode(row.UnitLabel) + ", " : "")}{Html.Encode(child.FirstName)}, ";
            Address = Html.Encode($"{grid.Names[child.ChildId]}.{row.Unit}.");
            Other = child.OtherParent?.Split(' ')[0] ?? "l’autre parent";
        }

        public MonthChild Child { get; }
        public MonthRow Row { get; }
        public string Short { get; }
        public string Rest { get; }
        public string Address { get; }
        public string Other { get; }

        public string Words(CellState state, string? other, int? rank) =>
            other is not null || rank is not null ? Html.Encode(CellWords.Of(state, Child.Gender, other, rank))
            : _words[(int)state] ??= Html.Encode(CellWords.Of(state, Child.Gender));
    }
}
