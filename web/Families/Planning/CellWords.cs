using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Families.Planning;

/// <summary>What a parent reads of a cell besides its sign.</summary>
public static class CellWords
{
    /// <param name="gender">"f" agrees the words; anything else is masculine.</param>
    /// <param name="otherParent">First name, when the other household booked it.</param>
    public static string Of(CellState state, string? gender, string? otherParent = null, int? rank = null) => state switch
    {
        CellState.Booked when otherParent is not null => $"Réservé par {otherParent}",
        CellState.Waitlisted when rank is { } place => $"Liste d’attente, {Ui.Tags.Cell.RankText(place)}",
        _ => CellSign.Words(state, gender),
    };

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
        return (cell.Actions & CellActions.Late) != 0 ? $"La limite est passée : un agent décidera. Possible jusqu’au {moment}"
            : cell is { Late: true, State: CellState.Free } ? $"La limite est passée : le prix est majoré. Réservable jusqu’au {moment}"
            : (cell.Actions & CellActions.Book) != 0 ? $"Réservable jusqu’au {moment}"
            : (cell.Actions & (CellActions.Cancel | CellActions.Absence)) != 0 ? $"Modifiable jusqu’au {moment}"
            : $"La limite est passée : {moment}";
    }
}
