using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Judging;

/// <summary>An intent whose child, unit and reason are known.</summary>
/// <param name="WholeWeek">A day of a week that is told absent as a whole.</param>
/// <param name="Instead">Units that may be given up for it, both or neither.</param>
public sealed record Wish(int Position, KnownChild Child, Unit Unit, DateOnly Date, IntentAction Action, AbsenceReasonDocument? Reason, bool WholeWeek = false,
    IReadOnlyList<string>? Instead = null)
{
    /// <summary>Cells that it takes back, or may.</summary>
    public IEnumerable<(string Unit, DateOnly Date)> GivenUp => Action == IntentAction.Cancel ? [(Unit.Key, Date)]
        : from unit in Instead ?? [] from date in Unit.WeekOf is null ? [Date] : Unit.DaysOn(Date) select (unit, date);
}

/// <summary>From intents to wishes: what can't be understood at all refuses the whole request.</summary>
public static class ReadWishes
{
    /// <summary>How far from today a day may lie.</summary>
    public const int DaysAhead = 800;

    public const int DaysBack = 400;

    /// <summary>What can be said before the family is read: dates, duplicates.</summary>
    /// <param name="byAgent">Agents also give the reasons that families can't choose.</param>
    public static ProblemHttpResult? Check(Intent[] intents, PlanningRules rules, DateOnly today, bool byAgent = false)
    {
        foreach (var intent in intents)
        {
            // Validation attributes of array members are not looked at by the framework.
            if (intent is not { Child: not null, Date: not null, Action: { } action, Unit: not null } || !Enum.IsDefined(action))
            {
                return Problems.Invalid("intent.invalid", "Chaque intention dit un enfant, une unité, un jour et une action.");
            }

            if (!rules.Units.ContainsKey(intent.Unit))
            {
                return Problems.Invalid("unit.unknown", $"Il n’y a pas d’unité « {intent.Unit} ».");
            }

            if (intent.Instead is { Length: > 0 } instead && (action != IntentAction.Book || instead.Length > 10
                || Array.Exists(instead, key => key is null || !rules.Units.ContainsKey(key))))
            {
                return Problems.Invalid("intent.instead", "Seule une réservation se fait à la place d’une autre, d’unités que la commune a.");
            }

            if (intent.Date < today.AddDays(-DaysBack) || intent.Date > today.AddDays(DaysAhead))
            {
                return Problems.Invalid("date.out-of-range", "Un des jours est trop loin d’aujourd’hui.");
            }

            if (intent.Action == IntentAction.Absence && rules.Reason(intent.Reason) is null)
            {
                return intent.Reason is null
                    ? Problems.Invalid("reason.missing", "Choisissez le motif de l’absence.")
                    : Problems.Invalid("reason.unknown", "Ce motif d’absence n’existe pas.");
            }

            if (intent.Action == IntentAction.Absence && !byAgent && rules.Reason(intent.Reason) is { ByFamily: false } reason)
            {
                return Problems.Invalid("reason.agents-only",
                    $"Seul le service peut donner le motif « {reason.Label} ». Choisissez-en un autre, ou écrivez au service.");
            }
        }

        return intents.SelectMany(i => (i.Instead ?? []).Append(i.Unit).Select(unit => (i.Child, unit, i.Date)))
            .GroupBy(i => i).Any(g => g.Count() > 1)
            ? Problems.Invalid("intents.duplicate", "Un même jour est demandé deux fois pour le même enfant et le même service.")
            : null;
    }

    /// <summary>Days to read: for an absence also those before, on which it may have begun, for a week and its days all of it.</summary>
    public static Days DaysOf(Intent[] intents, PlanningRules rules)
    {
        var days = Days.Of(intents.SelectMany(i =>
            rules.Units.TryGetValue(i.Unit, out var unit) && (unit.WeekOf is not null || unit.Weeks.Count > 0) ? Week.Around(i.Date!.Value) : [i.Date!.Value]));
        return Array.Exists(intents, i => i.Action == IntentAction.Absence) ? Days.Range(days.First.AddDays(-45), days.Last) : days;
    }

    /// <summary>Null when one of the children is not of this family.</summary>
    public static List<Wish>? Of(Intent[] intents, PlanningRules rules, FamilyPlan plan)
    {
        var wishes = new List<Wish>(intents.Length);
        foreach (var (intent, position) in intents.Select((intent, i) => (intent, i)))
        {
            if (plan.Child(intent.Child!.Value) is not { } child)
            {
                return null;
            }

            var reason = intent.Action == IntentAction.Absence ? rules.Reason(intent.Reason) : null;
            var wish = new Wish(position, child, rules.Units[intent.Unit], intent.Date!.Value, intent.Action!.Value, reason, Instead: intent.Instead);
            wishes.AddRange(DaysOfAbsence(wish, plan));
        }

        // A day told absent apart and with its week is told once.
        return wishes.Exists(w => w.WholeWeek) ? [.. wishes.DistinctBy(w => (w.Child.ChildId, w.Unit.Key, w.Date))] : wishes;
    }

    // A week told absent is its days told absent: each has its limit, its certificate and its days that stay due.
    private static List<Wish> DaysOfAbsence(Wish wish, FamilyPlan plan)
    {
        List<Wish> days = wish is { Action: IntentAction.Absence, Unit.WeekOf: { } day }
            ? [.. wish.Unit.DaysOn(wish.Date)
            .Where(d => plan.Cell(wish.Child.ChildId, day.Key, d) is { IsPart: true, Attendance: AttendanceState.None } part && part.FamilyId == plan.FamilyId)
                .Select(d => wish with { Unit = day, Date = d, WholeWeek = true })]
            : [];
        return days.Count > 0 ? days : [wish];
    }
}
