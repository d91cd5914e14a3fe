using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>A new version of tariffs and cash offices, refused as a whole when anything in it is wrong; prices follow.</summary>
internal static class SaveSettings
{
    public static async Task<Results<Ok<BillingSettingsView>, ValidationProblem, ProblemHttpResult>> Handle(
        SaveBillingSettings body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        BillingRules rules;
        var document = body.Document!.Value;
        try
        {
            rules = BillingRules.Parse(document.GetRawText());
        }
        catch (RulesException e)
        {
            return Invalid(e.Errors, "settings.invalid");
        }

        var at = clock.UtcNow();
        IReadOnlyList<RuleError> used = [];
        var saved = await db.WriteAsync(async token =>
        {
            var old = await SettingsChange.BeforeAsync(db, cache, token);
            if ((await db.Settings.Where(s => s.Section == BillingRules.Section).MaxAsync(s => (long?)s.Version, token) ?? 0) != body.BasedOn)
            {
                return (long?)null;
            }

            used = await UsedVersions.ErrorsAsync(db, old, rules, token);
            if (used.Count > 0)
            {
                return null;
            }

            if (body.CheckOnly)
            {
                return body.BasedOn;
            }

            var (version, changed) = await db.SaveVersionAsync(BillingRules.Section, document, caller.Name, at, token);
            if (changed)
            {
                await SettingsChange.AfterAsync(db, old, rules, token);
            }

            return version;
        }, ct);
        return used.Count > 0 ? Invalid(used, "tariff.used") : saved is { } number
            ? TypedResults.Ok(new BillingSettingsView(number, at, caller.Name, document))
            : Problems.Conflict("settings.changed", "Ces réglages ont été modifiés entre-temps : rechargez la page.");
    }

    private static ValidationProblem Invalid(IReadOnlyList<RuleError> errors, string code) => TypedResults.ValidationProblem(
        errors.GroupBy(x => x.Path).ToDictionary(g => g.Key, g => g.Select(x => x.Message).ToArray()),
        new RulesException(errors).Message, extensions: new Dictionary<string, object?> { ["code"] = code });
}
