using Preau.Platform;

namespace Preau.Planning.Rulebook;

/// <summary>The rules in force for this request's commune.</summary>
public sealed class CurrentRules(PlanningDb db, SettingsCache cache)
{
    public const string Section = "planning";

    /// <summary>Answers 404 for a commune that has not set up its planning.</summary>
    public async Task<SettingsInForce<PlanningRules>> LoadAsync(CancellationToken ct) =>
        await FindAsync(ct) ?? throw new BadHttpRequestException("This commune has no planning.", StatusCodes.Status404NotFound);

    public Task<SettingsInForce<PlanningRules>?> FindAsync(CancellationToken ct) => cache.LoadAsync(db, Section, ReadRules.Parse, ct);
}
