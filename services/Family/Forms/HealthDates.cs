using System.Globalization;
using Preau.Contracts.Words;

namespace Preau.Family.Forms;

/// <summary>What comes due of a child's health: the next booster, the end of a care plan (PAI). A
/// date without a word of what it is about may stand in clear.</summary>
internal static class HealthDates
{
    public const string CarePlan = "pai";
    public const string Protocol = "protocole";
    public const string Kit = "trousse";
    public const string End = "fin";
    public const string PackedLunch = "panier";
    public const string Dtp = "dtp";
    public const string NextDtp = "dtpRappel";

    // Boosters of the vaccination calendar, from which age in months an injection counts for which
    // birthday (code de la santé publique, L3111-2; arrêté du calendrier).
    private static readonly (int From, int Years)[] Boosters = [(5 * 12 + 6, 6), (10 * 12 + 6, 11)];

    /// <summary>The next day on which something of this form is to be renewed; null for nothing, or nothing known.</summary>
    public static DateOnly? DueOf(string section, IReadOnlyDictionary<string, string> values, DateOnly birth) => section switch
    {
        CarePlan => Day(values, End),
        "sanitaires" => Day(values, NextDtp) ?? (Day(values, Dtp) is { } last ? NextBooster(birth, last) : null),
        _ => null,
    };

    /// <summary>In words, for who may read the answers.</summary>
    public static string LabelOf(string section, IReadOnlyDictionary<string, string>? values, DateOnly? birth, DateOnly? due) => section == CarePlan ? "Le PAI"
        : due is { } day && birth is { } born && values is not null && !values.ContainsKey(NextDtp)
        ? $"Le rappel DTP des {day.Year - born.Year} ans, à la date du calendrier vaccinal"
        : "Le rappel DTP";

    /// <summary>What the team is told: what to do, and when it no longer holds.</summary>
    public static IEnumerable<string> ToDo(IReadOnlyDictionary<string, string> plan, DateOnly today)
    {
        if (plan.GetValueOrDefault(Protocol) is { Length: > 0 } protocol)
        {
            yield return $"PAI : {protocol}";
        }

        if (plan.GetValueOrDefault(Kit) is { Length: > 0 } kit)
        {
            yield return $"Trousse : {kit}";
        }

        if (Day(plan, End) is { } end && end < today)
        {
            yield return $"PAI terminé le {French.Date(end, ' ')} : demandez au service avant le repas";
        }
    }

    private static DateOnly? NextBooster(DateOnly birth, DateOnly last) =>
        Boosters.Where(b => last < birth.AddMonths(b.From)).Select(b => (DateOnly?)birth.AddYears(b.Years)).FirstOrDefault();

    private static DateOnly? Day(IReadOnlyDictionary<string, string> values, string key) =>
        DateOnly.TryParseExact(values.GetValueOrDefault(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
