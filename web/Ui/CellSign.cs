using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>The legend of the planning (F-75…F-79) in one place: sign and words of each state, for families and agents.</summary>
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
    public static string Words(CellState state, string? gender = null)
    {
        var e = gender == "f" ? "e" : "";
        return state switch
        {
            CellState.Free => "Non réservé",
            CellState.Locked => "Non réservable",
            CellState.Closed => "Fermé",
            CellState.Pending => "Réservation demandée",
            CellState.Booked => "Réservé",
            CellState.Refused => "Refusé",
            CellState.Waitlisted => "En liste d’attente",
            CellState.CancelPending => "Annulation demandée",
            CellState.AbsencePending => "Absence déclarée",
            CellState.AbsentExcused => $"Absent{e}, non facturé",
            CellState.AbsentBilled => $"Absent{e}, facturé",
            CellState.Present => $"Présent{e}",
            CellState.PresentUnbooked => $"Présent{e} sans réservation",
            CellState.ExtraHours => "Heures en plus",
            CellState.ClockMissing => "Heure manquante",
            CellState.Leave => "Congé",
            _ => "À vérifier",
        };
    }
}
