using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Preau.Family.Consents;
using Preau.Family.Documents;
using Preau.Family.Legal;
using Preau.Family.Quotients;
using Preau.Family.Requests;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family;

/// <summary>Section "family" of a commune's file.</summary>
/// <param name="TimeZone">IANA name; what "today" is for ages and quotients.</param>
/// <param name="QuotientSources">What the commune accepts as the source of a quotient.</param>
/// <param name="Schools">Schools of the commune with their classes; empty: a school is written freely.</param>
/// <param name="HolidayZone">A, B or C: whose school holidays are halved between two households; null where they are told as exceptions.</param>
/// <param name="Groups">Groups of the commune's own services: "Petits".</param>
/// <param name="Sections">Forms of the file that are asked, each "obligatory" or "optional" (F-51); what is left out isn't shown.</param>
/// <param name="Documents">What the commune asks families to hand in.</param>
/// <param name="Fields">What families may do with each field, where it differs from the defaults: see <see cref="FieldPolicies"/>.</param>
/// <param name="AnswerDays">Working days within which a request of a family is answered.</param>
/// <param name="ConfirmFrom">Day of the year, "09-01", from which each guardian is asked whether all is right; null: never.</param>
/// <param name="Consents">What the commune asks agreement to, in its own words.</param>
/// <param name="PreEnrolment">A new family may announce itself without an account (F-39).</param>
/// <param name="QuotientApi">Quotients are fetched from CAF and MSA, of who agreed; null: families bring them.</param>
/// <param name="Legal">What the commune says of itself on the legal pages.</param>
internal sealed record FamilyRules(
    string TimeZone = "Europe/Paris", string[]? QuotientSources = null, Dictionary<string, string>? Sections = null, SchoolRules[]? Schools = null, string[]? Groups = null,
    AskedDocument[]? Documents = null, Dictionary<string, FieldPolicy>? Fields = null, int AnswerDays = 5, string? ConfirmFrom = null, AskedConsent[]? Consents = null, bool PreEnrolment = false, LegalTexts? Legal = null,
    string? HolidayZone = null, QuotientApiRules? QuotientApi = null)
{
    public const string Section = "family";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly FamilyRules Default = new();

    [JsonIgnore]
    public string[] Sources => QuotientSources ?? ["CAF", "MSA", "Avis d’imposition"];

    public static async Task<FamilyRules> InForceAsync(SettingsCache cache, FamilyDb db, CancellationToken ct) =>
        (await cache.LoadAsync(db, Section, Parse, ct))?.Rules ?? Default;

    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static FamilyRules Parse(string document)
    {
        FamilyRules rules;
        try
        {
            rules = JsonSerializer.Deserialize<FamilyRules>(document, Json)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{Section}{e.Path?.TrimStart('$')}: {e.Message.Split(" Path:")[0]}");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rules.TimeZone ?? "", out _))
        {
            throw new TenantFileException($"{Section}.timeZone: unknown time zone.");
        }

        for (var i = 0; i < rules.Sources.Length; i++)
        {
            if (rules.Sources[i] is not { Length: >= 2 and <= 60 })
            {
                throw new TenantFileException($"{Section}.quotientSources[{i}]: 2 to 60 characters.");
            }
        }

        foreach (var (key, need) in rules.Sections ?? [])
        {
            if (SectionForms.Find(key) is null || need is not ("obligatory" or "optional") || (key == HealthDates.CarePlan && need != "optional"))
            {
                throw new TenantFileException($"{Section}.sections.{key}: one of {string.Join(", ", SectionForms.All.Select(f => f.Key))}, with \"obligatory\" or \"optional\".");
            }
        }

        if (rules.HolidayZone is not (null or "A" or "B" or "C"))
        {
            throw new TenantFileException($"{Section}.holidayZone: A, B or C.");
        }

        SchoolRules.Check(rules.Schools ?? [], rules.Groups ?? []);
        AskedDocument.Check(rules.Documents, Section);
        FieldPolicies.Check(rules.Fields, Section);
        AskedConsent.Check(rules.Consents, Section);
        LegalTexts.Check(rules.Legal, Section);
        QuotientApiRules.Check(rules.QuotientApi, Section);
        if (rules.AnswerDays is < 1 or > 60)
        {
            throw new TenantFileException($"{Section}.answerDays: 1 to 60.");
        }

        if (rules.ConfirmFrom is { } day && (day.Length != 5 || !DateOnly.TryParseExact("2023-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))
        {
            throw new TenantFileException($"{Section}.confirmFrom: month and day, \"09-01\".");
        }

        return rules;
    }

    /// <summary>The commune's own lists for a field of a child; null where it has none.</summary>
    /// <param name="school">School of the child, for its classes.</param>
    public string[]? ChoicesOf(string field, string? school) => field switch
    {
        "child.school" when Schools is { Length: > 0 } => [.. Schools.Select(s => s.Name)],
        "child.class" when ClassesOf(school) is { Length: > 0 } classes => [.. classes.Select(c => c.Name)],
        "child.group" when Groups is { Length: > 0 } => Groups,
        _ => null,
    };

    /// <summary>What is wrong with a school, class or group that the commune doesn't have; null when it has it, or no list.</summary>
    public string? FindSchoolProblem(string field, string value, string? school) => ChoicesOf(field, school) is { } choices && !choices.Contains(value)
        ? field switch
        {
            "child.school" => $"Cette école n’est pas dans la liste de la commune : {string.Join(", ", choices)}.",
            "child.class" => $"Une classe de l’école : {string.Join(", ", choices)}.",
            _ => $"Un groupe de la commune : {string.Join(", ", choices)}.",
        }
        : null;

    public SchoolClass[] ClassesOf(string? school) => Schools?.FirstOrDefault(s => s.Name == school)?.Classes ?? [];

    public bool IsAsked(string section) => Sections?.ContainsKey(section) == true;

    /// <summary>
    /// The forms the commune asks, without what one of its agreements asks in its own words: one question, one answer. A form of which nothing is left is not asked.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<SectionForm> Forms => SectionForms.All.Where(f => IsAsked(f.Key))
        .Select(f => f.Key != "autorisations" ? f : f with { Fields = [.. f.Fields.Where(q => Consents?.Any(c => c.PerChild && c.Key == q.Key) != true)] }).Where(f => f.Fields.Length > 0);

    public SectionForm? FormOf(string section) => Forms.FirstOrDefault(f => f.Key == section);

    public bool IsObligatory(string section) => Sections?.GetValueOrDefault(section) == "obligatory";

    [JsonIgnore]
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>First moment of a local day, UTC.</summary>
    public DateTime StartOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone);

    /// <summary>Day on which what was sent at that moment is answered: working days, Monday to Friday.</summary>
    public DateOnly AnswerBy(DateTime sentUtc)
    {
        var day = DateOnly.FromDateTime(sentUtc.ToLocal(Zone));
        for (var left = AnswerDays; left > 0; left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.LocalNow(TimeZoneInfo.FindSystemTimeZoneById(TimeZone)));
}
