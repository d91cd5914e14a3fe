using Preau.Contracts.Api;

namespace Preau.Contracts.Words;

/// <summary>The legend of the planning (F-75…F-79) in words: the one place for services and
/// fronts, so that « Pourquoi ? », lists and grids say the same.</summary>
public static class LegendWords
{
    /// <param name="gender">Of the child: "f" makes « Absente », null or another keep « Absent ».</param>
    /// <returns>« Réservé », « Absent, facturé ».</returns>
    public static string Of(CellState state, string? gender = null)
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
            CellState.AbsentExcused => $"Absent{e}, non facturé{e}",
            CellState.AbsentBilled => $"Absent{e}, facturé{e}",
            CellState.Present => $"Présent{e}",
            CellState.PresentUnbooked => $"Présent{e} sans réservation",
            CellState.ExtraHours => "Heures en plus",
            CellState.ClockMissing => "Heure manquante",
            CellState.Leave => "Congé",
            _ => "À vérifier",
        };
    }
}
