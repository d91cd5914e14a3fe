using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Family.Sections;
using Preau.Platform;

namespace Preau.Family.Imports;

/// <summary>Section "family" of the commune's file: files that lack other forms by it are told anew.</summary>
internal sealed class FamilySection(FamilyDb db, TimeProvider clock) : SettingsSection<FamilyDb>(FamilyRules.Section)
{
    public override void Check(JsonElement document) => CheckFamily.Run(ReadSection.Checked<FamilySettings>(Name, document.GetRawText()));

    public override async Task SavedAsync(SaveSection? body, SettingsChange change, (long Version, bool Changed) saved, CancellationToken ct)
    {
        await TellAgain.BeginAsync(db, clock, ct);
        if (saved.Changed)
        {
            await MissingSections.RefreshAllAsync(db, FamilyRules.Parse(change.Document.GetRawText()), clock, ct);
        }
    }
}
