using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/planning/settings/draft (permission "settings"): what agents are preparing together, one draft a commune. Nothing in it counts
/// for families until it is applied. Without a draft, <paramref name="Document"/> is what is in force.
/// </summary>
/// <param name="Revision">Rises with every change of the draft; send it back as BasedOn.</param>
/// <param name="BasedOn">Version of the settings it began with.</param>
/// <param name="InForce">Version in force now; another than <paramref name="BasedOn"/> when someone applied other settings in between.</param>
/// <param name="Changes">What it changes, in French.</param>
/// <param name="Findings">What contradicts itself in it.</param>
/// <param name="Corrections">What holds already and would be another: applying then needs a reason.
/// "Restauration scolaire : règle valable depuis le 1er septembre 2026".</param>
/// <param name="Broken">Why the draft can't be read any more, in French: <paramref name="Document"/> is then
/// what is in force, and 409 "draft.broken" answers all but DELETE and POST.</param>
public sealed record SettingsDraftView(
    long Revision, bool Exists, long BasedOn, long InForce, DateTime? At, string? By, JsonElement Document, SettingsDifference[] Changes,
    SettingsFinding[] Findings, string[]? Corrections = null,
    string? Broken = null);

/// <param name="Place">Where, in the words of the screens: "Restauration scolaire".</param>
public sealed record SettingsDifference(string Place, string Text);

/// <param name="Code">Stable: "limit.in-holidays", "pool.unused"…</param>
/// <param name="Level">"warning" or "advice".</param>
/// <param name="Path">In the document: "facilities[0].services[1].ages".</param>
/// <param name="Fix">What to do, in French.</param>
/// <param name="Repair">Changes of the draft that do it; null when only a person can decide.</param>
public sealed record SettingsFinding(string Code, string Level, string Path, string Place, string Text, string Fix, DraftChange[]? Repair = null);

/// <summary>
/// One change of a document. Steps of <paramref name="Path"/> are separated by '/'; in lists a step is the element's <c>key</c>, its <c>validFrom</c>,
/// its number, or "-" to add: "facilities/garderie/services/restauration/online".
/// </summary>
/// <param name="Value">Null takes the member or element away.</param>
public sealed record DraftChange([property: Required, StringLength(500, MinimumLength = 1)] string Path, JsonElement? Value);

/// <summary>PATCH …/settings/draft: all of the changes or none; parts that are not named stay
/// as they are. 400 "settings.invalid", 409 "draft.changed".</summary>
public sealed record ChangeDraft([property: Required] long? BasedOn, [property: Required, MinLength(1), MaxLength(200)] DraftChange[] Changes);

/// <summary>POST …/settings/draft: begins again from an earlier version, or from a whole document.</summary>
public sealed record StartDraft([property: Required] long? BasedOn, long? FromVersion = null, JsonElement? Document = null);

/// <summary>POST …/settings/draft/apply: the draft becomes the next version. 409 "draft.changed", "settings.changed" or "rule.in-force".</summary>
/// <param name="Correction">Why rules that hold already are changed; kept with the version. Without it such a draft is refused.</param>
public sealed record ApplyDraft([property: Required] long? BasedOn, [property: StringLength(500)] string? Correction = null);

/// <summary>GET …/settings/versions?before=: newest first.</summary>
/// <param name="Next">Pass it as before for older ones; null at the end.</param>
public sealed record SettingsVersionsView(SettingsVersionView[] Versions, long? Next);

/// <summary>One version, with what it changed.</summary>
/// <param name="Correction">Set where rules that held already were corrected.</param>
public sealed record SettingsVersionView(long Version, DateTime At, string By, SettingsDifference[] Changes, SettingsCorrection? Correction = null);

/// <param name="Reason">As the agent wrote it.</param>
/// <param name="What">The rules and periods that were changed although they held.</param>
public sealed record SettingsCorrection(string Reason, string[] What);

/// <summary>POST …/settings/check: what is wrong in a document (null: the draft) without
/// saving it. 400 "settings.invalid" when it can't be read at all.</summary>
public sealed record CheckSettings([property: Required] bool? Draft, JsonElement? Document = null);

/// <summary>POST …/settings/preview: what a rule set says to families of one service, not saved.</summary>
/// <param name="Rule">A version of a rule set as in the commune's file; null: the one of the draft.</param>
public sealed record PreviewRule([property: Required, StringLength(64, MinimumLength = 1)] string Service, JsonElement? Rule = null, DateOnly? From = null);

/// <param name="Sentences">What families will read.</param>
public sealed record RulePreview(string ServiceLabel, string[] Sentences, RulePreviewDay[] Days, SettingsFinding[] Findings);

/// <param name="Book">Last local moment to book; so are the others.</param>
/// <param name="Notes">"Tombe pendant les vacances", "Week-end sauté"…</param>
public sealed record RulePreviewDay(DateOnly Date, DateTime? Opens, DateTime Book, DateTime Cancel, DateTime Absence, string[] Notes, bool Warns);

/// <summary>POST …/settings/calendar/import: reads an official school calendar (ICS or JSON) and says what it would change; nothing is saved.</summary>
public sealed record ImportCalendar([property: Required, StringLength(1_000_000, MinimumLength = 1)] string Content);

/// <param name="Years">For "school/years" of the draft.</param>
/// <param name="Changes">Dates that change: "Vacances d'hiver 2027 : du 13 février…".</param>
/// <param name="Bookings">Days booked by families on which a service that is open now would be closed.</param>
public sealed record CalendarImportView(
    JsonElement Years, SettingsDifference[] Changes, string[] Remarks, int ChangedDays, int Bookings, int Families, int TeacherLines, int OtherZones,
    int Repeated);

/// <summary>GET …/settings/calendar?year=2026&amp;service=: the school year that begins in 2026 as the draft has it, day by day.</summary>
public sealed record YearView(int Year, string Name, DateOnly First, DateOnly Last, bool Published, string? Service, YearDay[] Days, FilterOption[] Services);

/// <param name="Kind">"school", "extra", "wednesday", "short", "summer", "noClass", "unknown".</param>
public sealed record YearDay(DateOnly Date, string Kind, string[] Flags, bool Closed, bool Open, string? Label);

/// <summary>POST …/settings/simulate: replays the requests of these days, each at its own time, against other rules. Reads only.</summary>
/// <param name="From">First day on which requests were made; the first of last month when left out.</param>
/// <param name="Until">Last day, included; the last of last month when left out.</param>
/// <param name="Document">A whole document; null: the draft.</param>
public sealed record SimulateSettings([property: Required] bool? Draft, DateOnly? From = null, DateOnly? Until = null, JsonElement? Document = null);

/// <param name="Replayed">Lines whose answer could be worked out again as it was given.</param>
/// <param name="Skipped">Lines that could not; <paramref name="Notes"/> say why.</param>
/// <param name="Lines">Those whose answer would be another, at most 1 000.</param>
public sealed record SimulationView(
    DateOnly From, DateOnly Until, int Replayed, int Skipped, int Changed, int Families, SimulatedTotal[] Totals, SimulatedLine[] Lines, string[] Notes);

/// <param name="Before">"accepted", "surcharge", "excused", "billed", "agent", "waiting", "refused".</param>
public sealed record SimulatedTotal(string Before, string After, int Count);

public sealed record SimulatedLine(
    string RequestNumber, Guid FamilyId, string FamilyName, string Child, DateTime AskedAt, IntentAction Action, string ServiceLabel, string UnitLabel,
    DateOnly Date,
    string Before, string BeforeText, string After, string AfterText);

/// <summary>POST …/settings/next-year: closures, dated limits and enrolments of one school year made again for the next. Made twice it adds nothing.</summary>
/// <param name="Year">The school year that is copied, by the year it begins in; the current one when left out.</param>
/// <param name="Apply">False: only says what it would do.</param>
/// <param name="BasedOn">Version of the settings that the preview was read from; needed to apply.</param>
public sealed record CopyYear(
    [property: Required] bool? Apply, int? Year = null, long? BasedOn = null, bool Closures = true, bool Rules = true, bool Enrolments = true);

/// <param name="Version">Of the settings: BasedOn of the act.</param>
/// <param name="Published">False while the next rentrée is only assumed.</param>
/// <param name="Enrolments">New ones, by service.</param>
/// <param name="TooOld">Children whose age no longer fits on the first day; they are left out.</param>
/// <param name="Already">Enrolments that are there already.</param>
public sealed record CopyYearView(
    long Version, string From, string To, DateOnly First, DateOnly Last, bool Published, bool Done, CopiedClosure[] Closures, SettingsDifference[] Rules,
    CopiedEnrolments[] Enrolments, int TooOld, int Already);

/// <param name="How">Why these days: "même place dans les vacances"…</param>
public sealed record CopiedClosure(string Label, DateOnly OldFirst, DateOnly OldLast, DateOnly First, DateOnly Last, string How);

public sealed record CopiedEnrolments(string Service, string ServiceLabel, int Count);
