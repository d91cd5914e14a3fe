using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Setup.Drafts;

/// <summary>GET /settings/versions?before=: fifty versions at a time, newest first, with who, when, and what changed in words.</summary>
internal static class Versions
{
    private const int Most = 50;

    public static async Task<Ok<SettingsVersionsView>> Handle(long? before, PlanningDb db, CurrentRules current, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var versions = await db.Settings.AsNoTracking().Where(s => s.Section == CurrentRules.Section && (before == null || s.Version < before))
            .OrderByDescending(s => s.Version).Take(Most + 1)
            .ToListAsync(ct);
        var corrections = await RuleCorrections.ReadAsync(db, ct);
        var views = new List<SettingsVersionView>();
        foreach (var (version, i) in versions.Select((v, i) => (v, i)).Take(Most))
        {
            var earlier = versions.ElementAtOrDefault(i + 1);
            SettingsDifference[] changes = earlier is null
                ? [new("", "Premiers réglages.")]
                : [.. new DescribeChanges(JsonNode.Parse(earlier.Document)!, JsonNode.Parse(version.Document)!).Run()];
            views.Add(new SettingsVersionView(version.Version, rules.Local(version.At), version.By, changes, corrections.GetValueOrDefault(version.Version)));
        }

        return TypedResults.Ok(new SettingsVersionsView([.. views], versions.Count > Most ? views[^1].Version : null));
    }

    /// <summary>The document of one version, or null.</summary>
    public static Task<string?> FindAsync(PlanningDb db, long version, CancellationToken ct) =>
        db.Settings.AsNoTracking().Where(s => s.Section == CurrentRules.Section && s.Version == version).Select(s => (string?)s.Document)
            .SingleOrDefaultAsync(ct);
}
