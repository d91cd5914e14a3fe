using System.Text.Json;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>Section "billing" of the commune's file.</summary>
internal sealed class ImportSettings(BillingDb db, SettingsCache cache, TimeProvider clock) : ISectionImporter, ISectionExporter
{
    public string Section => BillingRules.Section;

    public bool IsDemo => false;

    public Task<JsonElement?> ExportAsync(CancellationToken ct) => db.LatestDocumentAsync(Section, ct);

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        BillingRules rules;
        try
        {
            rules = BillingRules.Parse(section.GetRawText());
        }
        catch (RulesException e)
        {
            throw Wrong(file, e.Errors);
        }

        await db.WriteAsync(async token =>
        {
            var old = await SettingsChange.BeforeAsync(db, cache, token);
            var (version, changed) = await db.SaveImportedAsync(file, Section, section, clock.UtcNow(), token);
            if (changed)
            {
                if (await UsedVersions.ErrorsAsync(db, old, rules, token) is { Count: > 0 } used)
                {
                    throw Wrong(file, used);
                }

                await SettingsChange.AfterAsync(db, old, rules, token);
            }
        }, ct);
    }

    private static TenantFileException Wrong(TenantFile file, IEnumerable<RuleError> errors) =>
        new(string.Join(Environment.NewLine, errors.Select(x => $"{Path.GetFileName(file.Path)}: {BillingRules.Section}.{x.Path}: {x.Message}")));
}
