using Preau.Contracts.Api;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Attending.RollCall;

/// <summary>Sent marks, checked one by one; a tablet whose clock is wrong is set right by the moment it says it is sending.</summary>
internal sealed class ReadMarks(PlanningRules rules, SendMarks sent, DateTimeOffset now, string by)
{
    /// <summary>How far back a day can still be marked.</summary>
    public const int DaysBack = 92;

    // Below this it is the way through the network, not the clock.
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _skew = (now.UtcDateTime - Utc(sent.SentAt!.Value)) is var skew && skew.Duration() < Delay
        ? TimeSpan.Zero : now.UtcDateTime - Utc(sent.SentAt!.Value);

    /// <returns>A refusal, or null with the mark.</returns>
    public (string Code, string Text)? Of(NewMark mark, out ClockMark? read)
    {
        read = null;
        var today = rules.Today(now);
        var (date, made) = (mark.Date!.Value, Utc(mark.At!.Value));
        if (!rules.Units.ContainsKey(mark.Unit))
        {
            return ("mark.unknown-unit", "Cette prestation n’existe pas.");
        }

        if (date > today || date < today.AddDays(-DaysBack))
        {
            return ("date.out-of-range", date > today ? "Ce jour n’est pas encore venu." : "Ce jour est trop loin d’aujourd’hui.");
        }

        if (mark is { Kind: MarkKind.Undo, Replaces: null } || mark.Replaces == mark.Id)
        {
            return ("mark.replaces-missing", "Une annulation dit le pointage qu’elle retire.");
        }

        if (made > Utc(sent.SentAt!.Value) + Delay || made < Utc(sent.SentAt.Value).AddDays(-DaysBack))
        {
            return ("mark.clock", "L’heure de ce pointage n’est pas possible : elle vient après son envoi, ou trop longtemps avant.");
        }

        var at = made + _skew;
        var local = rules.Local(at);
        if (mark.Time is null && mark.Kind is MarkKind.Arrival or MarkKind.Departure && DateOnly.FromDateTime(local) != date)
        {
            return ("mark.time-missing", "Pour un autre jour que celui du pointage, dites l’heure.");
        }

        var time = mark.Time ?? TimeOnly.FromDateTime(local);
        read = new ClockMark
        {
            Id = mark.Id!.Value,
            ChildId = mark.Child!.Value,
            Unit = mark.Unit,
            Date = date,
            Kind = mark.Kind!.Value,
            At = at,
            Time = new TimeOnly(time.Hour, time.Minute),
            Replaces = mark.Replaces,
            CollectedBy = mark.Kind == MarkKind.Departure && mark.CollectedBy?.Trim() is { Length: > 0 } who ? who : null,
            By = by,
            Device = sent.Device.Trim(),
            ReceivedAt = now.UtcDateTime,
        };
        return null;
    }

    private static DateTime Utc(DateTime given) => given.Kind == DateTimeKind.Local ? given.ToUniversalTime() : DateTime.SpecifyKind(given, DateTimeKind.Utc);
}
