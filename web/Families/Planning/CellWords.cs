using Preau.Contracts.Api;
using Preau.Ui;

namespace Preau.Families.Planning;

/// <summary>What a parent reads of a cell besides its sign.</summary>
public static class CellWords
{
    /// <param name="gender">"f" agrees the words; anything else is masculine.</param>
    /// <param name="otherParent">First name, when it is the other household's.</param>
    public static string Of(CellState state, string? gender, string? otherParent = null, int? rank = null) => state switch
    {
        CellState.Booked when otherParent is not null => $"Réservé par {otherParent}",
        CellState.Pending when otherParent is not null => $"Demandé par {otherParent}",
        CellState.Waitlisted when otherParent is not null => $"Liste d’attente {French.De(otherParent)}",
        CellState.Waitlisted when rank is { } place => $"Liste d’attente, {Ui.Tags.Cell.RankText(place)}",
        _ => CellSign.Words(state, gender),
    };

    /// <summary>In place of « Non réservable »: why, and from when, for a cell that can't be booked.</summary>
    public static string? Locked(MonthCell cell, DateOnly today) => cell.State != CellState.Locked ? null : cell.Blocked switch
    {
        "not-open-yet" when cell.Opens is { } opens =>
            opens.TimeOfDay == TimeSpan.Zero ? $"Ouvre le {French.Day(DateOnly.FromDateTime(opens), today)}" : $"Ouvre le {French.Moment(opens, today)}",
        "not-open-yet" => "Pas encore ouvert",
        "not-online" => "Se réserve auprès du service",
        "deadline.passed" => "Limite passée",
        "ordered" => "Commande passée",
        "full" => "Complet",
        "allocation" => "Places en cours d’attribution",
        "not-for-family" => "Pas ouvert à votre famille",
        "file-incomplete" => "Dossier à compléter",
        "tickets" => "Plus de ticket",
        "unpaid" => "Suspendu, facture en retard",
        "age" => "L’âge ne correspond pas",
        "changed-once" => "Déjà modifié une fois",
        "exclusive" => "Déjà pris autrement ce jour",
        "requires" => "Demande une autre réservation",
        "week-start" or "week-absence" => "Se réserve à la semaine",
        "week-length" => "Semaine d’une autre longueur",
        "week-asked" => "La semaine est déjà demandée",
        _ => null,
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
            : (cell.Actions & CellActions.Full) != 0 ? $"Complet : vous pouvez demander à être sur la liste d’attente, jusqu’au {moment}"
            : (cell.Actions & CellActions.Wish) != 0 ? $"Souhait possible jusqu’au {moment} : les places sont attribuées ensuite"
            : (cell.Actions & CellActions.Book) != 0 ? $"Réservable jusqu’au {moment}"
            : (cell.Actions & (CellActions.Cancel | CellActions.Absence)) != 0 ? $"Modifiable jusqu’au {moment}"
            : $"La limite est passée : {moment}";
    }
}
