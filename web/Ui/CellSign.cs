using System.Text.Json;
using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>The legend of the planning (F-75…F-79) in one place: the sign of each state; its words
/// stand in <see cref="LegendWords"/>, for families and agents.</summary>
public static class CellSign
{
    private static readonly string[] Codes = [.. Enum.GetNames<CellState>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Value of the cell's <c>data-e</c>, the name of the state as everywhere; the style sheet draws it.</summary>
    public static string Code(CellState state) => Codes[(int)state];

    /// <summary>« Réservé », « Absent, facturé »; agrees with the child when <paramref name="gender"/> is "f".</summary>
    public static string Words(CellState state, string? gender = null) => LegendWords.Of(state, gender);
}
