using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Office.Pages.Cash;

/// <summary>What the counter's form sends.</summary>
internal sealed class PaymentForm
{
    /// <summary>Chosen when the form is shown: sending it twice records one payment.</summary>
    public Guid Id { get; set; }

    [StringLength(32)]
    public string? Method { get; set; }

    public decimal? Amount { get; set; }

    /// <summary>Books of tickets sold: then the sum is theirs.</summary>
    public int? Books { get; set; }

    [StringLength(120)]
    public string? Bank { get; set; }

    [StringLength(60)]
    public string? Reference { get; set; }

    [StringLength(120)]
    public string? Drawer { get; set; }

    /// <summary>The invoice to be paid before all others; null: the oldest due.</summary>
    public Guid? First { get; set; }

    /// <summary>Oldest due first by itself, or line by line as typed in <see cref="Lines"/>.</summary>
    public bool ByHand { get; set; }

    /// <summary>Typed sums by "invoice_line".</summary>
    public Dictionary<string, string?> Lines { get; set; } = [];

    /// <summary>The sums typed beside the lines; what can't be read is an error beside its field.</summary>
    public AllocateLine[] ReadLines(ModelStateDictionary state)
    {
        var lines = new List<AllocateLine>();
        foreach (var (key, text) in Lines)
        {
            if (string.IsNullOrWhiteSpace(text) || key.Split('_') is not [var invoice, var line] || !Guid.TryParse(invoice, out var id)
                || !int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var no))
            {
                continue;
            }

            if (!FrenchNumber.TryRead(text, out var amount) || amount < 0)
            {
                state.AddModelError($"Input.Lines[{key}]", $"« {text} » n’est pas une somme : écrivez par exemple 12,50.");
            }
            else if (amount > 0)
            {
                lines.Add(new AllocateLine(id, no, amount));
            }
        }

        return [.. lines];
    }
}
