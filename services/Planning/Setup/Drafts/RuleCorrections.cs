using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>Reasons why rules that held already were changed, kept beside the versions as a section of their own.</summary>
internal static class RuleCorrections
{
    private const string Section = "planning.correction";

    /// <summary>Null when the change may be made with what was said, else the refusal.</summary>
    public static ProblemHttpResult? Refuse(IReadOnlyList<string> what, string? reason) => what.Count == 0 || !string.IsNullOrWhiteSpace(reason) ? null
        : Problems.Conflict("rule.in-force",
            $"Ceci est déjà en vigueur : {string.Join(" ; ", what)}. Préparez plutôt une nouvelle version à partir de demain, ou dites pourquoi vous corrigez (correction).");

    /// <summary>Inside a write, with the version it belongs to.</summary>
    public static async Task KeepAsync(PlanningDb db, long version, IReadOnlyList<string> what, string? reason, string by, DateTime at, CancellationToken ct)
    {
        if (what.Count > 0)
        {
            await db.SaveVersionAsync(Section, JsonSerializer.SerializeToElement(new Kept(version, reason!.Trim(), [.. what])), by, at, ct);
        }
    }

    /// <summary>By version of the settings.</summary>
    public static async Task<Dictionary<long, SettingsCorrection>> ReadAsync(PlanningDb db, CancellationToken ct)
    {
        var rows = await db.Settings.AsNoTracking().Where(s => s.Section == Section).OrderBy(s => s.Version).Select(s => s.Document).ToListAsync(ct);
        return rows.Select(r => JsonSerializer.Deserialize<Kept>(r)!).ToDictionary(k => k.Version, k => new SettingsCorrection(k.Reason, k.What));
    }

    private sealed record Kept(long Version, string Reason, string[] What);
}
