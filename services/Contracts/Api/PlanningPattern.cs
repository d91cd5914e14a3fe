using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>
/// POST /api/{tenant}/planning/requests/pattern (201 the first time, 200 with the same receipt for the
/// same <paramref name="Key"/>) and …/requests/pattern/preview (nothing saved):
/// the same weekdays again and again. Every cell is decided as if it had been asked for alone; one request with one number holds them all.
/// </summary>
/// <param name="Action">Book or Cancel.</param>
/// <param name="From">First day; days before today are left out.</param>
/// <param name="Until">Last day, for <see cref="PatternEnd.Date"/>; 400 days after <paramref name="From"/> at most.</param>
/// <param name="Anchor">A day of a week that counts, for <see cref="PatternWeeks.OneInTwo"/>.</param>
/// <param name="Family">Only for agents acting in a family's name.</param>
/// <param name="Instead">Of bookings, as in <see cref="Intent"/>: for all days of the pattern.</param>
public sealed record PatternRequest(
    [property: Required] Guid? Key, [property: Required] IntentAction? Action, [property: Required] DateOnly? From,
    [property: Required, MinLength(1), MaxLength(400)] PatternRow[] Rows,
    PatternEnd End = PatternEnd.Date, DateOnly? Until = null, PatternWeeks Weeks = PatternWeeks.Every, DateOnly? Anchor = null,
    [property: StringLength(500)] string? Comment = null, Guid? Family = null,
    [property: MaxLength(10)] string[]? Instead = null);

/// <param name="Weekdays">1 Monday … 7 Sunday.</param>
public sealed record PatternRow(
    [property: Required] Guid? Child, [property: Required, StringLength(64, MinimumLength = 1)] string Unit,
        [property: Required, MinLength(1), MaxLength(7)] int[] Weekdays);

[JsonConverter(typeof(JsonStringEnumConverter<PatternEnd>))]
public enum PatternEnd
{
    Date,
    /// <summary>The last day before the next school holidays.</summary>
    Holidays,
    /// <summary>The last day before the summer holidays.</summary>
    SchoolYear,
}

[JsonConverter(typeof(JsonStringEnumConverter<PatternWeeks>))]
public enum PatternWeeks
{
    Every,
    OneInTwo,
    /// <summary>ISO week numbers 2, 4, 6…</summary>
    Even,
    Odd,
}

/// <param name="Receipt">What each cell would get; no lines when no day matches.</param>
/// <param name="Skipped">Days of the pattern on which nothing is asked, by child, unit and reason.</param>
public sealed record PatternPreview(Receipt Receipt, DateOnly From, DateOnly Until, PatternSkip[] Skipped);

/// <param name="Code">"closed" or "not-enrolled".</param>
/// <param name="Text">« Vacances de Noël », « jour férié », « pas d'accueil ce jour-là », « pas inscrit ».</param>
public sealed record PatternSkip(Guid ChildId, string Child, string Unit, string UnitLabel, string Code, string Text, DateOnly[] Dates);

/// <summary>GET /api/{tenant}/planning/pattern/periods?from=2026-12-08: where a pattern may end, in the commune's calendar.</summary>
/// <param name="Holidays">Name of the next holidays and the last day before them; null when they aren't published.</param>
public sealed record PatternPeriods(DateOnly From, PatternPeriod? Holidays, PatternPeriod? SchoolYear);

public sealed record PatternPeriod(string Label, DateOnly LastDay);

/// <summary>POST /api/{tenant}/planning/requests/{id}/cancel, optional body: only these lines are taken back; without it all that can be.</summary>
public sealed record UndoLines([property: MaxLength(3000)] Guid[]? Lines = null);
