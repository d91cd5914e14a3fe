using Preau.Contracts.Api;

namespace Preau.Office.Roll;

/// <summary>What the page of the roll call shows: nothing of a child when it is the empty page kept for want of network.</summary>
/// <param name="Correcting">"child|unit" of the row whose marks are being corrected, without scripts.</param>
internal sealed record RollPage(RollView? View, IReadOnlyDictionary<Guid, DayNote> Notes, bool IsToday, string? Correcting = null, string? Find = null)
{
    public static readonly RollPage Empty = new(null, new Dictionary<Guid, DayNote>(), true);

    public RollUnit UnitOf(RollChild child) => View!.Units.First(u => u.Unit == child.Unit);

    public static string KeyOf(RollChild child) => $"{child.ChildId}|{child.Unit}";

    /// <summary>The standing mark of that kind that counts last.</summary>
    public static Guid? LastOf(RollChild child, params MarkKind[] kinds) => child.Marks.LastOrDefault(m => m.Stands && kinds.Contains(m.Kind))?.Id;

    public static string Sub(RollChild child, RollUnit unit) => child switch
    {
        { Presence: RollPresence.Absent } => Agree(child, "Absent"),
        { Departure: { } left } => $"{Agree(child, "Parti")} à {French.Hour(left)}{(child.CollectedBy is { } who ? $", avec : {who}" : "")}",
        { Presence: RollPresence.Present, Booked: true } => Agree(child, "Présent"),
        { Presence: RollPresence.Present } => Agree(child, "Présent") + " sans réservation",
        { State: CellState.AbsentBilled or CellState.AbsentExcused } => "Absence annoncée",
        _ => unit.From is { } from ? $"{Agree(child, "Prévu")} à {French.Hour(from)}" : Agree(child, "Prévu"),
    };

    private static string Agree(RollChild child, string word) => French.Agree(word, child.Gender);

    /// <summary>« Retard : 12 min »; null when picked up in time or still there.</summary>
    public string? Late(RollChild child) =>
        child.Departure is { } left && UnitOf(child).Late(left) is { } minutes ? $"Retard : {French.Duration(minutes)}" : null;

    /// <summary>Before the departure of a child who is still there after closing.</summary>
    public string? LateNow(RollChild child) =>
        IsToday && UnitOf(child) is { Times: true, To: { } end } unit && child is { Presence: RollPresence.Present, Departure: null }
            && unit.Late(TimeOnly.FromDateTime(View!.Now)) is { } minutes
            ? $"L’accueil a fermé à {French.Hour(end)} : ce départ sera noté avec {French.Duration(minutes)} de retard." : null;

    public MarkButton Arrive(RollChild child)
    {
        var unit = UnitOf(child);
        var absent = LastOf(child, MarkKind.Absent);
        return unit.Times
            ? new MarkButton(View!, child, MarkKind.Arrival, "Arrivée", $"à {French.Hour(Proposed(unit.From, 12) ?? TimeOnly.FromDateTime(View!.Now))}", "main",
                Proposed(unit.From, 12), absent)
            : new MarkButton(View!, child, MarkKind.Present, "Présent", "est là", "main", null, absent);
    }

    public MarkButton Miss(RollChild child) => new(View!, child, MarkKind.Absent, "Absence", "n’est pas là", "", null, null);

    public MarkButton Leave(RollChild child)
    {
        var time = Proposed(UnitOf(child).To, 18);
        return new MarkButton(View!, child, MarkKind.Departure, "Départ", $"à {French.Hour(time ?? TimeOnly.FromDateTime(View!.Now))}", "go", time, null);
    }

    public MarkButton Withdraw(RollChild child, RollMark mark) =>
        new(View!, child, MarkKind.Undo, "Retirer", mark.Kind switch { MarkKind.Arrival => "l’arrivée", MarkKind.Departure => "le départ", _ => "ce pointage" },
            "", null, mark.Id);

    public MarkButton Add(RollOther other, RollUnit unit)
    {
        var child = new RollChild(other.ChildId, other.FamilyId, other.FirstName, other.LastName, other.Gender, other.School, other.Grade, unit.Unit,
            CellState.Free, false, false, RollPresence.Unmarked, null, null, false, null, []);
        return Arrive(child) with { Small = unit.ShortLabel };
    }

    /// <summary>What « corriger » shows for a kind: its standing marks, oldest first.</summary>
    public static IEnumerable<IGrouping<MarkKind, RollMark>> Standing(RollChild child) => child.Marks.Where(m => m.Stands).GroupBy(m => m.Kind);

    // On another day than today the hour must be said: the slot's.
    private TimeOnly? Proposed(TimeOnly? slot, int otherwise) => IsToday ? null : slot ?? new TimeOnly(otherwise, 0);

    /// <summary>Children enrolled and not expected, found by name.</summary>
    public IEnumerable<RollOther> Found => string.IsNullOrWhiteSpace(Find) ? []
        : View!.Others.Where(o =>
            Find.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => System.Globalization.CultureInfo.InvariantCulture.CompareInfo.IndexOf(
            $"{o.LastName} {o.FirstName}", w, System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) >= 0));
}

/// <summary>One button of the roll, as a form of its own.</summary>
/// <param name="Time">Null: the hour at which it is pressed.</param>
internal sealed record MarkButton(RollView View, RollChild Child, MarkKind Kind, string Label, string Small, string Style, TimeOnly? Time, Guid? Replaces);
