using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;
using Subscription = Preau.Billing.Tariffs.Subscription;

namespace Preau.Billing.Known;

/// <summary>Enrolments and agreed hours of a household's children as Planning last told them, with their dates.</summary>
public sealed class KnownEnrolments : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public long Version { get; set; }

    /// <summary>As JSON: they are read together, never searched.</summary>
    public required string Document { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<KnownEnrolments>(b =>
    {
        b.ToTable("KnownEnrolments");
        b.HasKey(e => new { e.Tenant, e.FamilyId });
        b.Property(e => e.Version).IsConcurrencyToken();
        b.Property(e => e.Document).HasMaxLength(-1);
    });
}

/// <summary>What a household's enrolments say of a day. Pure.</summary>
/// <param name="services">The service of each unit.</param>
internal sealed class Enrolled(EnrolledChild[] enrolments, ContractedHours[] contracts, ILookup<string, string> services)
{
    private sealed record Written(EnrolledChild[] Enrolments, ContractedHours[] Contracts);

    public static string Write(EnrolmentsChanged @event) => JsonSerializer.Serialize(new Written(@event.Enrolments, @event.Contracts));

    /// <param name="units">Service by unit, of the whole commune.</param>
    public static Enrolled Read(string document, ILookup<string, string> units) =>
        JsonSerializer.Deserialize<Written>(document) is { } written ? new(written.Enrolments, written.Contracts, units) : new([], [], units);

    /// <summary>Whether the price of a tariff asks for enrolments at all.</summary>
    public static bool Matters(TariffVersion version) =>
        version.Occasional is not null || version.IsPackage || version.Siblings?.Among == SiblingsAmong.Enrolled;

    /// <summary>Whether a child is, was or will be enrolled in a service that the tariff prices.</summary>
    public bool Meets(Tariff tariff) => Array.Exists(enrolments, e => Serves(e, tariff));

    /// <summary>A day outside the days the child is enrolled for.</summary>
    public bool IsOccasional(Guid child, Tariff tariff, DateOnly day) =>
        !Array.Exists(enrolments, e => e.ChildId == child && Covers(e, day) && Serves(e, tariff)
            && (e.Weekdays.Length == 0 || e.Weekdays.Contains((char)('0' + (day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek)))));

    /// <summary>The child's place among those of the household enrolled in a service of the tariff that day; itself counted in any case.</summary>
    public SiblingPlace PlaceOf(Guid child, Tariff tariff, DateOnly day, Func<Guid, int> rank)
    {
        var children = enrolments.Where(e => Covers(e, day) && Serves(e, tariff)).Select(e => e.ChildId).Append(child).Distinct().ToList();
        return new SiblingPlace(children.Count(c => c == child || rank(c) < rank(child)), children.Count);
    }

    /// <summary>
    /// Children taken in a package or contract. An enrolment that names its unit takes the tariff of that unit; one that names none takes a tariff that
    /// prices the service alone.
    /// </summary>
    public IReadOnlyList<Subscription> Subscriptions(IReadOnlyList<Tariff> tariffs)
    {
        var packages = tariffs.Where(t => Array.Exists(t.Versions, v => v.IsPackage)).ToList();
        return packages.Count == 0 ? [] : [.. packages.SelectMany(t => enrolments.Where(e => Takes(e, t, tariffs)).SelectMany(e => Of(e, t)))];
    }

    private IEnumerable<Subscription> Of(EnrolledChild enrolment, Tariff tariff)
    {
        var agreed = contracts.Where(c => c.ChildId == enrolment.ChildId && c.Service == enrolment.Service).ToList();
        return agreed.Count == 0 ? [new(enrolment.ChildId, tariff.Key, enrolment.From, enrolment.Until)]
            : agreed.Select(c => new Subscription(c.ChildId, tariff.Key, c.From, c.Until, c.WeeklyHours));
    }

    private bool Takes(EnrolledChild enrolment, Tariff tariff, IReadOnlyList<Tariff> all) => enrolment.Unit is { } unit
        ? Array.IndexOf(tariff.Units, unit) >= 0
        : Serves(enrolment, tariff) && !all.Any(t => t != tariff && Serves(enrolment, t));

    private bool Serves(EnrolledChild enrolment, Tariff tariff) => Array.Exists(tariff.Units, u => services[u].Contains(enrolment.Service));

    private static bool Covers(EnrolledChild enrolment, DateOnly day) => enrolment.From <= day && (enrolment.Until is null || day <= enrolment.Until);
}
