using System.Text.Json;
using Preau.Contracts;

namespace Preau.Billing.Known;

/// <summary>The facts of a household that make prices, as one version of its file had them.</summary>
internal sealed record HouseholdFacts(bool Resident, string[] Categories, ChildFacts[] Children)
{
    public static HouseholdFacts Of(FamilyChanged @event) =>
        new(@event.Resident, [.. (@event.Categories ?? []).Order(StringComparer.Ordinal)],
            [.. @event.Children.OrderBy(c => c.ChildId).Select(c => new ChildFacts(c.ChildId, c.Rank, c.PackedLunch))]);

    public static HouseholdFacts Read(string json) => JsonSerializer.Deserialize<HouseholdFacts>(json)!;

    public string Write() => JsonSerializer.Serialize(this);
}

/// <param name="Rank">1 for the eldest of the household.</param>
/// <param name="PackedLunch">The family brings the meal under a signed care plan.</param>
internal sealed record ChildFacts(Guid Child, int Rank, bool PackedLunch);

/// <summary>Facts by day: those of the last version whose day has come, and for all days before the first what was known first.</summary>
internal sealed class FactTimeline
{
    private readonly (DateOnly From, HouseholdFacts Facts)[] _versions;

    public FactTimeline(IEnumerable<FactVersion> versions) =>
        _versions = [.. versions.OrderBy(v => v.Version).Select(v => (v.From, HouseholdFacts.Read(v.Facts)))];

    public HouseholdFacts? On(DateOnly day)
    {
        var found = Array.FindLastIndex(_versions, v => v.From <= day);
        return _versions.Length == 0 ? null : _versions[Math.Max(found, 0)].Facts;
    }

    /// <summary>Of a child who wasn't in the household yet, or no longer: what is nearest.</summary>
    public ChildFacts? OfChild(Guid child, DateOnly day)
    {
        var on = Math.Max(Array.FindLastIndex(_versions, v => v.From <= day), 0);
        for (var i = on; i < _versions.Length; i++)
        {
            if (Array.Find(_versions[i].Facts.Children, c => c.Child == child) is { } facts)
            {
                return facts;
            }
        }

        for (var i = Math.Min(on, _versions.Length) - 1; i >= 0; i--)
        {
            if (Array.Find(_versions[i].Facts.Children, c => c.Child == child) is { } facts)
            {
                return facts;
            }
        }

        return null;
    }

    /// <summary>Days on which the facts may become others.</summary>
    public IEnumerable<DateOnly> Turns => _versions.Skip(1).Select(v => v.From);
}
