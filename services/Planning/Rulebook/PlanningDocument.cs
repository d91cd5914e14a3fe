using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;

namespace Preau.Planning.Rulebook;

/// <summary>Section "planning" of a commune's file, as written. <see cref="PlanningRules"/> is what it means.</summary>
public sealed record PlanningDocument
{
    /// <summary>School holidays: "A", "B" or "C", or a zone whose years the document brings, see <see cref="SchoolYears.OwnCalendars"/>.</summary>
    public required string Zone { get; init; }

    /// <summary>Years taken from an official file, and local changes; null when the shipped calendar holds as it is.</summary>
    public SchoolDocument? School { get; init; }

    /// <summary>Public holidays, see <see cref="PublicHolidays.Territories"/>.</summary>
    public string Territory { get; init; } = PublicHolidays.Metropole;

    /// <summary>IANA name; overseas communes have their own.</summary>
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>Who decides, with its article: "le service enfance jeunesse".</summary>
    public required string Validator { get; init; }

    /// <summary>A family changes a booked day once from the portal; then it writes to the service (F-91).</summary>
    public bool OneChangePerCell { get; init; }

    /// <summary>How many days after the day itself a family may still tell an absence (to an agent).</summary>
    public int AbsenceDaysAfter { get; init; } = 7;

    public IReadOnlyList<AbsenceReasonDocument> AbsenceReasons { get; init; } = [];

    /// <summary>So long a family can take back an absence told after its limit.</summary>
    public int AbsenceUndoMinutes { get; init; } = 30;

    public CertificatesDocument Certificates { get; init; } = new();

    /// <summary>Reminders by consent before the first limit of a week.</summary>
    public RemindersDocument Reminders { get; init; } = new();

    public IReadOnlyList<Closure> Closures { get; init; } = [];

    /// <summary>Named rule sets, each with its versions.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<RuleDocument>> Rules { get; init; }

    public required IReadOnlyList<FacilityDocument> Facilities { get; init; }
}

public sealed record AbsenceReasonDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    /// <summary>A certificate is due (F-90), within <see cref="EvidenceDays"/> days.</summary>
    public bool NeedsEvidence { get; init; }

    public int? EvidenceDays { get; init; }

    public AbsenceEffect InTime { get; init; } = AbsenceEffect.Excused;

    public AbsenceEffect Late { get; init; } = AbsenceEffect.ToAgent;

    /// <summary>
    /// With <see cref="Late"/> "billed": that many percent of the day's price instead of all of it; above 100 a penalty on top. Null: all of it.
    /// </summary>
    public int? LatePercent { get; init; }

    /// <summary>Keys of the services it is offered and accepted for; empty: all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    public string? Help { get; init; }

    /// <summary>Limits of the certificate; null: <see cref="EvidenceDays"/> alone.</summary>
    public EvidenceDocument? Evidence { get; init; }

    public WaitingDocument? Waiting { get; init; }

    /// <summary>Leave of a contract (congé): within its days, shown as such.</summary>
    public bool Leave { get; init; }

    /// <summary>False: only agents give this reason.</summary>
    public bool ByFamily { get; init; } = true;

    [JsonIgnore]
    public bool AsksEvidence => NeedsEvidence || Evidence is not null;

    public bool Fits(string service) => Services.Count == 0 || Services.Contains(service);
}

/// <summary>What telling an absence comes to.</summary>
[JsonConverter(typeof(WordConverter<AbsenceEffect>))]
public enum AbsenceEffect
{
    Excused,
    Billed,
    ToAgent,
}

/// <summary>One version of a rule set: it holds for the service days from <see cref="ValidFrom"/> on.</summary>
public sealed record RuleDocument
{
    public required DateOnly ValidFrom { get; init; }

    public required DeadlineSet Deadlines { get; init; }

    public ValidationDocument Validation { get; init; } = new();

    public WhenFull Full { get; init; }

    /// <summary>An agent who gives a reason may book more children than there are places.</summary>
    public bool OverCapacity { get; init; }

    /// <summary>With <see cref="WhenFull.WaitingList"/>: left out, order of time and booked at once, until the limit for booking.</summary>
    public WaitingListDocument? WaitingList { get; init; }

    /// <summary>Booking periods of the services with this rule set; a service may have its own instead.</summary>
    public IReadOnlyList<PeriodDocument> Periods { get; init; } = [];

    /// <summary>A day given up after the limit goes to the waiting list; once taken it is not billed.</summary>
    public bool LateExchange { get; init; }
}

/// <summary>Who answers a request made in time with a seat free.</summary>
public sealed record ValidationDocument
{
    public Validation Book { get; init; } = Validation.Manual;

    public Validation Cancel { get; init; } = Validation.Automatic;

    public Validation Absence { get; init; } = Validation.Automatic;
}

[JsonConverter(typeof(WordConverter<Validation>))]
public enum Validation
{
    Manual,
    Automatic,
}

[JsonConverter(typeof(WordConverter<WhenFull>))]
public enum WhenFull
{
    Refuse,
    ToAgent,
    WaitingList,
}

public sealed record FacilityDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    /// <summary>Key of the school it belongs to: closures of scope "school" name it.</summary>
    public string? School { get; init; }

    /// <summary>Key of the member commune it lies in: closures of scope "municipality" name it.</summary>
    public string? Municipality { get; init; }

    public IReadOnlyList<PoolDocument> Pools { get; init; } = [];

    public required IReadOnlyList<ServiceDocument> Services { get; init; }
}

/// <summary>Places of one day; only children of these ages count (both ages inclusive, in whole years on that day).</summary>
public sealed record PoolDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    public required int Capacity { get; init; }

    public AgeRange? Ages { get; init; }
}

/// <summary>Whole years, both inclusive.</summary>
public sealed record AgeRange(int From, int To)
{
    public bool Includes(int age) => From <= age && age <= To;
}

public sealed record ServiceDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    /// <summary>Can families book by day from the portal (F-92)?</summary>
    public bool Online { get; init; } = true;

    public AgeRange? Ages { get; init; }

    /// <summary>Families book only once the obligatory sections of their file are complete (F-51).</summary>
    public bool NeedsCompleteFile { get; init; }

    /// <summary>How families ask for it; without it only agents enrol.</summary>
    public EnrolmentDocument? Enrolment { get; init; }

    public required OpeningPattern Opening { get; init; }

    /// <summary>Name of a rule set.</summary>
    public required string Rule { get; init; }

    /// <summary>Booking periods of its own, instead of those of the rule set.</summary>
    public IReadOnlyList<PeriodDocument> Periods { get; init; } = [];

    public required IReadOnlyList<UnitDocument> Units { get; init; }
}

/// <summary>What is booked: a day, a half-day, a meal.</summary>
public sealed record UnitDocument
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    public string? ShortLabel { get; init; }

    /// <summary>A meal is served: lists say which child brings its own.</summary>
    public bool Meal { get; init; }

    /// <summary>Pools of the facility in which it takes a place; of those with an age range, only the ones that fit the child.</summary>
    public IReadOnlyList<string> Pools { get; init; } = [];

    /// <summary>It stands for the open days of a week of that unit, booked as one on the first of them: all or none.</summary>
    public string? WeekOf { get; init; }

    /// <summary>With <see cref="WeekOf"/>: only weeks with that many open days; a short week may have a unit, and a price, of its own.</summary>
    public int? WeekDays { get; init; }

    /// <summary>With <see cref="WeekOf"/>: who answers the absence of one of its days. The week stays due until all its days are excused.</summary>
    public PartAbsence PartAbsence { get; init; }

    /// <summary>Units that can't be booked for the same child on the same day; said once, it holds both ways.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Units that must be booked too on that day.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Roll call: what is marked, hours, rounding.</summary>
    public AttendanceDocument Attendance { get; init; } = new();
}
