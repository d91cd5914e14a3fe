using Preau.Contracts.Api;
using Preau.Contracts.Words;

namespace Preau.Ui;

/// <summary>The legend of the planning (F-75…F-79) in one place: the sign of each state; its words stand in <see cref="LegendWords"/>, for families and agents.</summary>
public static class CellSign
{
    /// <summary>Value of the cell's <c>data-e</c>; the style sheet draws it.</summary>
    public static string Code(CellState state) => state switch
    {
        CellState.Free => "free",
        CellState.Pending => "pend",
        CellState.Booked => "res",
        CellState.Refused => "ref",
        CellState.Waitlisted => "wl",
        CellState.CancelPending or CellState.AbsencePending => "absp",
        CellState.AbsentExcused => "abs",
        CellState.AbsentBilled => "absf",
        CellState.Present => "pres",
        CellState.PresentUnbooked => "unb",
        CellState.ExtraHours => "hors",
        CellState.ClockMissing => "miss",
        CellState.Leave => "conge",
        CellState.Error => "err",
        _ => "lock",
    };

    /// <summary>« Réservé », « Absent, facturé »; agrees with the child when <paramref name="gender"/> is "f".</summary>
    public static string Words(CellState state, string? gender = null) => LegendWords.Of(state, gender);
}
