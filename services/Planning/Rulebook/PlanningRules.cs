using System.Collections.Concurrent;
using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Rulebook;

/// <summary>The rules of a commune, parsed and linked once per version, shared by all requests.</summary>
public sealed class PlanningRules
{
    private static readonly string[] Articles = ["le ", "la ", "les ", "l’"];

    public required TimeZoneInfo Zone { get; init; }

    public required string Validator { get; init; }

    public required bool OneChangePerCell { get; init; }

    public required int AbsenceDaysAfter { get; init; }

    /// <summary>So long a family can take back an absence told after its limit.</summary>
    public required TimeSpan AbsenceUndo { get; init; }

    public required CertificatesDocument Certificates { get; init; }

    public RemindersDocument Reminders { get; init; } = new();

    public required TenantCalendar Calendar { get; init; }

    public required IReadOnlyList<AbsenceReasonDocument> Reasons { get; init; }

    public required IReadOnlyList<Facility> Facilities { get; init; }

    public required IReadOnlyDictionary<string, Service> Services { get; init; }

    public required IReadOnlyDictionary<string, Unit> Units { get; init; }

    public required IReadOnlyDictionary<string, Pool> Pools { get; init; }

    /// <summary>The queue in which each pool is waited for.</summary>
    public required IReadOnlyDictionary<string, string> Queues { get; init; }

    /// <summary>Queues in which weeks wait too: theirs are served for a whole week at once.</summary>
    public required IReadOnlySet<string> WeekQueues { get; init; }

    /// <summary>Pools of services with a waiting list in some version of their rules, or after an allocation.</summary>
    public required IReadOnlySet<string> ListedPools { get; init; }

    /// <summary>Some unit is booked by the week.</summary>
    public required bool HasWeeks { get; init; }

    /// <summary>Some service collects wishes.</summary>
    public required bool HasWishes { get; init; }

    /// <summary>Some rule lets days be given up after the limit.</summary>
    public required bool HasLateExchange { get; init; }

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(Local(now));

    public DateTime Local(DateTimeOffset instant) => DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(instant, Zone).DateTime, DateTimeKind.Unspecified);

    /// <summary>A stored instant as the commune's clock shows it.</summary>
    public DateTime Local(DateTime utc) => Local(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));

    /// <summary>The last minute before an instant at which something closes, as families read it.</summary>
    public DateTime? LastMinute(DateTimeOffset? closesAt) => closesAt is { } end ? Local(end.AddMinutes(-1)) : null;

    public DateTime? LastMinute(DateTime? closesAtUtc) => closesAtUtc is { } end ? Local(end).AddMinutes(-1) : null;

    public AbsenceReasonDocument? Reason(string? key) => Reasons.FirstOrDefault(r => r.Key == key);

    public string UnitLabel(string unit) => Units.TryGetValue(unit, out var known) ? known.Label : unit;

    /// <summary>An agent as families read it: "Sophie Perrin, service enfance jeunesse".</summary>
    public string Signature(string agent)
    {
        var article = Array.Find(Articles, a => Validator.StartsWith(a, StringComparison.Ordinal));
        return $"{agent}, {Validator[(article?.Length ?? 0)..]}";
    }

    /// <summary>The validator at the head of a sentence.</summary>
    public string ValidatorAsSubject => char.ToUpper(Validator[0], System.Globalization.CultureInfo.InvariantCulture) + Validator[1..];

    /// <param name="byAgent">Agents also see the reasons that only they give.</param>
    public AbsenceReasonView[] ReasonViews(bool byAgent) =>
        [.. Reasons.Where(r => byAgent || r.ByFamily).Select(r => new AbsenceReasonView(r.Key, r.Label, r.AsksEvidence, r.Help, [.. r.Services], r.Leave))];
}

public sealed record Facility(string Key, string Label);

/// <summary>Places of one day for children of these ages.</summary>
public sealed record Pool(string Key, string Label, int Capacity, AgeRange? Ages);

/// <summary>What is booked. <see cref="Excludes"/> holds both ways.</summary>
public sealed class Unit
{
    private readonly ConcurrentDictionary<int, IReadOnlyList<Pool>?> _poolsByAge = new();

    public required string Key { get; init; }

    public required string Label { get; init; }

    public required string ShortLabel { get; init; }

    public required Service Service { get; init; }

    public required bool Meal { get; init; }

    /// <summary>Key of the book of tickets it is booked with; null: without.</summary>
    public string? Tickets { get; init; }

    public required IReadOnlyList<Pool> Pools { get; init; }

    public required IReadOnlySet<string> Excludes { get; init; }

    public required IReadOnlyList<string> Requires { get; init; }

    /// <summary>How presence is marked.</summary>
    public AttendanceDocument Attendance { get; init; } = new();

    /// <summary>The day unit of which this is the week; null for a unit of one day.</summary>
    public Unit? WeekOf { get; set; }

    public int? WeekDays { get; init; }

    /// <summary>What becomes of one day of this week that is told absent.</summary>
    public PartAbsence PartAbsence { get; init; }

    /// <summary>The units that are weeks of this one.</summary>
    public List<Unit> Weeks { get; } = [];

    /// <summary>The days booked with that one: itself, or the open days of its week.</summary>
    public IReadOnlyList<DateOnly> DaysOn(DateOnly date)
    {
        var monday = Week.MondayOf(date);
        return WeekOf is null ? [date] : [.. Enumerable.Range(0, 7).Select(monday.AddDays).Where(d => Service.Day(d).Info.IsOpen)];
    }

    /// <summary>Can it be booked on that day? A week is, on its first open day.</summary>
    public bool BeginsOn(DateOnly date) =>
        WeekOf is null || (DaysOn(date) is [var first, ..] days && first == date && (WeekDays is null || WeekDays == days.Count));

    /// <summary>The pools in which a child of that age takes a place; null when none of this unit's pools is for that age.</summary>
    public IReadOnlyList<Pool>? PoolsAt(int age) => _poolsByAge.GetOrAdd(age, static (age, unit) => unit.FindPools(age), this);

    /// <summary>The queue in which a child of that age waits for this unit, a week in that of its days; null when it takes no place.</summary>
    public string? QueueAt(int age, PlanningRules rules) => (WeekOf ?? this).PoolsAt(age) is [var first, ..] ? rules.Queues[first.Key] : null;

    private IReadOnlyList<Pool>? FindPools(int age)
    {
        IReadOnlyList<Pool> fitting = [.. Pools.Where(p => p.Ages is null || p.Ages.Includes(age))];
        return fitting.Count == 0 && Pools.Count > 0 ? null : fitting;
    }
}
