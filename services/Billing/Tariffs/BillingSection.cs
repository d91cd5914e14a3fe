using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>Section "billing" of the commune's file: refused as a whole when anything in it is wrong, or changes what was billed; prices follow.</summary>
internal sealed class BillingSection(BillingDb db, SettingsCache cache) : SettingsSection<BillingDb>(BillingRules.Section)
{
    private BillingRules? _rules;

    private BillingRules? _before;

    public override void Check(JsonElement document)
    {
        try
        {
            _rules = BillingRules.Parse(document.GetRawText());
        }
        catch (RulesException e)
        {
            throw Wrong(e.Errors);
        }
    }

    public override void CheckBeside(TenantFile file, JsonElement document)
    {
        if (file.Section("planning") is { } planning && CheckTogether.Run(planning, document).Where(f => f.Refused).ToList() is { Count: > 0 } apart)
        {
            throw new TenantFileException(string.Join(Environment.NewLine, apart.Select(f => $"{f.Path}: {f.Text}")));
        }
    }

    public override async Task VerifyAsync(SettingsChange change, CancellationToken ct)
    {
        _before = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (await UsedVersions.ErrorsAsync(db, _before, _rules!, ct) is { Count: > 0 } used)
        {
            throw Wrong(used, "tariff.used");
        }
    }

    public override Task SavedAsync(SaveSection? body, SettingsChange change, (long Version, bool Changed) saved, CancellationToken ct) =>
        saved.Changed ? PricedAgain.MarkAsync(db, _before!, _rules!, ct) : Task.CompletedTask;

    private static TenantFileException Wrong(IReadOnlyList<RuleError> errors, string code = "settings.invalid") =>
        TenantFileException.Of(BillingRules.Section, [.. errors.Select(e => (e.Path, e.Message))], code);
}
