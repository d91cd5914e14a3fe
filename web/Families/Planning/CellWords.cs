using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Families.Planning;

/// <summary>The legend of the planning in the parents' words, agreed with the child.</summary>
public static class CellWords
{
    /// <summary>Value of <c>data-e</c>: the sign of the cell.</summary>
    public static string Sign(CellState state) => state switch
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

    /// <param name="gender">"f" agrees the words; anything else is masculine.</param>
    /// <param name="otherParent">First name, when the other household booked it.</param>
    public static string Of(CellState state, string? gender, string? otherParent = null, int? rank = null)
    {
        var e = gender is "f" or "F" ? "e" : "";
        return state switch
        {
            CellState.Free => "Libre",
            CellState.Locked => "Non modifiable",
            CellState.Closed => "Fermé",
            CellState.Pending => "Demande en cours",
            CellState.Booked when otherParent is not null => $"Réservé par {otherParent}",
            CellState.Booked => "Réservé",
            CellState.Refused => "Demande refusée",
            CellState.Waitlisted => rank is { } place ? $"Liste d’attente, {Ui.Tags.Cell.RankText(place)}" : "Liste d’attente",
            CellState.CancelPending => "Annulation en cours",
            CellState.AbsencePending => "Absence en cours",
            CellState.AbsentExcused => $"Absent{e}, excusé{e}",
            CellState.AbsentBilled => $"Absent{e}, facturé{e}",
            CellState.Present => $"Présent{e}",
            CellState.PresentUnbooked => $"Présent{e} sans réservation",
            CellState.ExtraHours => "Heures hors contrat",
            CellState.ClockMissing => "Arrivée ou départ non pointé",
            CellState.Leave => "Congé",
            _ => "À vérifier par la mairie",
        };
    }

    /// <summary>The child is expected or was there: counted among the reservations.</summary>
    public static bool Stands(CellState state) =>
        state is CellState.Booked or CellState.Present or CellState.PresentUnbooked or CellState.ExtraHours or CellState.ClockMissing or CellState.Leave
            or CellState.AbsencePending or CellState.CancelPending;

    /// <summary>Something is booked or on its way: nothing more to think of.</summary>
    public static bool InHand(CellState state) => Stands(state) || state is CellState.Pending or CellState.Waitlisted;

    /// <summary>What one can still do, with its last moment; or that it is over.</summary>
    public static string? Limit(MonthCell cell, DateOnly today)
    {
        if (cell.Until is not { } until)
        {
            return null;
        }
        var moment = French.Moment(until, today);
        return (cell.Actions & CellActions.NeedsAgent) != 0 ? $"La limite est passée : {moment}. Un agent décidera."
            : (cell.Actions & CellActions.Book) != 0 ? $"Réservable jusqu’au {moment}"
            : (cell.Actions & (CellActions.Cancel | CellActions.Absence)) != 0 ? $"Modifiable jusqu’au {moment}"
            : $"La limite est passée : {moment}";
    }
}
