using Preau.Contracts.Api;

namespace Preau.Office.Pages.Tariffs;

/// <summary>A version of a tariff as it is shown whole; beside another, the one in force, while the page asks whether to publish.</summary>
internal sealed record PriceCard(WholePrice Price, WholePrice? Before, DateOnly Today)
{
    public string Title => Price.State switch
    {
        "current" => "En vigueur",
        "coming" => "Déjà décidé",
        "draft" => "Nouveau prix",
        _ => $"Du {French.Day(Price.Sheet.From, Today)}",
    };

    public string Validity => $"du {French.Day(Price.Sheet.From, Today)}{(Price.Sheet.Until is { } end ? $" au {French.Day(end, Today)}" : "")}";

    /// <summary>Prices in force by what they hang on, where both have one column of the same kind.</summary>
    public IReadOnlyDictionary<string, string>? Former { get; } =
        Before is { Table: { Columns.Length: 1 } before } && Price.Table.Columns.Length == 1 && before.Head == Price.Table.Head
            ? before.Lines.ToDictionary(l => l.Label, l => l.Prices[0]) : null;

    public bool Changes(PriceLine line) => Former is not null && Former.GetValueOrDefault(line.Label) != line.Prices[0];

    /// <summary>Conditions in force that the new price says otherwise, or no more.</summary>
    public string? Was(PriceFact fact) => Before is null ? null
        : Array.Find(Before.Conditions, c => c.Label == fact.Label) is not { } was ? "nouveau"
        : was.Value == fact.Value ? "inchangé" : $"aujourd’hui {was.Value}";

    public IEnumerable<PriceFact> Gone => Before is null ? [] : Before.Conditions.Where(b => !Array.Exists(Price.Conditions, c => c.Label == b.Label));
}
