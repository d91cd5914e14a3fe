using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Rulebook;

/// <summary>
/// When the certificate of an absence is due (F-90). Counted from the first day of the absence, or from the day it was told when that is later.
/// </summary>
public sealed record EvidenceDocument
{
    /// <summary>Due so many hours after the absence was told (after its first day began, when told before).</summary>
    public int? Hours { get; init; }

    /// <summary>Due at the end of the day so many calendar days later.</summary>
    public int? Days { get; init; }

    /// <summary>Due at the end of the last school day of the month of the first day.</summary>
    public bool MonthEnd { get; init; }

    /// <summary>A late certificate is still taken until so many days later, never after; null: not after the limit.</summary>
    public int? MaxDays { get; init; }

    /// <summary>Asked also when the absence was told in time; otherwise only after the limit.</summary>
    public bool InTime { get; init; } = true;
}

/// <summary>Days of an absence that stay billed (délai de carence), counted over consecutive absences of the same child for the same reason.</summary>
public sealed record WaitingDocument
{
    public required int Days { get; init; }

    public WaitingUnit Unit { get; init; }

    /// <summary>The first of them: 1 is the first day of the absence, 3 the third.</summary>
    public int FirstDay { get; init; } = 1;

    public WaitingStart From { get; init; }

    /// <summary>Only when the certificate came after its limit.</summary>
    public bool OnlyLateEvidence { get; init; }

    /// <summary>Also for days that were told in time.</summary>
    public bool InTime { get; init; }
}

[JsonConverter(typeof(WordConverter<WaitingUnit>))]
public enum WaitingUnit
{
    Calendar,

    /// <summary>Days on which the child was booked.</summary>
    Service,
}

[JsonConverter(typeof(WordConverter<WaitingStart>))]
public enum WaitingStart
{
    Absence,

    /// <summary>The day it is told is due, and so many after it.</summary>
    Notice,
}

/// <summary>What becomes of certificates, whatever the reason.</summary>
public sealed record CertificatesDocument
{
    /// <summary>Days after the decision until the files are deleted.</summary>
    public int KeepDays { get; init; } = 60;

    /// <summary>Hours before the limit at which the family is reminded; 0 for never.</summary>
    public int RemindHours { get; init; } = 24;
}

/// <summary>What the shape can't say of absences.</summary>
internal static class CheckAbsences
{
    public static void Run(PlanningDocument document, Action<bool, string, string> require)
    {
        require(document.AbsenceUndoMinutes is >= 0 and <= 1440, "absenceUndoMinutes", "0 to 1440");
        require(document.Certificates.KeepDays is >= 1 and <= 1000, "certificates.keepDays", "1 to 1000");
        require(document.Certificates.RemindHours is >= 0 and <= 720, "certificates.remindHours", "0 to 720");
        foreach (var (reason, i) in document.AbsenceReasons.Select((r, i) => (r, i)))
        {
            var path = $"absenceReasons[{i}]";
            require(reason.LatePercent is null or (>= 1 and <= 300), path + ".latePercent", "1 to 300");
            require(reason.Services.Distinct().Count() == reason.Services.Count, path + ".services", "a service is named twice");
            foreach (var (service, k) in reason.Services.Select((s, k) => (s, k)))
            {
                require(document.Facilities.Any(f => f.Services.Any(s => s.Key == service)), $"{path}.services[{k}]", $"there is no service \"{service}\"");
            }

            require(reason.EvidenceDays is null or (>= 0 and <= 365), path + ".evidenceDays", "0 to 365");
            if (reason.Evidence is { } evidence)
            {
                require(evidence.Hours is null or (>= 1 and <= 8760), path + ".evidence.hours", "1 to 8760");
                require(evidence.Days is null or (>= 0 and <= 365), path + ".evidence.days", "0 to 365");
                require(evidence.MaxDays is null or (>= 0 and <= 365), path + ".evidence.maxDays", "0 to 365");
                require((evidence.Hours is null ? 0 : 1) + (evidence.Days is null ? 0 : 1) + (evidence.MonthEnd ? 1 : 0) <= 1, path + ".evidence",
                    "one of hours, days and monthEnd");
                require(evidence.Days is null || reason.EvidenceDays is null || evidence.Days == reason.EvidenceDays, path + ".evidence.days",
                    "says something else than evidenceDays");
                require(evidence.MaxDays is not { } most || (evidence.Hours ?? 0) <= most * 24 && (evidence.Days ?? 0) <= most, path + ".evidence.maxDays",
                    "ends before the certificate is due");
            }

            if (reason.Waiting is { } waiting)
            {
                require(waiting.Days is >= 1 and <= 60, path + ".waiting.days", "1 to 60");
                require(waiting.FirstDay is >= 1 and <= 60, path + ".waiting.firstDay", "1 to 60");
                require(!waiting.OnlyLateEvidence || reason.AsksEvidence, path + ".waiting.onlyLateEvidence", "no certificate is asked for this reason");
                require(waiting.From == WaitingStart.Absence || waiting is { FirstDay: 1, OnlyLateEvidence: false }, path + ".waiting.from",
                    "\"notice\" goes with neither firstDay nor onlyLateEvidence");
            }
        }
    }
}
