using System.Text.Json;
using Preau.Family.Families;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>Section "family" of the commune's file.</summary>
internal sealed class ImportFamilyRules(FamilyDb db, TimeProvider clock) : ISectionImporter, ISectionExporter
{
    public string Section => FamilyRules.Section;

    public bool IsDemo => false;

    public Task<JsonElement?> ExportAsync(CancellationToken ct) => db.LatestDocumentAsync(Section, ct);

    public Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        try
        {
            FamilyRules.Parse(section.GetRawText());
        }
        catch (TenantFileException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {e.Message}");
        }

        return db.WriteAsync(async token =>
        {
            await TellAgain.BeginAsync(db, clock, token);
            if ((await db.SaveImportedAsync(file, Section, section, clock.UtcNow(), token)).Changed)
            {
                await MissingSections.RefreshAllAsync(db, FamilyRules.Parse(section.GetRawText()), clock, token);
            }
        }, ct);
    }
}
