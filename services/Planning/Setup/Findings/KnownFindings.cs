using System.Collections.Concurrent;
using Preau.Contracts.Api;

namespace Preau.Planning.Setup.Findings;

/// <summary>
/// What was found in a commune's draft, kept while neither the draft nor the day changes: every set-up page asks for it, and a year of limits is looked at.
/// </summary>
internal sealed class KnownFindings
{
    private readonly ConcurrentDictionary<string, (string Json, DateOnly Today, SettingsFinding[] Found)> _last = new(StringComparer.Ordinal);

    public SettingsFinding[] Of(string tenant, string json, PlanningDocument document, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(document.TimeZone)).DateTime);
        if (_last.TryGetValue(tenant, out var last) && last.Today == today && last.Json == json)
        {
            return last.Found;
        }

        SettingsFinding[] found = [.. new FindContradictions(document, now).Run()];
        _last[tenant] = (json, today, found);
        return found;
    }
}
