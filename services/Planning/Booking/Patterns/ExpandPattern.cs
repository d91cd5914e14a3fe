using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Patterns;

/// <summary>From « tous les mardis jusqu'aux vacances » to cells. It only finds the days; what becomes of each is the policy's affair.</summary>
internal sealed class ExpandPattern(PatternRequest pattern, PlanningRules rules, DateOnly today)
{
    /// <summary>Cells of one request: three children, five services, every day of a school year.</summary>
    public const int MostCells = 2500;

    private const int MostDays = 400;
    private readonly List<Intent> _intents = [];
    private readonly Dictionary<(int Row, string Text), List<DateOnly>> _skipped = [];

    public DateOnly From { get; } = pattern.From!.Value < today ? today : pattern.From.Value;

    public DateOnly Until { get; private set; }

    public Intent[] Intents => [.. _intents.OrderBy(i => i.Date)];

    /// <summary>What can be said before the family is read.</summary>
    public ProblemHttpResult? Check()
    {
        if (pattern.Action is not (IntentAction.Book or IntentAction.Cancel))
        {
            return Problems.Invalid("pattern.action", "Une semaine type réserve (Book) ou annule (Cancel).");
        }

        if (!Array.TrueForAll(pattern.Rows, r =>
            r is { Child: not null, Unit.Length: > 0, Weekdays.Length: > 0 } && Array.TrueForAll(r.Weekdays, d => d is >= 1 and <= 7))
            || pattern.Rows.Select(r => (r.Child, r.Unit)).Distinct().Count() < pattern.Rows.Length)
        {
            return Problems.Invalid("pattern.rows",
                "Chaque ligne dit un enfant, un service et des jours de 1 (lundi) à 7 (dimanche) ; une ligne par enfant et service.");
        }

        if (Array.Find(pattern.Rows, r => !rules.Units.ContainsKey(r.Unit)) is { } unknown)
        {
            return Problems.Invalid("unit.unknown", $"Il n’y a pas d’unité « {unknown.Unit} ».");
        }

        if (Array.Exists(pattern.Instead ?? [], key => key is null || !rules.Units.ContainsKey(key)))
        {
            return Problems.Invalid("unit.unknown", "Une des unités à remplacer n’existe pas.");
        }

        if (!Enum.IsDefined(pattern.Weeks) || !Enum.IsDefined(pattern.End) || (pattern.Weeks == PatternWeeks.OneInTwo && pattern.Anchor is null))
        {
            return Problems.Invalid("pattern.weeks", "Pour une semaine sur deux, indiquez un jour d’une semaine qui compte.");
        }

        if (pattern.From < today.AddDays(-ReadWishes.DaysBack) || From > today.AddDays(ReadWishes.DaysAhead - MostDays))
        {
            return Problems.Invalid("date.out-of-range", "Le premier jour est trop loin d’aujourd’hui.");
        }

        var until = pattern.End switch
        {
            PatternEnd.Date => pattern.Until,
            PatternEnd.Holidays => GetPeriods.Holidays(rules, From)?.LastDay,
            _ => GetPeriods.SchoolYear(rules, From)?.LastDay,
        };
        if (until is not { } last || last < From || last.DayNumber - From.DayNumber > MostDays)
        {
            return Problems.Invalid("pattern.until", until is null
                ? "Indiquez le dernier jour : les vacances de cette période ne sont pas publiées."
                : $"Le dernier jour vient après le premier, {MostDays} jours au plus.");
        }

        Until = last;
        return null;
    }

    /// <summary>Null when one of the children is not of this family.</summary>
    public bool? Expand(FamilyPlan plan)
    {
        for (var r = 0; r < pattern.Rows.Length; r++)
        {
            var row = pattern.Rows[r];
            if (plan.Child(row.Child!.Value) is null)
            {
                return null;
            }

            var unit = rules.Units[row.Unit];
            for (var date = From; date <= Until; date = date.AddDays(1))
            {
                if (Array.IndexOf(row.Weekdays, Weekday(date)) < 0 || !Counts(date))
                {
                    continue;
                }

                if (pattern.Action == IntentAction.Cancel ? Stands(plan, row, date) : IsFor(plan, r, unit, date))
                {
                    _intents.Add(new Intent(row.Child, row.Unit, date, pattern.Action, Instead: Instead(row.Unit)));
                }
            }
        }

        return _intents.Count > 0;
    }

    public PatternSkip[] Skipped(FamilyPlan plan) => [.. _skipped.OrderBy(s => s.Key.Row).ThenBy(s => s.Value[0]).Select(s =>
    {
        var row = pattern.Rows[s.Key.Row];
        return new PatternSkip(row.Child!.Value, plan.Child(row.Child.Value)!.FirstName, row.Unit, rules.UnitLabel(row.Unit),
            s.Key.Text == NotEnrolled ? "not-enrolled" : "closed", s.Key.Text, [.. s.Value]);
    })];

    private const string NotEnrolled = "pas encore ou plus inscrit ce jour-là";

    // What another row asks for is not given up for this one.
    private string[]? Instead(string unit) => pattern.Action != IntentAction.Book || pattern.Instead is not { Length: > 0 } given ? null
        : [.. given.Where(key => key != unit && !Array.Exists(pattern.Rows, r => r.Unit == key)).Distinct()];

    private static int Weekday(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    private bool Counts(DateOnly date) => pattern.Weeks switch
    {
        PatternWeeks.OneInTwo => (Monday(date) - Monday(pattern.Anchor!.Value)) / 7 % 2 == 0,
        PatternWeeks.Even => ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue)) % 2 == 0,
        PatternWeeks.Odd => ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue)) % 2 == 1,
        _ => true,
    };

    private static int Monday(DateOnly date) => date.DayNumber - Weekday(date) + 1;

    private static bool Stands(FamilyPlan plan, PatternRow row, DateOnly date) =>
        plan.Cell(row.Child!.Value, row.Unit, date) is
        {
            Attendance: AttendanceState.None,
            Booking: BookingState.Confirmed or BookingState.Pending or BookingState.Waitlisted
        } cell && cell.FamilyId == plan.FamilyId;

    private bool IsFor(FamilyPlan plan, int row, Unit unit, DateOnly date)
    {
        var info = unit.Service.Day(date).Info;
        var child = plan.Child(pattern.Rows[row].Child!.Value)!;
        if (plan.IsOpen(unit.Service, child, date))
        {
            return true;
        }

        var why = !info.IsOpen ? info.Label ?? "pas d’accueil ce jour-là" : plan.ClosedBy(unit.Service, child, date)?.Cause ?? NotEnrolled;
        var key = (row, why);
        (_skipped.TryGetValue(key, out var dates) ? dates : _skipped[key] = []).Add(date);
        return false;
    }
}
