using Preau.Family.Forms;
using Preau.Platform;

namespace Preau.Family.Rules;

/// <summary>Section "family" of a commune's file, and what it means.</summary>
internal sealed record FamilyRules : FamilySettings
{
    public const string Section = "family";

    private static readonly FamilyRules Default = new();

    public string[] Sources => QuotientSources ?? ["CAF", "MSA", "Avis d’imposition"];

    public static async Task<FamilyRules> InForceAsync(SettingsCache cache, FamilyDb db, CancellationToken ct) =>
        (await cache.LoadAsync(db, Section, Parse, ct))?.Rules ?? Default;

    public static FamilyRules Parse(string document) => ReadSection.Stored<FamilyRules>(document);

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

    public bool IsAsked(string section) => Sections?.NeedOf(section) is not null;

    /// <summary>
    /// The forms the commune asks, without what one of its agreements asks in its own words: one
    /// question, one answer. A form of which nothing is left is not asked.
    /// </summary>
    public IEnumerable<SectionForm> Forms => SectionForms.All.Where(f => IsAsked(f.Key))
        .Select(f => f.Key != "autorisations" ? f : f with { Fields = [.. f.Fields.Where(q => Consents?.Any(c => c.PerChild && c.Key == q.Key) != true)] })
        .Where(f => f.Fields.Length > 0);

    public SectionForm? FormOf(string section) => Forms.FirstOrDefault(f => f.Key == section);

    public bool IsObligatory(string section) => Sections?.NeedOf(section) == FileSectionsDocument.Obligatory;

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

/// <summary>What the commune asks agreement to.</summary>
internal static class AskedConsents
{
    extension(AskedConsent asked)
    {
        public bool PerChild => asked.Per == "child";
    }
}
