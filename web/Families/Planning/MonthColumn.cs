using System.Text.Encodings.Web;
using System.Text.Unicode;
using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>What all cells of a column share, encoded once.</summary>
internal sealed class MonthColumn
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly Dictionary<decimal, string> _charges = [];
    private decimal _amount;
    private string? _money;
    private readonly string?[] _words = new string?[Enum.GetValues<CellState>().Length];

    public MonthColumn(MonthGrid grid, MonthChild child, MonthRow row, int number)
    {
        (Child, Row, Number) = (child, row, number);
        Short = Html.Encode(row.ShortLabel);
        // The short label alone may stand for two services of a child.
        IsTwice = child.Rows.Count(r => r.ShortLabel == row.ShortLabel) > 1;
        Address = Html.Encode($"{grid.Names[child.ChildId]}.{row.Unit}");
        var first = grid.First;
        var charges = row.Cells.Where(c => c is { State: CellState.Booked, Mine: true })
            .Select(c => grid.Charges.TryGetValue(new CellRef(child.ChildId, row.Unit, first.AddDays(c.Day - 1)), out var amount) ? amount : (decimal?)null)
            .OfType<decimal>().GroupBy(amount => amount).MaxBy(g => g.Count());
        UsualCharge = charges is null ? null : Charge(charges.Key);
        Other = child.OtherParent?.Split(' ')[0] ?? "l’autre parent";
    }

    public MonthChild Child { get; }
    public MonthRow Row { get; }

    /// <summary>Its place in the form's list of columns: a check box says « 3.14 ».</summary>
    public int Number { get; }
    public string Short { get; }
    public bool IsTwice { get; }
    public string Address { get; }
    public string Other { get; }

    /// <summary>What most booked days cost here: said once, in the head.</summary>
    public string? UsualCharge { get; }

    public string Charge(decimal amount)
    {
        if (!_charges.TryGetValue(amount, out var text))
        {
            _charges[amount] = text = French.Money(amount);
        }

        return text;
    }

    public string Money(decimal price)
    {
        if (_money is null || _amount != price)
        {
            (_amount, _money) = (price, French.Money(price)[..^2]);
        }

        return _money;
    }

    public string Words(CellState state, string? other, int? rank) =>
        other is not null || rank is not null ? Html.Encode(CellWords.Of(state, Child.Gender, other, rank))
        : _words[(int)state] ??= Html.Encode(CellWords.Of(state, Child.Gender));
}
